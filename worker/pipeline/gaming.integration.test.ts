import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PlanSchema } from "#lib/plan/schema.ts";
import { parseBitstream, writeBitstream, type Bitstream } from "#worker/codecs/container.ts";
import { scratchFolder, SMALL, writeTestClip } from "#worker/codecs/test-clip.ts";
import { MEDIA_JOBS } from "#worker/process/media-jobs.ts";
import type { MediaPool } from "#worker/process/media-pool.ts";
import { generateClip } from "#worker/sources/generate.ts";
import { findPrograms } from "./find-programs.ts";
import type { ReadyClip } from "./generate-stage.ts";
import { measureRung, type RungContext } from "./measure-rung.ts";
import { trackProgress } from "./progress.ts";
import type { RunContext } from "./run-context.ts";
import { StageError } from "./stage-error.ts";

/*
 * Tricks by which a result could look better than it is, each tried on the stages that really run. What a decoder may reach is
 * tried in worker/process/prying-decoder.integration.test.ts, what a model may ask for in worker/research/gaming-model.test.ts.
 */

const SCENE = { kind: "scene", id: "clip-one", title: "A plasma", scene: "plasma", seed: 424_242, motion: 0.5, detail: 0.5, noise: 0, width: 64, height: 64, fps: { num: 24, den: 1 }, frames: 8 } as const;
const PLAN = PlanSchema.parse({ base: { codec: "x264", preset: "ultrafast" }, rungs: [17, 22, 27, 32].map((crf) => ({ crf })) });
const { signal } = new AbortController();

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let clip: ReadyClip;
beforeAll(async () => {
  scratch = await scratchFolder();
  const path = scratch.path("0f2e.y4m");
  clip = { path, facts: await generateClip(SCENE, { outPath: path, uploadPath: undefined }) };
});
afterAll(() => scratch.remove());

interface Heard {
  name: string;
  input: unknown;
}

/** The jobs of a media process in this one, with an encoder that does something to its file afterwards. */
function cheatingPool(cheat: (path: string) => Promise<unknown>, heard: Heard[] = []): MediaPool {
  const run = async (name: keyof typeof MEDIA_JOBS, _what: string, input: never) => {
    heard.push({ name, input });
    const output: unknown = await (MEDIA_JOBS[name] as (input: never, note: () => void) => Promise<unknown>)(input, () => {});
    if (name === "encode") await cheat((input as { outPath: string }).outPath);
    return output;
  };
  return { slots: 1, run: run as MediaPool["run"], close: () => Promise.resolve() };
}

async function contextOf(pool: MediaPool): Promise<RungContext> {
  return {
    pool, workDir: await mkdtemp(join(tmpdir(), "gaming-")), streamCacheDir: null, decodeLimits: { timeoutMs: 60_000, memoryBytes: 2 ** 31 },
    vmaf: { reason: "no ffmpeg in this test" }, progress: trackProgress(() => 0, () => {}),
  };
}

async function rungOf(cheat: (path: string) => Promise<unknown>, heard?: Heard[]) {
  const context = await contextOf(cheatingPool(cheat, heard));
  try {
    return await measureRung(context, { clip, plan: PLAN, crf: 27, name: "rung", stages: { encode: "encode", decode: "decode", measure: "measure" }, signal });
  } finally {
    await rm(context.workDir, { recursive: true });
  }
}

/** The stage that ends a rung whose file was changed, and its sentence. */
async function failureOf(cheat: (path: string) => Promise<unknown>): Promise<{ stage: string; message: string }> {
  const error = await rungOf(cheat).then(() => null, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StageError);
  const { stage, message } = error as StageError;
  return { stage, message };
}

const rewrite = (change: (bitstream: Bitstream) => Bitstream | Promise<Bitstream>) => async (path: string) => writeFile(path, writeBitstream(await change(parseBitstream(await readFile(path)))));
const withHeader = (header: Partial<Bitstream["header"]>) => rewrite((bitstream) => ({ ...bitstream, header: { ...bitstream.header, ...header } }));

/** A sound bitstream of another clip, in place of this one's. */
const another = (change: Partial<typeof SMALL>) => async (path: string) => {
  const sourcePath = await writeTestClip(scratch.path("another.y4m"), { ...SMALL, width: 64, height: 64, frames: 8, ...change });
  await MEDIA_JOBS.encode({ sourcePath, outPath: path, plan: PLAN, crf: 27 }, () => {});
};

test("an honest rung gives its numbers", async () => {
  const heard: Heard[] = [];
  const { point } = await rungOf(() => Promise.resolve(), heard);
  expect(point.bytes).toBeGreaterThan(100);
  expect(point.psnrYuv).toBeGreaterThan(25);
  expect(heard.map(({ name }) => name)).toEqual(["encode", "measure"]);
});

