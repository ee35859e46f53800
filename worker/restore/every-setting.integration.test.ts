import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CnnSchema } from "#lib/plan/cnn-settings.ts";
import { WienerSchema } from "#lib/plan/restore-settings.ts";
import { PlanSchema, type RestoreSettings } from "#lib/plan/schema.ts";
import type { BitstreamHeader } from "../codecs/container.ts";
import { decodeBitstream } from "../codecs/decode.ts";
import { encodeClip } from "../codecs/encode.ts";
import { openY4m, type Y4mReader } from "../media/y4m.ts";
import { writeScene } from "../sources/scenes/write-scene.ts";
import { learnRestoration } from "./learn-restoration.ts";

/*
 * Applied, not advised, for restorations: two plans that differ in one setting write different sections. A setting that the
 * schemas gain and this table lacks fails.
 */

/** Another value for each setting than the one in the base. */
const WIENER_BASE: RestoreSettings = WienerSchema.parse({ kind: "wiener", classes: 16, taps: "diamond7", blockSize: 32 });
const WIENER_OTHER: Record<Exclude<keyof typeof WienerSchema.shape, "kind">, unknown> = { classes: 4, taps: "diamond5", clipped: false, temporal: false, coefficientBits: 6, chroma: false, blockSize: 0 };
const CNN_BASE: RestoreSettings = CnnSchema.parse({ kind: "cnn", layers: 2, channels: 4, steps: 240, patch: 32, batch: 4, temporal: false, chroma: false });
const CNN_OTHER: Record<Exclude<keyof typeof CnnSchema.shape, "kind">, unknown> = { before: "wiener", layers: 3, channels: 8, steps: 360, learningRate: 0.002, patch: 64, batch: 6, weightBits: 8, seed: 2, temporal: true, chroma: true };

/** So large that every section pays: the test is about what is written, not about whether it should be. */
const OTHER_BYTES = 1e9;

let folder: string;
let source: Y4mReader;
let decoded: Y4mReader;
let header: BitstreamHeader;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lab-restore-settings-"));
  const [sourcePath, outPath, decodedPath] = ["source.y4m", "base.avcl", "decoded.y4m"].map((name) => join(folder, name)) as [string, string, string];
  await writeScene({ kind: "scene", id: "s", title: "S", scene: "shapes", seed: 3, motion: 0.4, detail: 0.5, noise: 0, width: 160, height: 96, fps: { num: 24, den: 1 }, frames: 12 }, sourcePath);
  await encodeClip({ sourcePath, outPath, plan: PlanSchema.parse({ base: { codec: "x265", preset: "ultrafast", sao: false }, rungs: [20, 26, 32, 38].map((crf) => ({ crf })) }), crf: 30 });
  await decodeBitstream({ bitstreamPath: outPath, outPath: decodedPath });
  [source, decoded] = [await openY4m(sourcePath), await openY4m(decodedPath)];
  header = { codec: "x265", upscaler: null, ...source.header, frames: source.frameCount };
});
afterAll(async () => {
  await Promise.all([source.close(), decoded.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function sectionOf(settings: RestoreSettings): Promise<string> {
  const { section } = await learnRestoration({ decoded, source, settings, header, otherBytes: OTHER_BYTES, scratchPath: join(folder, "scratch.y4m") });
  if (!section) throw new Error("the test's clip leaves nothing to restore");
  return Buffer.from(section).toString("hex");
}

describe.each([
  ["wiener", WIENER_BASE, WIENER_OTHER, Object.keys(WienerSchema.shape)],
  ["cnn", CNN_BASE, CNN_OTHER, Object.keys(CnnSchema.shape)],
] as const)("every setting of %s", (_kind, base, other, names) => {
  it("has another value in the table", () => {
    expect(Object.keys(other).sort()).toEqual(names.filter((name) => name !== "kind").sort());
  });

  let unchanged: string;
  beforeAll(async () => {
    unchanged = await sectionOf(base);
  });

  it.each(Object.entries(other))("%s reaches the bitstream", async (name, value) => {
    expect(base[name as keyof typeof base]).not.toBe(value);
    expect(await sectionOf({ ...base, [name]: value } as RestoreSettings)).not.toBe(unchanged);
  });
});
