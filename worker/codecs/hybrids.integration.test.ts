import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { methodOf } from "#lib/plan/method.ts";
import type { PredictorSettings } from "#lib/plan/predictor-settings.ts";
import { PlanSchema, type Plan, type PlanInput } from "#lib/plan/schema.ts";
import { measurePair } from "../measure/measure-pair.ts";
import { createY4m, openY4m } from "../media/y4m.ts";
import { findProgram } from "../predict/find-program.ts";
import { writeScene } from "../sources/scenes/write-scene.ts";
import { parseBitstream } from "./container.ts";
import { decodeBitstream } from "./decode.ts";
import { encodeClip, type EncodedClip, type FoundProgram } from "./encode.ts";
import { scratchFolder, SMALL, testPicture, writeTestClip } from "./test-clip.ts";

/*
 * Every combination that a plan may ask for goes through encoder and decoder, and its record tells what was done.
 */

const AV1: PlanInput["base"] = { codec: "svt-av1", preset: 10, lookahead: 8, hierarchicalLevels: 2 };
const CNN: PlanInput["restore"] = { kind: "cnn", steps: 400, channels: 4, layers: 2, patch: 32, batch: 4 };
/** The kinds of layer that the test clips are made of: the search for others takes seconds. */
const SCENE = { kind: "scene" as const, layers: ["gradient" as const, "waves" as const] };
const RUNGS = [{ crf: 16 }, { crf: 26 }, { crf: 36 }, { crf: 46 }];
const plan = (parts: Partial<PlanInput>): Plan => PlanSchema.parse({ base: AV1, rungs: RUNGS, ...parts });

let folder: Awaited<ReturnType<typeof scratchFolder>>;
let gradients: string;
let texture: string;
let twoShots: string;
beforeAll(async () => {
  folder = await scratchFolder();
  gradients = folder.path("gradients.y4m");
  await writeScene({ kind: "scene", id: "g", title: "G", scene: "gradients", seed: 4, motion: 0.3, detail: 0.1, noise: 0, width: SMALL.width, height: SMALL.height, fps: { num: 25, den: 1 }, frames: 24 }, gradients);
  texture = await writeTestClip(folder.path("texture.y4m"), { ...SMALL, frames: 20 });
  twoShots = folder.path("two-shots.y4m");
  const soft = await openY4m(gradients);
  const writer = await createY4m(twoShots, SMALL);
  for (let index = 0; index < 12; index += 1) await writer.writeFrame(testPicture(SMALL, index));
  for (let index = 0; index < 12; index += 1) await writer.writeFrame((await soft.readFrame(index)).map((value) => Math.max(16, value - 60)));
  await writer.close();
  await soft.close();
});
afterAll(() => folder.remove());

/** What was looked for in a clip already, and how it ended: a search is the same every time, and takes seconds. */
const found = new Map<string, Promise<FoundProgram>>();
function foundIn(sourcePath: string, settings: PredictorSettings): Promise<FoundProgram> {
  const key = JSON.stringify([sourcePath, settings]);
  const search = found.get(key) ?? findProgram({ sourcePath, settings });
  found.set(key, search);
  return search;
}

let runs = 0;
async function run(source: string, wanted: Plan, crf = 36): Promise<EncodedClip & { psnrYuv: number | null; file: Buffer; decodedSha256: string }> {
  const outPath = folder.path(`run-${(runs += 1)}.avcl`);
  const encoded = await encodeClip({ sourcePath: source, outPath, plan: wanted, crf, found: wanted.predictor && (await foundIn(source, wanted.predictor)) });
  const decoded = await decodeBitstream({ bitstreamPath: outPath, outPath: `${outPath}.y4m` });
  const again = await decodeBitstream({ bitstreamPath: outPath, outPath: `${outPath}.again.y4m` });
  expect(again.sha256).toBe(decoded.sha256);
  const { psnrYuv } = await measurePair({ referencePath: source, distortedPath: `${outPath}.y4m` });
  const file = await readFile(outPath);
  expect(Object.values(encoded.parts).reduce((sum, bytes) => sum + bytes, 0)).toBe(file.length);
  return { ...encoded, psnrYuv, file, decodedSha256: decoded.sha256 };
}

