import { inspect, parseArgs } from "node:util";
import { decodeBitstream, DEFAULT_MAX_BYTES } from "../codecs/decode.ts";
import { endWithWorker } from "../process/end-with-worker.ts";

/*
 * Standalone decoder: decode.ts FILE.avcl OUT.y4m [--max-bytes N]. A file that announces pictures of more than N bytes (64 GiB)
 * is refused before anything is written. Prints one JSON line; an error is one line on stderr and exit code 1.
 */

const USAGE = "Usage: decode.ts FILE.avcl OUT.y4m [--max-bytes N]";

endWithWorker();
process.channel?.unref(); // The channel alone does not keep it alive.

function parseCommandLine(args: string[]) {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { "max-bytes": { type: "string" } } });
  const [bitstreamPath, outPath, ...more] = positionals;
  if (bitstreamPath === undefined || outPath === undefined || more.length > 0) throw new Error(USAGE);
  const limit = values["max-bytes"];
  if (limit !== undefined && !/^[1-9]\d{0,14}$/.test(limit)) throw new Error(`--max-bytes is a whole number of bytes, not ${limit}. ${USAGE}`);
  return { bitstreamPath, outPath, maxBytes: limit === undefined ? DEFAULT_MAX_BYTES : Number(limit) };
}

/** One line. A refusal of Node's permission model is told whole, for what was refused is not in its message. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return ("code" in error && error.code === "ERR_ACCESS_DENIED" ? inspect(error) : error.message).replaceAll(/\s+/g, " ");
}

try {
  process.stdout.write(`${JSON.stringify(await decodeBitstream(parseCommandLine(process.argv.slice(2))))}\n`);
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`);
  process.exitCode = 1;
}
