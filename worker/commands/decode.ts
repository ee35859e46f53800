import { decodeBitstream } from "../codecs/decode.ts";
import { endWithWorker } from "../process/end-with-worker.ts";

/*
 * Standalone decoder: decode.ts FILE OUT.y4m. Prints one JSON line; an error is one line on stderr and exit code 1.
 */

endWithWorker();
process.channel?.unref(); // The channel alone does not keep it alive.

const [bitstreamPath, outPath, ...more] = process.argv.slice(2);
try {
  if (bitstreamPath === undefined || outPath === undefined || more.length > 0) throw new Error("Usage: decode.ts FILE.avcl OUT.y4m");
  process.stdout.write(`${JSON.stringify(await decodeBitstream({ bitstreamPath, outPath }))}\n`);
} catch (error) {
  process.stderr.write(`${(error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, " ")}\n`);
  process.exitCode = 1;
}
