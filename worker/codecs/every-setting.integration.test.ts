import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { CodedBaseSchema, type CodedCodec } from "#lib/plan/base-settings.ts";
import { DenoiseSchema, DownscaleSchema, RungSchema, TransformSchema, type Transform } from "#lib/plan/schema.ts";
import { readFile } from "node:fs/promises";
import { parseBitstream } from "./container.ts";
import { decodeBitstream } from "./decode.ts";
import { encodeClip, type EncodedClip } from "./encode.ts";
import { encoderOptionsOf } from "./encoder-options.ts";
import { SETTING_CASES, type SettingCase } from "./every-setting.cases.ts";
import { scratchFolder, SMALL, writeTestClip, type TestClip } from "./test-clip.ts";

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
const sources = new Map<number, Promise<string>>();

beforeAll(async () => {
  scratch = await scratchFolder();
});
afterAll(() => scratch.remove());

function sourceOf(clip: TestClip): Promise<string> {
  const known = sources.get(clip.frames) ?? writeTestClip(scratch.path(`source-${clip.frames}.y4m`), clip);
  sources.set(clip.frames, known);
  return known;
}

let encodes = 0;

async function encode(settings: Record<string, unknown>, options: { transform?: Transform | null; crf?: number; clip?: TestClip } = {}): Promise<EncodedClip & { path: string }> {
  encodes += 1;
  const path = scratch.path(`${encodes}.avcl`);
  const base = CodedBaseSchema.parse(settings);
  const encoded = await encodeClip({ sourcePath: await sourceOf(options.clip ?? SMALL), outPath: path, plan: { base, transform: options.transform ?? null }, crf: options.crf ?? 32 });
  return { ...encoded, path };
}

/** The setting that has a value: without its default, and without null. */
function withoutNull(setting: z.ZodType): z.ZodType {
  return setting instanceof z.ZodDefault || setting instanceof z.ZodNullable ? withoutNull(setting.unwrap() as z.ZodType) : setting;
}

/** All values of an enum, a boolean or a union of constants; null for a range of numbers. */
function allValues(setting: z.ZodType): unknown[] | null {
  const json = z.object({ type: z.string().optional(), enum: z.array(z.unknown()).optional(), anyOf: z.array(z.object({ const: z.unknown() })).optional() });
  const { type, enum: options, anyOf } = json.parse(z.toJSONSchema(withoutNull(setting)));
  if (type === "boolean") return [false, true];
  return options ?? anyOf?.map((option) => option.const) ?? null;
}

const settingsOf = (shape: z.core.$ZodShape): string[] => Object.keys(shape).filter((name) => name !== "codec");
const hashes = (clips: { sha256: string }[]): number => new Set(clips.map(({ sha256 }) => sha256)).size;
const passed = (clips: EncodedClip[]): number => new Set(clips.map(({ options }) => JSON.stringify(options))).size;

