import { decodeBitstream } from "../codecs/decode.ts";

/*
 * Standalone decoder: decode.ts FILE OUT.y4m. Prints one JSON line; an error is one line on stderr and exit code 1.
 */

// Under a worker: end when it is gone, however it went, and leave Ctrl-C in the terminal to it.
if (process.channel) {
  process.once("disconnect", () => process.exit(1));
  process.on("SIGINT", () => {});
  process.channel.unref();
}

const [bitstreamPath, outPath, ...more] = process.argv.slice(2);
try {
  if (bitstreamPath === undefined || outPath === undefined || more.length > 0) throw new Error("Usage: decode.ts FILE.avcl OUT.y4m");
  process.stdout.write(`${JSON.stringify(await decodeBitstream({ bitstreamPath, outPath }))}\n`);
} catch (error) {
  process.stderr.write(`${(error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, " ")}\n`);
  process.exitCode = 1;
}
