import { afterAll, expect, it } from "vitest";
import { CnnSchema } from "#lib/plan/cnn-settings.ts";
import { PlanSchema } from "#lib/plan/schema.ts";
import { decodeBitstream } from "../../codecs/decode.ts";
import { encodeClip } from "../../codecs/encode.ts";
import { scratchFolder, SMALL, writeTestClip } from "../../codecs/test-clip.ts";
import { planeErrors, psnrOfErrors } from "../../measure/psnr.ts";
import { openY4m } from "../../media/y4m.ts";
import { createCnnFilter } from "./filter.ts";
import { restoreByReference } from "./reference-filter.ts";
import { parseCnn, writeCnn } from "./section.ts";
import { trainCnn } from "./train.ts";

const folder = await scratchFolder();
afterAll(folder.remove);

it("gains quality on pictures that x265 decoded, for a few hundred bytes", async () => {
  const sourcePath = await writeTestClip(folder.path("source.y4m"), { ...SMALL, noise: 1 });
  const plan = PlanSchema.parse({ base: { codec: "x265", preset: "ultrafast", bframes: 4, refs: 3, sao: true, ctu: 64, rcLookahead: 20 }, rungs: [{ crf: 22 }, { crf: 27 }, { crf: 32 }, { crf: 37 }] });
  await encodeClip({ sourcePath, outPath: folder.path("clip.avcl"), plan, crf: 30 });
  await decodeBitstream({ bitstreamPath: folder.path("clip.avcl"), outPath: folder.path("decoded.y4m") });
  const [source, decoded] = [await openY4m(sourcePath), await openY4m(folder.path("decoded.y4m"))];

  const { params } = await trainCnn({ source, decoded, settings: CnnSchema.parse({ kind: "cnn", channels: 4, steps: 400, patch: 32, batch: 4 }) });
  const section = writeCnn(params);
  expect(section.length).toBeLessThan(450);

  const { width, height } = source.header;
  const filter = createCnnFilter(parseCnn(section), { width, height });
  const totals = [{ y: 0, u: 0, v: 0 }, { y: 0, u: 0, v: 0 }];
  for (let index = 0; index < source.frameCount; index += 1) {
    const [wanted, before] = await Promise.all([source.readFrame(index), decoded.readFrame(index)]);
    const neighbours = { before: index > 0 ? await decoded.readFrame(index - 1) : null, after: index + 1 < source.frameCount ? await decoded.readFrame(index + 1) : null };
    const after = new Uint8Array(before.length);
    filter.apply(before, after, neighbours);
    if (index === 7) expect(Buffer.compare(after, restoreByReference(params, before, neighbours, width, height)), "the reference's picture").toBe(0);
    [before, after].forEach((frame, at) => {
      const errors = planeErrors(frame, wanted, width, height);
      totals[at] = { y: totals[at]!.y + errors.y, u: totals[at]!.u + errors.u, v: totals[at]!.v + errors.v };
    });
  }
  await Promise.all([source.close(), decoded.close()]);
  const [before, after] = totals.map((errors) => psnrOfErrors(errors, width, height, SMALL.frames));
  expect(after!.psnrY! - before!.psnrY!).toBeGreaterThan(0.1);
  expect(after!.psnrYuv! - before!.psnrYuv!).toBeGreaterThan(0.1);
});
