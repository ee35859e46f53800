import { afterAll, expect, it } from "vitest";
import { X265_PRESETS } from "#lib/plan/base-settings.ts";
import { PlanSchema } from "#lib/plan/schema.ts";
import { encodeClip } from "./encode.ts";
import { scratchFolder, SMALL, writeTestClip } from "./test-clip.ts";

const folder = await scratchFolder();
afterAll(folder.remove);

it("opens x265 at every preset with as many B-frames as a plan may pin", async () => {
  const sourcePath = await writeTestClip(folder.path("source.y4m"), { ...SMALL, frames: 10 });
  for (const preset of X265_PRESETS) {
    for (const bframes of [0, 5, 8]) {
      const plan = PlanSchema.parse({ base: { codec: "x265", preset, bframes }, rungs: [{ crf: 20 }, { crf: 26 }, { crf: 32 }, { crf: 38 }] });
      const { bitsPerFrame } = await encodeClip({ sourcePath, outPath: folder.path("clip.avcl"), plan, crf: 32 });
      expect(bitsPerFrame, `${preset} with ${bframes} B-frames`).toHaveLength(10);
    }
  }
});
