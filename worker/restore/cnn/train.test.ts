import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { CnnSchema, type CnnSettings } from "#lib/plan/cnn-settings.ts";
import { psnrOf, sumOfSquaredErrors } from "../../measure/psnr.ts";
import { createCnnFilter } from "./filter.ts";
import { parseCnn, writeCnn } from "./section.ts";
import { sourceOf, syntheticClip, type SyntheticClip } from "./testing/synthetic-clip.ts";
import { trainCnn, type LossPoint } from "./train.ts";

const settingsOf = (settings: Partial<CnnSettings> = {}): CnnSettings => CnnSchema.parse({ kind: "cnn", temporal: false, chroma: false, layers: 2, channels: 4, steps: 200, patch: 32, batch: 4, ...settings });
const clip = syntheticClip(96, 64, 9);

/** Gain over the whole clip of what a decoder gets, by plane, dB. */
async function gainOver({ source, decoded }: SyntheticClip, bytes: Uint8Array): Promise<{ luma: number; chroma: number }> {
  const { width, height } = source.header;
  const luma = width * height;
  const filter = createCnnFilter(parseCnn(bytes), { width, height });
  const sums = { luma: [0, 0], chroma: [0, 0] };
  for (let index = 0; index < source.frameCount; index += 1) {
    const [before, wanted] = await Promise.all([decoded.readFrame(index), source.readFrame(index)]);
    const neighbours = { before: index > 0 ? await decoded.readFrame(index - 1) : null, after: index + 1 < source.frameCount ? await decoded.readFrame(index + 1) : null };
    const after = new Uint8Array(before.length);
    filter.apply(before, after, neighbours);
    [before, after].forEach((frame, at) => {
      sums.luma[at]! += sumOfSquaredErrors(frame, wanted, 0, luma);
      sums.chroma[at]! += sumOfSquaredErrors(frame, wanted, luma);
    });
  }
  const gain = ([before, after]: number[]): number => psnrOf(after!, luma)! - psnrOf(before!, luma)!;
  return { luma: gain(sums.luma), chroma: gain(sums.chroma) };
}

it("gives the same network on every machine, in every process and at every speed", async () => {
  const { params } = await trainCnn({ ...clip, settings: settingsOf() });
  const bytes = writeCnn(params);
  // Recorded once. Another value means that files of the same plan have changed: that needs a reason, and a note in the README.
  expect(createHash("sha256").update(bytes).digest("hex")).toBe("08134bd9e023b93ffd0138cb12616da92e91531f15f3ba5244d80f256cad46f2");
});

it("gives another network for another seed", async () => {
  const [first, second] = [await trainCnn({ ...clip, settings: settingsOf({ seed: 4 }) }), await trainCnn({ ...clip, settings: settingsOf({ seed: 5 }) })];
  expect(writeCnn(first.params)).not.toEqual(writeCnn(second.params));
});

it("restores what a coarse coder lost, and reports its way", async () => {
  const progress: (LossPoint & { of: number })[] = [];
  const trained = await trainCnn({ ...clip, settings: settingsOf({ layers: 3, steps: 400 }), onProgress: (point) => progress.push(point) });
  expect(trained.reason).toBe("steps");
  expect(trained.stoppedAtStep).toBe(400);
  expect(progress.map(({ of: _, ...point }) => point)).toEqual(trained.lossCurve);
  expect(progress[0]).toMatchObject({ step: 0, of: 400, loss: 1 });
  expect(trained.lossCurve.at(-1)!.loss).toBeLessThan(0.8);
  const gain = await gainOver(clip, writeCnn(trained.params));
  expect(gain.luma).toBeGreaterThan(1);
  expect(Math.abs(gain.luma - trained.gain)).toBeLessThan(0.5);
  expect(gain.chroma).toBe(0);
});

it("restores chroma with the same weights when asked", async () => {
  const { params, gain: held } = await trainCnn({ ...clip, settings: settingsOf({ steps: 400, chroma: true }) });
  const gain = await gainOver(clip, writeCnn(params));
  expect(held).toBeGreaterThan(0.5);
  expect(gain.luma).toBeGreaterThan(0.5);
  expect(gain.chroma).toBeGreaterThan(0.5);
});

it("stops early when there is nothing to gain", async () => {
  const { reason, stoppedAtStep, gain } = await trainCnn({ decoded: clip.source, source: clip.source, settings: settingsOf({ steps: 1000 }) });
  expect(reason).toBe("no-gain");
  expect(stoppedAtStep).toBeLessThan(400);
  expect(gain).toBeLessThanOrEqual(0);
});

it("trains on a picture smaller than a patch", async () => {
  const { params } = await trainCnn({ ...syntheticClip(34, 18, 1), settings: settingsOf({ patch: 64, chroma: true }) });
  expect(parseCnn(writeCnn(params))).toEqual(params);
});

it("ends with the signal's reason", async () => {
  const stop = new AbortController();
  const reason = new Error("time is up");
  const run = trainCnn({ ...clip, settings: settingsOf({ steps: 10_000 }), signal: stop.signal, onProgress: () => stop.abort(reason) });
  await expect(run).rejects.toBe(reason);
});

it("refuses clips that do not match", async () => {
  const other = sourceOf([new Uint8Array(96)], 8, 8);
  await expect(trainCnn({ decoded: other, source: clip.source, settings: settingsOf() })).rejects.toThrow(RangeError);
  await expect(trainCnn({ decoded: clip.decoded, source: { ...clip.source, frameCount: 3 }, settings: settingsOf() })).rejects.toThrow("9 decoded frames for 3");
});
