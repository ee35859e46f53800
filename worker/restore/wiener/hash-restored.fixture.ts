/** A process of its own for the determinism test: trains on SOURCE and DECODED with LAMBDA, and prints the hash of section and frames. */
import { createHash } from "node:crypto";
import { WienerSchema } from "#lib/plan/restore-settings.ts";
import { openY4m } from "#worker/media/y4m.ts";
import { withNeighbours } from "../with-neighbours.ts";
import { createWienerFilter, trainWiener, writeWiener } from "./index.ts";

const [sourcePath = "", decodedPath = "", lambda] = process.argv.slice(2);
const [source, decoded] = [await openY4m(sourcePath), await openY4m(decodedPath)];
const geometry = { ...source.header, frames: source.frameCount };
const parameters = await trainWiener({ decoded, source, settings: WienerSchema.parse({ kind: "wiener" }), lambda: Number(lambda) });
if (!parameters) throw new Error("no filter was worth its bits");
const filter = createWienerFilter(parameters, geometry);
const hash = createHash("sha256").update(writeWiener(parameters, geometry));
const into = new Uint8Array(decoded.frameBytes);
let index = 0;
for await (const { picture, ...neighbours } of withNeighbours(decoded.frames())) {
  filter.apply(picture, index++, into, neighbours);
  hash.update(into);
}
await Promise.all([source.close(), decoded.close()]);
process.stdout.write(hash.digest("hex"));
