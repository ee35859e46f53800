import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { deleteBlob, readBlob } from "#lib/data/blobs.ts";
import { findBaseline } from "#lib/data/find-baseline.ts";
import { baselineArtifactKey } from "#lib/data/keys.ts";
import { storeBaseline } from "#lib/data/store-baseline.ts";
import { PicturesSchema, picturesMissingName, picturesName, type Pictures } from "#lib/experiment/pictures-schema.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import type { PlanInput } from "#lib/plan/schema.ts";
import { encoderBuild } from "#worker/codecs/encoder-build.ts";
import { writeHeatMap } from "#worker/codecs/heat-map.ts";
import { PREVIEW_KEY_DISTANCE } from "#worker/codecs/preview.ts";
import { createTestLabWithWorker, fastPlan, launch, sceneClip, tinySuite } from "#worker/loop/testing/test-worker.ts";
import { Packet } from "#worker/media/av.ts";
import { createY4m } from "#worker/media/y4m.ts";
import { decodeVideo } from "#worker/sources/decode-video.ts";
import { openVideo } from "#worker/sources/open-video.ts";
import { baselineSettingsKey } from "./baseline-plan.ts";

const CLIP = sceneClip({ frames: 24 });
const { test, worker } = await createTestLabWithWorker();
afterAll(() => worker.close());

async function run(plan: PlanInput): Promise<Experiment> {
  worker.asked.length = 0;
  worker.said.length = 0;
  await launch(test.lab, tinySuite([CLIP]), plan);
  const { experiment } = await worker.runNext();
  expect(experiment.status).toBe("completed");
  return experiment;
}

async function read(experiment: Experiment, name: string): Promise<Buffer> {
  const artifact = experiment.artifacts.find((entry) => entry.name === name);
  if (!artifact) throw new Error(`no artifact ${name} among ${experiment.artifacts.map((entry) => entry.name).join(", ")}`);
  return (await readBlob(test.lab, artifact.key))!;
}
const picturesOf = async (experiment: Experiment): Promise<Pictures> => PicturesSchema.parse(JSON.parse((await read(experiment, picturesName(CLIP.id))).toString("utf8")));
const timesAsked = (what: string): number => worker.asked.filter((asked) => asked === what).length;

/** What a browser finds in a video: its size, and of every packet the frame number that its time says, and whether it can be sought to. */
async function inspect(path: string) {
  const input = await openVideo(path);
  const packet = new Packet();
  packet.alloc();
  const { num, den } = input.stream.timeBase;
  const packets: { frame: number; order: number; key: boolean }[] = [];
  while (await input.readPacket(packet)) {
    const frameOf = (ticks: bigint) => (Number(ticks) * num * 24) / den;
    packets.push({ frame: frameOf(packet.pts), order: frameOf(packet.dts), key: packet.isKeyframe });
    packet.unref();
  }
  const { width, height } = input.stream.codecpar;
  packet.free();
  await input.close();
  return { width, height, packets };
}

async function lumaOf(path: string): Promise<Uint8Array[]> {
  const input = await openVideo(path);
  const pictures: Uint8Array[] = [];
  for await (const frame of decodeVideo(input)) pictures.push(frame.toBuffer().subarray(0, frame.width * frame.height));
  await input.close();
  return pictures;
}

const mseOf = (db: number | null): number => (db === null ? 0 : 255 ** 2 / 10 ** (db / 10));
const meanDb = (each: (number | null)[]): number => 10 * Math.log10(255 ** 2 / (each.reduce<number>((sum, db) => sum + mseOf(db), 0) / each.length));
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

