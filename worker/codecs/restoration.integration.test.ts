import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CnnSettings } from "#lib/plan/cnn-settings.ts";
import { PlanSchema, type RestoreSettings } from "#lib/plan/schema.ts";
import { measurePair } from "../measure/measure-pair.ts";
import { ALONE, openRestorers } from "../restore/open-restorer.ts";
import { writeScene } from "../sources/scenes/write-scene.ts";
import { parseBitstream, writeBitstream } from "./container.ts";
import { decodeBitstream } from "./decode.ts";
import { encodeClip, type EncodedClip } from "./encode.ts";
import { BitstreamError } from "./errors.ts";

let folder: string;
let sourcePath: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lab-restoration-"));
  sourcePath = join(folder, "source.y4m");
  await writeScene({ kind: "scene", id: "r", title: "R", scene: "shapes", seed: 5, motion: 0.4, detail: 0.5, noise: 0, width: 256, height: 144, fps: { num: 24, den: 1 }, frames: 20 }, sourcePath);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const plan = (restore: RestoreSettings | null) => PlanSchema.parse({ base: { codec: "x265", preset: "ultrafast", sao: false }, restore, rungs: [{ crf: 20 }, { crf: 26 }, { crf: 32 }, { crf: 38 }] });
const CNN: CnnSettings = { kind: "cnn", before: "nothing", layers: 2, channels: 4, steps: 400, learningRate: 0.004, patch: 32, batch: 4, weightBits: 6, seed: 1, temporal: true, chroma: false };

/** Tag and varint length of the section in the header. */
const sectionOverhead = (bytes: number): number => (bytes < 128 ? 2 : 3);
const WIENER: RestoreSettings = { kind: "wiener", classes: 16, taps: "diamond7", clipped: true, temporal: true, coefficientBits: 8, chroma: true, blockSize: 32 };

async function encode(name: string, restore: RestoreSettings | null, crf = 26): Promise<{ path: string; encoded: EncodedClip }> {
  const path = join(folder, `${name}.avcl`);
  return { path, encoded: await encodeClip({ sourcePath, outPath: path, plan: plan(restore), crf }) };
}
async function decode(path: string): Promise<{ out: string; sha256: string }> {
  const out = `${path}.y4m`;
  const { sha256 } = await decodeBitstream({ bitstreamPath: path, outPath: out });
  return { out, sha256 };
}

describe.each([["cnn", "cnn", CNN], ["wiener", "wiener", WIENER], ["wiener and then cnn", "cnn", { ...CNN, before: "wiener" as const, steps: 800 }]] as const)("a learned restoration in the bitstream: %s", (name, kind, settings) => {
  let restored: Awaited<ReturnType<typeof encode>>;
  beforeAll(async () => {
    restored = await encode(`${name}-restored`, settings);
  });

  it("brings the decoder's pictures closer to the source by what the record says, and its bytes are counted", async () => {
    const plain = await encode(`${name}-plain`, null);
    const record = restored.encoded.restoration!;
    expect(record).toMatchObject({ kind, used: true, reason: expect.stringMatching(/^(filters )?on: gains/) as string });
    expect(Object.values(restored.encoded.parts).reduce((sum, bytes) => sum + bytes, 0)).toBe((await readFile(restored.path)).length);
    const before = await measurePair({ referencePath: sourcePath, distortedPath: (await decode(plain.path)).out });
    const after = await measurePair({ referencePath: sourcePath, distortedPath: (await decode(restored.path)).out });
    expect(after.psnrYuv! - before.psnrYuv!).toBeCloseTo(record.gainDb, 9);
    expect(restored.encoded.bytes).toBe(plain.encoded.bytes + record.bytes + sectionOverhead(record.bytes));
  });

  it("is the same file on every run, and the same frames on every decode", async () => {
    const again = await encode(`${name}-again`, settings);
    expect(again.encoded.sha256).toBe(restored.encoded.sha256);
    expect((await decode(again.path)).sha256).toBe((await decode(restored.path)).sha256);
  });

  it("ends in a clear error when the section was tampered with, never in a crash", async () => {
    const { header, sections } = parseBitstream(await readFile(restored.path));
    const section = sections.restore!;
    expect(section).toBeDefined();
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(section.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), fc.nat(section.length), (changes, length) => {
        const bytes = Buffer.from(section).subarray(0, length);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        try {
          for (const restorer of openRestorers(bytes, header)) restorer.apply(new Uint8Array((header.width * header.height * 3) / 2).fill(90), 0, new Uint8Array((header.width * header.height * 3) / 2), ALONE);
        } catch (error) {
          expect(error).toBeInstanceOf(BitstreamError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("the encoder's decision", () => {
  it("is left out where it does not earn its bytes, and the record says why", async () => {
    // One byte of restoration on a file of a few hundred must gain a lot; 200 steps from random weights do not.
    const { encoded, path } = await encode("off", { ...CNN, channels: 16, layers: 4, steps: 200, learningRate: 0.0001 }, 38);
    expect(encoded.restoration).toMatchObject({ used: false, reason: expect.stringMatching(/^off: gains only/) as string });
    expect(encoded.parts).not.toHaveProperty("weights");
    expect(parseBitstream(await readFile(path)).sections.restore).toBeUndefined();
  });

  it("refuses a restoration that this decoder does not know", async () => {
    const { path } = await encode("unknown", CNN);
    const { header, sections } = parseBitstream(await readFile(path));
    const broken = join(folder, "broken.avcl");
    await writeFile(broken, writeBitstream({ header, sections: { ...sections, restore: Buffer.from([99, 1]) } }));
    await expect(decode(broken)).rejects.toThrow("The restoration number 99 is unknown");
  });
});