describe("a bitstream of", () => {
  test("zero bytes is no bitstream, however good the encoder says it is", async () => {
    expect(await failureOf((path) => writeFile(path, ""))).toEqual({ stage: "decode", message: "decoding clip-one at CRF 27: This is not an AVCL bitstream." });
  });

  test("nothing but zeros is none either", async () => {
    expect((await failureOf((path) => writeFile(path, Buffer.alloc(300)))).stage).toBe("decode");
  });

  test("a header alone, with the coded pictures left out, holds no pictures", async () => {
    expect((await failureOf(rewrite(({ header }) => ({ header, sections: {} })))).stage).toBe("decode");
  });

  test("fewer bytes by the encoder's word than on the disk counts with those on the disk", async () => {
    const honest = await rungOf(() => Promise.resolve());
    const swollen = await rungOf(rewrite((bitstream) => ({ ...bitstream, sections: { ...bitstream.sections, base: Buffer.concat([bitstream.sections.base!, Buffer.alloc(50)]) } })));
    expect(swollen.point.bytes).toBeGreaterThanOrEqual(honest.point.bytes + 50);
    expect(swollen.point.kbps).toBeGreaterThan(honest.point.kbps);
  });
});

describe("pictures that are not the clip's", () => {
  test("fewer frames are found out by the count, and give no number", async () => {
    expect(await failureOf(another({ frames: 4 }))).toEqual({ stage: "measure", message: expect.stringContaining("the decoded clip has 4 frames, the source 8") as string });
  });

  test("a header that announces fewer frames than are coded is found out as well", async () => {
    expect(["decode", "measure"]).toContain((await failureOf(withHeader({ frames: 4 }))).stage);
  });

  test("more frames do not fit into the room for the clip", async () => {
    expect(await failureOf(another({ frames: 9 }))).toEqual({ stage: "decode", message: expect.stringMatching(/announces 9 pictures of 64x64, \d+ bytes; \d+ bytes may be written/) as string });
  });

  test("a smaller size is found out, and gives no number", async () => {
    expect(await failureOf(another({ width: 32, height: 32 }))).toEqual({ stage: "measure", message: expect.stringContaining("the decoded clip is 32x32, the source 64x64") as string });
  });

  test("a header with the clip's size over smaller pictures is found out by the decoder", async () => {
    const smaller = another({ width: 32, height: 32 });
    expect((await failureOf(async (path) => { await smaller(path); await withHeader({ width: 64, height: 64 })(path); })).stage).toBe("decode");
  });

  test("another clip of the right size counts with its own bad quality", async () => {
    expect((await rungOf(another({}))).point.psnrYuv).toBeLessThan(20);
  });
});

describe("side information outside the file", () => {
  test("left beside the file by the encoder never reaches the decoder's folder", async () => {
    const honest = await rungOf(() => Promise.resolve());
    const notes = await rungOf(async (path) => {
      // The names by which a decoder that knows them could look: beside the file, above its folder, as its own output.
      for (const name of ["notes", "in.avcl.notes", "out.y4m"]) await writeFile(join(path, "..", name), await readFile(clip.path));
    });
    expect(notes.point).toMatchObject({ bytes: honest.point.bytes, decodedSha256: honest.point.decodedSha256, psnrYuv: honest.point.psnrYuv });
  });

  test("an encoder leaves one file, which is the one that is counted", async () => {
    let names: string[] = [];
    const { point } = await rungOf(async (path) => void (names = await readdir(join(path, ".."))));
    expect(names).toEqual(["rung.avcl"]);
    expect(point.bytes).toBeGreaterThan(0);
  });
});

describe("the parameters of a synthetic scene", () => {
  test("are not in what the search for a program is given: pixels by a nameless path, and settings", async () => {
    const heard: Heard[] = [];
    const plan = PlanSchema.parse({ ...PLAN, predictor: { kind: "scene", layers: ["gradient"], maxLayers: 1 } });
    const context = await contextOf(cheatingPool(() => Promise.resolve(), heard));
    await findPrograms({ ...context, signal } as RunContext, [clip], plan);
    await rm(context.workDir, { recursive: true });
    expect(heard).toEqual([{ name: "fitProgram", input: { sourcePath: clip.path, settings: plan.predictor } }]);
    expect(JSON.stringify(heard)).not.toMatch(/plasma|424242|motion|detail/);
  });

  test("are not in what the encoder or the measurement is given either", async () => {
    const heard: Heard[] = [];
    await rungOf(() => Promise.resolve(), heard);
    expect(heard.map(({ input }) => Object.keys(input as object).sort())).toEqual([["cache", "crf", "found", "outPath", "plan", "sourcePath"], ["distortedPath", "referencePath"]]);
    expect(JSON.stringify(heard)).not.toMatch(/plasma|424242|motion|detail/);
  });
});