describe("the pictures of a clip", () => {
  let experiment: Experiment;
  let pictures: Pictures;
  beforeAll(async () => {
    experiment = await run(fastPlan({ bframes: 3 }));
    pictures = await picturesOf(experiment);
  });

  it("are five videos of one size and length whose every frame can be sought to", async () => {
    const views = [pictures.source, pictures.baseline, pictures.candidate, pictures.difference.baseline, pictures.difference.candidate];
    expect(new Set(views.map(({ artifact }) => artifact)).size).toBe(5);
    for (const { artifact } of views) {
      const body = await read(experiment, artifact);
      const text = body.toString("latin1");
      expect(text).toContain("vp09");
      expect(text.indexOf("moov"), "the index is in front").toBeLessThan(text.indexOf("mdat"));
      const path = join(worker.dataDir, "seen.mp4");
      await writeFile(path, body);
      const { width, height, packets } = await inspect(path);
      expect({ width, height }).toEqual({ width: 128, height: 96 });
      expect(packets.map(({ frame }) => frame), "picture n at n/fps").toEqual(Array.from({ length: 24 }, (_, index) => index));
      expect(packets.every(({ frame, order }) => frame === order), "in the order of the file").toBe(true);
      expect(packets.flatMap(({ key, frame }) => (key ? [frame] : []))).toEqual([0, PREVIEW_KEY_DISTANCE, 2 * PREVIEW_KEY_DISTANCE]);
    }
    expect(pictures).toMatchObject({ clipId: CLIP.id, width: 128, height: 96, frames: 24, fpsNum: 24, fpsDen: 1 });
  });

  it("come with figures of every frame that agree with the record's of the whole rung", async () => {
    const [clip] = experiment.results!.clips;
    for (const [{ figures }, points] of [[pictures.candidate, clip!.points], [pictures.baseline, clip!.baseline.points]] as const) {
      const point = points.find(({ crf }) => crf === figures.crf)!;
      expect(figures).toMatchObject({ kbps: point.kbps, psnrYuvDb: point.psnrYuv });
      expect(figures.psnrYuv).toHaveLength(24);
      expect(figures.bits).toHaveLength(24);
      // All but the container's header is of some frame.
      expect(sum(figures.bits!) / 8).toBeLessThanOrEqual(point.bytes);
      expect(sum(figures.bits!) / 8).toBeGreaterThan(point.bytes - 100);
      // Weighted decibels do not average exactly: the planes' errors are averaged over the clip first.
      expect(Math.abs(meanDb(figures.psnrYuv) - point.psnrYuv!)).toBeLessThan(0.2);
    }
    const perFrame = z.array(z.object({ crf: z.number(), psnrY: z.array(z.number().nullable()), psnrYuv: z.array(z.number().nullable()), bits: z.array(z.number()) })).parse(JSON.parse((await read(experiment, `frames/${CLIP.id}.json`)).toString("utf8")));
    const shown = perFrame.find(({ crf }) => crf === pictures.candidate.figures.crf)!;
    expect(pictures.candidate.figures).toMatchObject({ psnrYuv: shown.psnrYuv, bits: shown.bits });
    expect(meanDb(shown.psnrY)).toBeCloseTo(clip!.points.find(({ crf }) => crf === shown.crf)!.psnrY!, 6);
  });

  it("cost the next experiment on the clip its own two videos only", async () => {
    expect(timesAsked("preview of gravel")).toBe(3);
    const next = await picturesOf(await run(fastPlan({ bframes: 2 })));
    expect(next.baseline).toEqual(pictures.baseline);
    expect(next.difference.fullScale).toBe(pictures.difference.fullScale);
    expect(timesAsked("preview of gravel")).toBe(1);
    expect(timesAsked("heat map of gravel")).toBe(1);
  });

  describe("of a curve that was measured before figures per frame were kept", () => {
    const settingsKey = async () => baselineSettingsKey(await encoderBuild("libx265"), null);
    const forgetFigures = async () => {
      const { clipSha256 } = experiment.results!.clips[0]!.baseline;
      await deleteBlob(test.lab, baselineArtifactKey(clipSha256, await settingsKey(), `crf${pictures.baseline.figures.crf}.frames.json`));
      return clipSha256;
    };

    it("encode its one rung again, get the same bytes, and keep what they found", async () => {
      await forgetFigures();
      expect((await picturesOf(await run(fastPlan({ bframes: 1 })))).baseline).toEqual(pictures.baseline);
      const again = `encoding ${CLIP.id} at CRF ${pictures.baseline.figures.crf}`;
      expect(timesAsked(again)).toBe(2);
      await run(fastPlan({ bframes: 0 }));
      expect(timesAsked(again)).toBe(1);
    });

    it("are missing, with the reason among the artifacts and in the log, when it has other bytes; the figures stand", async () => {
      const clipSha256 = await forgetFigures();
      const key = await settingsKey();
      const baseline = (await findBaseline(test.lab, { clipSha256, settingsKey: key }))!;
      await storeBaseline(test.lab, key, { ...baseline, points: baseline.points.map((point) => ({ ...point, sha256: "f".repeat(64) })) });
      const poorer = await run(fastPlan({ refs: 1 }));
      expect(poorer.results!.clips[0]!.points).toHaveLength(5);
      const names = poorer.artifacts.map(({ name }) => name);
      expect(names).not.toContain(picturesName(CLIP.id));
      expect(names).toEqual(expect.arrayContaining([`preview/${CLIP.id}-source.mp4`, `preview/${CLIP.id}-crf${pictures.candidate.figures.crf}.mp4`]));
      expect((await read(poorer, picturesMissingName(CLIP.id))).toString("utf8")).toContain("has other bytes than on record");
      expect(worker.said.join("\n")).toMatch(/no pictures of gravel: .* has other bytes than on record/);
      await storeBaseline(test.lab, key, baseline);
    });
  });

  it("leave no decoded pictures behind", async () => {
    const names = await readdir(worker.dataDir, { recursive: true });
    expect(names.filter((name) => name.endsWith(".pictures.y4m"))).toEqual([]);
  });
});

it("the heat map of identical pictures has the lowest colour in every frame", async () => {
  const [still, map] = [join(worker.dataDir, "still.y4m"), join(worker.dataDir, "still.mp4")];
  const writer = await createY4m(still, { width: 64, height: 48, fpsNum: 30_000, fpsDen: 1001 });
  for (let t = 0; t < 12; t += 1) await writer.writeFrame(Uint8Array.from({ length: (64 * 48 * 3) / 2 }, (_, at) => (at * 7 + t * 31) & 255));
  await writer.close();
  await writeHeatMap({ referencePath: still, distortedPath: still, fullScale: 8, outPath: map });
  const luma = await lumaOf(map);
  expect(luma).toHaveLength(12);
  // 16 is black; the preview's own coding may move it by a level or two, of 219.
  expect(luma.every((picture) => picture.every((value) => Math.abs(value - 16) <= 2))).toBe(true);
  await rm(map);
});
