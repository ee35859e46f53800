import { open } from "node:fs/promises";
import { parseArgs } from "node:util";
import { closeLab, createLab } from "#lib/data/lab.ts";
import { readEnv } from "#lib/env.ts";
import { describeImport } from "#lib/format/describe-import.ts";
import { importFile } from "#lib/import/import-file.ts";
import { COMMAND_LIMITS } from "#lib/import/limits.ts";
import { MalformedImportError } from "#lib/import/malformed-import-error.ts";
import { attachEnv } from "../services/attach.ts";

/*
 * npm run import -- FILE [--check]: records of another lab (its JSON export, or post-mortem files of this lab's ancestor), as
 * unverified ones. --check reads the file and stores nothing. Exit code 1 when nothing or not everything was imported.
 */

const USAGE = "Usage: npm run import -- FILE [--check]";

function parseCommandLine(args: string[]) {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { check: { type: "boolean", default: false } } });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new Error(USAGE);
  return { path, checkOnly: values.check };
}

/** The file, unless it is larger than what is read: one byte beyond the limit is enough to be refused by it. */
async function readBounded(path: string, most: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(size, most + 1));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await file.close();
  }
}

function describeError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof MalformedImportError) || error.misfits.length < 2) return message;
  return [message, ...error.misfits.map(({ where, message: what }) => `  ${where}: ${what}`)].join("\n");
}

try {
  const { path, checkOnly } = parseCommandLine(process.argv.slice(2));
  const bytes = await readBounded(path, COMMAND_LIMITS.maxBytes);
  const lab = createLab(await attachEnv(readEnv()));
  try {
    const outcome = await importFile(lab, bytes, { limits: COMMAND_LIMITS, checkOnly });
    process.stdout.write(`${[describeImport(outcome), ...outcome.notes].join(" ")}\n`);
  } finally {
    closeLab(lab);
  }
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`);
  process.exitCode = 1;
}
