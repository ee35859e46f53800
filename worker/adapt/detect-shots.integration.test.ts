import { afterAll, beforeAll, expect, test } from "vitest";
import { scratchFolder, SMALL, testPicture } from "../codecs/test-clip.ts";
import { AV_PIX_FMT_YUV420P, Filter, FilterGraph, FilterInOut, Frame } from "../media/av.ts";
import { createY4m, openY4m, type Y4mReader } from "../media/y4m.ts";
import { writeScene } from "../sources/scenes/write-scene.ts";
import { detectShots } from "./detect-shots.ts";

/** Moving pictures, cut to others at frames 14 and 20, and to the first again at 40. */
const CUTS = [14, 20, 40];
const FRAMES = 54;

let folder: Awaited<ReturnType<typeof scratchFolder>>;
let clip: Y4mReader;
beforeAll(async () => {
  folder = await scratchFolder();
  const scene = folder.path("scene.y4m");
  await writeScene({ kind: "scene", id: "s", title: "S", scene: "shapes", seed: 3, motion: 0.3, detail: 0.4, noise: 0, width: SMALL.width, height: SMALL.height, fps: { num: 25, den: 1 }, frames: FRAMES }, scene);
  const other = await openY4m(scene);
  const writer = await createY4m(folder.path("cut.y4m"), SMALL);
  for (let index = 0; index < FRAMES; index += 1) {
    const drawn = index < 14 || (index >= 20 && index < 40);
    const picture = drawn ? testPicture(SMALL, index) : await other.readFrame(index);
    // The shot of 20 to 39 is darker, so that the cut between the two drawn shots shows.
    await writer.writeFrame(index >= 20 && index < 40 ? picture.map((value) => Math.max(16, value - 60)) : picture);
  }
  await writer.close();
  await other.close();
  clip = await openY4m(folder.path("cut.y4m"));
});
afterAll(async () => {
  await clip.close();
  await folder.remove();
});

test("finds each cut where it is, with SI and TI of the shot alone", async () => {
  const shots = await detectShots(clip, { threshold: 6, minShot: 5 });
  expect(shots.map(({ from }) => from)).toEqual([0, ...CUTS]);
  expect(shots.reduce((sum, { frames }) => sum + frames, 0)).toBe(FRAMES);
  // Across a cut the difference's deviation is some 50 code values; inside these shots it is below 30.
  for (const { si, ti } of shots) {
    expect(si).toBeGreaterThan(10);
    expect(ti).toBeGreaterThan(0);
    expect(ti).toBeLessThan(35);
  }
});

test("a cut that would leave a shot too short stays inside its shot", async () => {
  expect((await detectShots(clip, { threshold: 6, minShot: 8 })).map(({ from }) => from)).toEqual([0, 14, 40]);
  expect((await detectShots(clip, { threshold: 6, minShot: 16 })).map(({ from }) => from)).toEqual([0, 20]);
});

test("steady motion is no cut, whatever its speed", async () => {
  const writer = await createY4m(folder.path("pan.y4m"), SMALL);
  for (let index = 0; index < 30; index += 1) await writer.writeFrame(testPicture({ ...SMALL, noise: 0 }, index * 3));
  await writer.close();
  const pan = await openY4m(folder.path("pan.y4m"));
  expect(await detectShots(pan, { threshold: 6, minShot: 5 })).toHaveLength(1);
  await pan.close();
});

/** Scene-change scores of FFmpeg's own scdet filter. */
async function scoresOfFFmpeg(reader: Y4mReader): Promise<number[]> {
  const graph = new FilterGraph();
  graph.alloc();
  const { width, height } = reader.header;
  const source = graph.createFilter(Filter.getByName("buffer")!, "buffer", `video_size=${width}x${height}:pix_fmt=${AV_PIX_FMT_YUV420P}:time_base=1/25:pixel_aspect=1/1:range=tv`)!;
  const sink = graph.createFilter(Filter.getByName("buffersink")!, "buffersink", null)!;
  const end = (name: string, context: typeof source) => {
    const inOut = new FilterInOut();
    inOut.alloc();
    inOut.name = name;
    inOut.filterCtx = context;
    inOut.padIdx = 0;
    return inOut;
  };
  graph.parsePtr("scdet=threshold=6", end("out", sink), end("in", source));
  await graph.config();
  const scores: number[] = [];
  for (let index = 0; index < reader.frameCount; index += 1) {
    const frame = Frame.fromVideoBuffer(Buffer.from(await reader.readFrame(index)), { width, height, format: AV_PIX_FMT_YUV420P, pts: BigInt(index), timeBase: { num: 1, den: 25 }, sampleAspectRatio: { num: 1, den: 1 } });
    await source.buffersrcAddFrame(frame);
    const out = new Frame();
    out.alloc();
    await sink.buffersinkGetFrame(out);
    scores.push(Number(out.getMetadata().get("lavfi.scd.score") ?? NaN));
    out.free();
    frame.free();
  }
  graph.free();
  return scores;
}

test("the score is that of FFmpeg's scdet", async () => {
  const scores = await scoresOfFFmpeg(clip);
  const at = async (threshold: number) => (await detectShots(clip, { threshold, minShot: 1 })).map(({ from }) => from);
  // A threshold just below FFmpeg's score of a cut finds it, one just above does not.
  for (const cut of CUTS) {
    const score = scores[cut]!;
    expect(score).toBeGreaterThan(6);
    expect(await at(score - 0.01)).toContain(cut);
    expect(await at(score + 0.01)).not.toContain(cut);
  }
});