describe.each(CodedBaseSchema.options.map((schema) => ({ codec: [...schema.shape.codec.values][0] as CodedCodec, shape: schema.shape })))("$codec", ({ codec, shape }) => {
  const cases = SETTING_CASES[codec];

  test("has a case for every setting of its schema, and no other", () => {
    expect(Object.keys(cases).sort()).toEqual(settingsOf(shape).sort());
  });

  test.each(Object.entries(cases))("%s reaches the encoder's options and the bitstream", async (name, { values, beside, clip }: SettingCase) => {
    const all = allValues((shape as Record<string, z.ZodType>)[name] ?? z.never());
    if (all) expect([...values].sort()).toEqual([...all].sort());
    const encoded = [];
    for (const value of values) encoded.push(await encode({ codec, ...beside, [name]: value }, { clip }));
    expect(passed(encoded)).toBe(values.length);
    expect(hashes(encoded)).toBe(values.length);
  });

  test("a setting that is null by default passes no option, and each of its values one", () => {
    const optionsWith = (change: Record<string, unknown>): string => JSON.stringify(encoderOptionsOf(CodedBaseSchema.parse({ codec, ...change }), 32, SMALL).options);
    const left = settingsOf(shape).filter((name) => (shape as Record<string, z.ZodType>)[name]?.safeParse(null).success);
    expect(left.length).toBe(codec === "x265" ? 5 : codec === "x264" ? 7 : 0);
    for (const name of left) {
      expect(optionsWith({ [name]: null })).toBe(optionsWith({}));
      for (const value of cases[name]?.values ?? []) expect(optionsWith({ [name]: value }).length).toBeGreaterThan(optionsWith({}).length);
    }
  });

  test("a rung's CRF reaches the encoder's options and the bitstream, and a higher one is smaller", async () => {
    expect(Object.keys(RungSchema.shape)).toEqual(["crf"]);
    const encoded = [];
    for (const crf of [12, 30, 31, 50]) encoded.push(await encode({ codec }, { crf }));
    expect(encoded.map(({ options }) => options.crf)).toEqual(["12", "30", "31", "50"]);
    expect(hashes(encoded)).toBe(4);
    expect(encoded[0]?.bytes).toBeGreaterThan(encoded[3]?.bytes ?? Infinity);
  });
});

describe("the transform", () => {
  const plain = { factor: "1/2", kernel: "bicubic", upscaler: "bicubic" } as const;

  test("has no setting without a test here", () => {
    expect(Object.keys(TransformSchema.shape)).toEqual(["downscale", "denoise"]);
    expect(Object.keys(DownscaleSchema.shape)).toEqual(["factor", "kernel", "upscaler"]);
    expect(Object.keys(DenoiseSchema.shape)).toEqual(["filter", "strength"]);
  });

  test("factor changes the coded size, the filters and the bitstream", async () => {
    const encoded = [await encode({ codec: "x265" })];
    for (const factor of DownscaleSchema.shape.factor.options) encoded.push(await encode({ codec: "x265" }, { transform: { denoise: null, downscale: { ...plain, factor } } }));
    expect(encoded.map(({ codedWidth, codedHeight }) => [codedWidth, codedHeight])).toEqual([[160, 96], [120, 72], [106, 64], [80, 48]]);
    expect(hashes(encoded)).toBe(4);
  });

  test("kernel changes the filter before coding and the bitstream", async () => {
    const encoded = [];
    for (const kernel of DownscaleSchema.shape.kernel.options) encoded.push(await encode({ codec: "x265" }, { transform: { denoise: null, downscale: { ...plain, kernel } } }));
    expect(hashes(encoded)).toBe(3);
    expect(new Set(encoded.flatMap(({ before }) => before)).size).toBe(3);
  });

  test("upscaler changes one byte of the header and the decoded pictures, and not the coded ones", async () => {
    const decoded = [];
    const streams = new Set<string>();
    const named = new Set<string | null>();
    for (const upscaler of DownscaleSchema.shape.upscaler.options) {
      const { path, after } = await encode({ codec: "x265" }, { transform: { denoise: null, downscale: { ...plain, upscaler } } });
      const { header, sections } = parseBitstream(await readFile(path));
      streams.add(Buffer.from(sections.base ?? []).toString("hex"));
      named.add(header.upscaler);
      expect(after).toEqual([expect.stringContaining(upscaler)]);
      decoded.push(await decodeBitstream({ bitstreamPath: path, outPath: `${path}.y4m` }));
    }
    expect(streams.size).toBe(1);
    expect(named.size).toBe(4);
    expect(hashes(decoded)).toBe(4);
  });

  test("denoise filter and strength change the filter before coding and the bitstream", async () => {
    const encoded = [await encode({ codec: "x265" })];
    for (const filter of DenoiseSchema.shape.filter.options) {
      for (const strength of [1, 4, 10]) encoded.push(await encode({ codec: "x265" }, { transform: { downscale: null, denoise: { filter, strength } } }));
    }
    expect(hashes(encoded)).toBe(7);
    expect(new Set(encoded.map(({ before }) => before.join())).size).toBe(7);
  });
});