describe("a scene program", () => {
  test("alone, with no base codec, is a few hundred bytes for a scene of its kind", async () => {
    const { psnrYuv, parts, program, bytes } = await run(gradients, plan({ base: { codec: "none" }, predictor: SCENE }));
    expect(psnrYuv ?? 100).toBeGreaterThan(38);
    expect(parts.base).toBeUndefined();
    expect(parts.program).toBe(program?.bytes);
    expect(program).toMatchObject({ used: "alone" });
    expect(bytes).toBeLessThan(1500);
  });

  test("costs more and shows more at a lower CRF", async () => {
    const wanted = plan({ base: { codec: "none" }, predictor: SCENE });
    const [fine, coarse] = [await run(gradients, wanted, 16), await run(gradients, wanted, 46)];
    expect(fine.bytes).toBeGreaterThan(coarse.bytes);
    expect(fine.psnrYuv ?? 100).toBeGreaterThan(coarse.psnrYuv ?? 100);
  });

  test("with AV1 and a network beside it takes the best of three ways and says why", async () => {
    const wanted = plan({ predictor: SCENE, restore: CNN });
    expect(methodOf(wanted)).toBe("hybrid");
    const { program, restoration, psnrYuv, searchMs, encodeMs } = await run(gradients, wanted);
    const conventional = await run(gradients, plan({}));
    expect(program?.reason).toMatch(/rendering alone .* dB in \d+ bytes, rendering and residual .*, base alone /);
    expect(restoration?.reason).toMatch(/^(on|off): /);
    expect(psnrYuv ?? 100).toBeGreaterThan((conventional.psnrYuv ?? 100) - 1.01);
    expect(searchMs).toBeGreaterThan(0);
    expect(encodeMs).toBeGreaterThanOrEqual(0);
  });

  test("codes what it does not explain: a disc that passes over a gradient", async () => {
    const source = folder.path("disc.y4m");
    const clip = await openY4m(gradients);
    const writer = await createY4m(source, SMALL);
    for (let index = 0; index < clip.frameCount; index += 1) {
      const picture = await clip.readFrame(index);
      for (let y = 30; y < 46; y += 1) for (let x = 0; x < 16; x += 1) picture[y * SMALL.width + 20 + 3 * index + x] = 16 + ((x * 13 + y * 7) & 63);
      await writer.writeFrame(picture);
    }
    await clip.close();
    await writer.close();
    const { program, parts, psnrYuv, before, after } = await run(source, plan({ predictor: { ...SCENE, minDb: 20 } }), 16);
    expect(program?.used).toBe("residual");
    expect(parts.program).toBeGreaterThan(0);
    expect(parts.base).toBeGreaterThan(0);
    expect(before).toContain("subtract the rendered scene program");
    expect(after).toContain("add the rendered scene program");
    expect(psnrYuv ?? 100).toBeGreaterThan(38);
  });

  test("that is not found leaves the plan to its base, byte for byte but for nothing", async () => {
    const { program, file } = await run(texture, plan({ predictor: SCENE }));
    expect(program).toMatchObject({ used: "no", layers: [], bytes: 0, explainedDb: null });
    expect(program?.reason).toMatch(/no scene program explains the clip/);
    expect(file.equals((await run(texture, plan({}))).file)).toBe(true);
  });

  test("that is not found fails a plan that codes nothing else", async () => {
    await expect(run(texture, plan({ base: { codec: "none" }, predictor: SCENE }))).rejects.toThrow("found no scene program in this clip, and with base none nothing else is coded");
  });
});

describe("adaptation by shots", () => {
  const adapted = (more: object = {}) => plan({ adapt: { kind: "shots", threshold: 5, minShot: 8, ...more } });

  test("finds the cut, measures offsets, and never ends worse than one piece", async () => {
    const { adapt, parts, psnrYuv, bytes, file, searchMs, streams } = await run(twoShots, adapted());
    const plain = await run(twoShots, plan({}));
    expect(adapt?.reason).toMatch(/2 shots, 7 trials/);
    expect(streams).toBe(7);
    expect(searchMs).toBeGreaterThan(0);
    // Worth in dB at 3 dB a doubling, less what the shots section takes.
    const worth = (quality: number | null, size: number) => (quality ?? 100) - 3 * Math.log2(size);
    expect(worth(psnrYuv, bytes - (parts.shots ?? 0))).toBeGreaterThan(worth(plain.psnrYuv, plain.bytes) - 0.2);
    const { sections } = parseBitstream(file);
    if (adapt!.shots.length > 1) {
      expect(adapt?.shots.map(({ from, frames }) => [from, frames])).toEqual([[0, 12], [12, 12]]);
      expect(sections.shots?.length).toBe(parts.shots);
    }
  });

  test("by complexity gives the busy shot a higher CRF and the soft one half the size", async () => {
    const { adapt, file } = await run(twoShots, adapted({ rule: "complexity", strength: 2, maxOffset: 6, smallest: "1/2", shrinkBelowSi: 30 }));
    const [busy, soft] = adapt!.shots;
    expect(busy!.si).toBeGreaterThan(soft!.si);
    expect(busy!.crf).toBeGreaterThan(soft!.crf);
    expect([busy!.codedWidth, soft!.codedWidth]).toEqual([SMALL.width, SMALL.width / 2]);
    expect(parseBitstream(file).header.upscaler).toBe("lanczos");
  });

  test("with Wiener filters restores what the shots gave", async () => {
    const wanted = plan({ adapt: { kind: "shots", threshold: 5, minShot: 8 }, restore: { kind: "wiener", classes: 4 } });
    expect(methodOf(wanted)).toBe("hybrid");
    const { restoration, psnrYuv } = await run(twoShots, wanted, 46);
    expect(restoration?.reason).toMatch(/^(on|off): /);
    expect(psnrYuv ?? 0).toBeGreaterThan(20);
  });

  test("of one shot without smaller sizes is the plain stream", async () => {
    const { adapt, file, searchMs } = await run(texture, adapted());
    expect(adapt?.shots).toHaveLength(1);
    expect(file.equals((await run(texture, plan({}))).file)).toBe(true);
    expect(searchMs).toBe(0);
  });
});

