import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BaseSchema } from "#lib/plan/base-settings.ts";
import { WienerSchema } from "#lib/plan/restore-settings.ts";
import { decodeBitstream } from "#worker/codecs/decode.ts";
import { encodeClip } from "#worker/codecs/encode.ts";
import { scratchFolder, writeTestClip } from "#worker/codecs/test-clip.ts";
import { openY4m } from "#worker/media/y4m.ts";
import { planeErrors } from "#worker/measure/psnr.ts";
import { withNeighbours } from "../with-neighbours.ts";
import { createWienerFilter, decibelsPerBit, parseWiener, trainWiener, writeWiener } from "./index.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => void (scratch = await scratchFolder()));
afterAll(() => scratch.remove());

it.each([{ codec: "x265", crf: 30 }, { codec: "svt-av1", crf: 40 }] as const)("earns more than its bits on a clip that $codec coded, and another process gives the same bytes and frames", async ({ codec, crf }) => {
  const [sourcePath, outPath] = [scratch.path("source.y4m"), scratch.path(`${codec}.avcl`)];
  await writeTestClip(sourcePath, { width: 256, height: 144, fpsNum: 25, fpsDen: 1, frames: 12, noise: 3 });
  const { bytes } = await encodeClip({ sourcePath, outPath, plan: { base: BaseSchema.parse({ codec }), transform: null }, crf });
  await decodeBitstream({ bitstreamPath: outPath, outPath: `${outPath}.y4m` });
  const [source, decoded] = [await openY4m(sourcePath), await openY4m(`${outPath}.y4m`)];
  try {
    const { width, height } = source.header;
    const geometry = { width, height, frames: source.frameCount };
    const lambda = decibelsPerBit(bytes);
    const parameters = await trainWiener({ decoded, source, settings: WienerSchema.parse({ kind: "wiener" }), lambda });
    const section = writeWiener(parameters!, geometry);
    const filter = createWienerFilter(parseWiener(section, geometry), geometry);
    const into = new Uint8Array(decoded.frameBytes);
    const hash = createHash("sha256").update(section);
    let [before, after] = [0, 0];
    let index = 0;
    for await (const { picture: frame, ...neighbours } of withNeighbours(decoded.frames())) {
      const original = await source.readFrame(index);
      filter.apply(frame, index++, into, neighbours);
      hash.update(into);
      before += planeErrors(frame, original, width, height).y;
      after += planeErrors(into, original, width, height).y;
    }
    // Luma alone, counted as its share of PSNR-YUV, pays for the whole section.
    expect(0.75 * 10 * Math.log10(before / after)).toBeGreaterThan(lambda * 8 * section.length);

    const program = fileURLToPath(new URL("hash-restored.fixture.ts", import.meta.url));
    const said = execFileSync(process.execPath, ["--import", "tsx", program, sourcePath, `${outPath}.y4m`, String(lambda)], { encoding: "utf8" });
    expect(said).toBe(hash.digest("hex"));
  } finally {
    await Promise.all([source.close(), decoded.close()]);
  }
});
