import { availableParallelism, tmpdir } from "node:os";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Env } from "#lib/env.ts";
import { trackProgress } from "#worker/pipeline/progress.ts";
import { describeMachine } from "#worker/process/describe-machine.ts";
import { createMediaPool } from "#worker/process/media-pool.ts";
import { describeReproduction, isSame } from "./describe-reproduction.ts";
import { fetchRecord, readRecordFile } from "./read-record.ts";
import { reproduce } from "./reproduce.ts";
import { ReproduceError } from "./reproduce-error.ts";

const USAGE = `Usage: npm run reproduce -- EXPERIMENT_ID [--url http://127.0.0.1:3000 | --record FILE.json] [--clip ID] [--crf N] [--upload FILE] [--keep FOLDER]
  --url     the lab that has the record (default: this machine's)
  --record  the JSON download of the experiment's page, in place of a lab
  --clip, --crf  only this clip, only this rung
  --upload  the original file of an uploaded clip
  --keep    keeps the bitstreams in this folder`;

const JOB_TIMEOUT_MS = 60 * 60_000;
const DECODE_TIMEOUT_MS = 15 * 60_000;

function parseCommandLine(args: string[]) {
  const option = { type: "string" } as const;
  let parsed;
  try {
    parsed = parseArgs({ args, allowPositionals: true, options: { url: option, record: option, clip: option, crf: option, upload: option, keep: option } });
  } catch (cause) {
    throw new ReproduceError(`${cause instanceof Error ? cause.message : String(cause)}\n${USAGE}`, { cause });
  }
  const { values, positionals } = parsed;
  const [id = null, ...more] = positionals;
  if (more.length > 0 || (id === null && values.record === undefined) || (values.url !== undefined && values.record !== undefined)) throw new ReproduceError(USAGE);
  if (values.crf !== undefined && !/^\d{1,2}$/.test(values.crf)) throw new ReproduceError(`--crf is a whole number, not ${values.crf}.\n${USAGE}`);
  return { ...values, id, crf: values.crf === undefined ? undefined : Number(values.crf) };
}

export interface CommandOptions {
  env: Pick<Env, "LAB_PORT" | "LAB_MEDIA_MEMORY_MB" | "LAB_ENCODE_SLOTS">;
  signal: AbortSignal;
  /** The comparison. */
  print: (text: string) => void;
  /** What goes on, and what is wrong. */
  say: (line: string) => void;
}

async function compare(args: string[], { env, signal, print, say }: CommandOptions): Promise<number> {
  const { id, url, record: path, clip: clipId, crf, upload: uploadPath, keep: keepDir } = parseCommandLine(args);
  const record = path === undefined ? await fetchRecord(url ?? `http://127.0.0.1:${env.LAB_PORT}`, id ?? "") : await readRecordFile(path, id);
  say(`Experiment ${record.id}: ${record.hypothesis ?? "no hypothesis on record"}`);
  const memoryBytes = env.LAB_MEDIA_MEMORY_MB * 1024 * 1024;
  const workDir = await mkdtemp(join(tmpdir(), "lab-reproduce-"));
  const pool = createMediaPool(env.LAB_ENCODE_SLOTS || availableParallelism(), { timeoutMs: JOB_TIMEOUT_MS, memoryBytes });
  try {
    const reproduction = await reproduce(record, {
      pool, workDir, signal, clipId, crf, uploadPath, keepDir, say,
      decodeLimits: { timeoutMs: DECODE_TIMEOUT_MS, memoryBytes }, progress: trackProgress(() => Date.now(), () => {}),
    });
    print(describeReproduction(reproduction, { recorded: record.applied?.machine ?? null, here: describeMachine() }));
    return isSame(reproduction) ? 0 : 1;
  } finally {
    await pool.close();
    await rm(workDir, { recursive: true, force: true });
  }
}

/**
 * The command `npm run reproduce`: makes the bitstreams of an experiment again and compares them with its record. Needs no storage.
 * @returns exit code: 0 when all are the same, 1 when something differs, 2 when nothing was compared
 */
export async function runCommand(args: string[], options: CommandOptions): Promise<0 | 1 | 2> {
  try {
    return (await compare(args, options)) === 0 ? 0 : 1;
  } catch (error) {
    options.say(error instanceof Error ? error.message : String(error));
    return 2;
  }
}