test("half size, AV1 and a network after the upscaler: super-resolution", async () => {
  const transform = { downscale: { factor: "1/2" as const, kernel: "bicubic" as const, upscaler: "bicubic" as const }, denoise: null };
  const wanted = plan({ transform, restore: CNN });
  expect(methodOf(wanted)).toBe("hybrid");
  const { codedWidth, restoration, after, psnrYuv } = await run(texture, wanted, 16);
  expect(codedWidth).toBe(SMALL.width / 2);
  expect(after.at(-1)).toMatch(/cnn restoration/);
  expect(restoration?.gainDb).toBeGreaterThan(0);
  expect(psnrYuv ?? 0).toBeGreaterThan((await run(texture, plan({ transform }), 16)).psnrYuv ?? 100);
});

test("denoising with film-grain synthesis puts grain into the decoded pictures and loses PSNR by design", async () => {
  const transform = { downscale: null, denoise: { filter: "hqdn3d" as const, strength: 3 } };
  const quiet = await run(texture, plan({ transform }));
  const grainy = await run(texture, plan({ transform, base: { ...(AV1 as object), codec: "svt-av1", filmGrain: 40 } as PlanInput["base"] }));
  expect(grainy.decodedSha256).not.toBe(quiet.decodedSha256);
  expect(grainy.psnrYuv ?? 100).toBeLessThan(quiet.psnrYuv ?? 0);
  expect(grainy.before).toEqual(quiet.before);
});

test("a stream that was encoded before is taken from the cache and gives the same file", async () => {
  const cache = { folder: folder.path("streams"), sourceId: "texture" };
  const wanted = plan({ restore: { kind: "wiener", classes: 4 } });
  const first = await encodeClip({ sourcePath: texture, outPath: folder.path("first.avcl"), plan: wanted, crf: 36, cache });
  const second = await encodeClip({ sourcePath: texture, outPath: folder.path("second.avcl"), plan: wanted, crf: 36, cache });
  expect([first.cachedStreams, second.cachedStreams]).toEqual([0, 1]);
  expect(second.sha256).toBe(first.sha256);
  expect(second.encodeMs).toBe(first.encodeMs);
  const otherRung = await encodeClip({ sourcePath: texture, outPath: folder.path("third.avcl"), plan: wanted, crf: 37, cache });
  expect(otherRung.cachedStreams).toBe(0);
  const otherClip = await encodeClip({ sourcePath: gradients, outPath: folder.path("fourth.avcl"), plan: wanted, crf: 36, cache: { ...cache, sourceId: "gradients" } });
  expect(otherClip.cachedStreams).toBe(0);
});

test("trials from the cache count with the time of their first encoding", async () => {
  const cache = { folder: folder.path("trial-streams"), sourceId: "two shots" };
  const wanted = plan({ adapt: { kind: "shots", threshold: 5, minShot: 8 } });
  const run = (name: string) => encodeClip({ sourcePath: twoShots, outPath: folder.path(name), plan: wanted, crf: 36, cache });
  const [first, second] = [await run("trials-first.avcl"), await run("trials-second.avcl")];
  expect([first.cachedStreams, second.cachedStreams, second.streams]).toEqual([0, 7, 7]);
  expect(second.sha256).toBe(first.sha256);
  const heads = await Promise.all((await readdir(cache.folder)).map(async (name) => (await readFile(join(cache.folder, name))).toString("latin1").split("\n")[0]!));
  const encoding = heads.reduce((sum, head) => sum + (JSON.parse(head) as { encodeMs: number }).encodeMs, 0);
  expect(second.encodeMs + second.searchMs).toBeGreaterThanOrEqual(encoding);
});
