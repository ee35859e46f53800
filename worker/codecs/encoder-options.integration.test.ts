import { describe, expect, test } from "vitest";
import { CodedBaseSchema } from "#lib/plan/base-settings.ts";
import { PRESET_CHOICES } from "#worker/research/planner/preset-choices.ts";
import { informationText } from "./encoder-build.ts";
import { encoderOptionsOf, type EncoderOptions } from "./encoder-options.ts";
import { CodecError } from "./errors.ts";
import { AV_PIX_FMT_YUV420P, Frame } from "../media/av.ts";
import { openEncoder } from "./open-encoder.ts";
import { SMALL, testPicture } from "./test-clip.ts";

const geometry = { width: 64, height: 64, fpsNum: 25, fpsDen: 1 };

async function open(codec: string, change: (options: Record<string, string>) => Record<string, string>): Promise<void> {
  const chosen: EncoderOptions = encoderOptionsOf(CodedBaseSchema.parse({ codec }), 30, geometry);
  const encoder = await openEncoder({ ...chosen, options: change(chosen.options) }, geometry);
  encoder.close();
}

describe("an option that the encoder does not obey is an error and never silent", () => {
  test.each(["x265", "svt-av1", "vp9", "x264"])("%s opens as planned", async (codec) => {
    await expect(open(codec, (options) => options)).resolves.toBeUndefined();
  });

  test.each(["x265", "svt-av1", "vp9", "x264"])("%s: an unknown option", async (codec) => {
    await expect(open(codec, (options) => ({ ...options, "no-such-option": "1" }))).rejects.toThrow(/no-such-option=1/);
  });

  test.each([["x265", "x265-params"], ["svt-av1", "svtav1-params"], ["x264", "x264-params"]])("%s: an unknown parameter", async (codec, name) => {
    const refused = open(codec, (options) => ({ ...options, [name]: `${options[name]}:no-such=1` }));
    await expect(refused).rejects.toThrow(CodecError);
    await expect(refused).rejects.toThrow(/no-such/);
  });

  test.each([["x265", "x265-params", "bframes=many"], ["svt-av1", "svtav1-params", "lookahead=many"], ["x264", "x264-params", "bframes=many"]])("%s: a parameter with a value that it cannot read", async (codec, name, pair) => {
    await expect(open(codec, (options) => ({ ...options, [name]: `${options[name]}:${pair}` }))).rejects.toThrow(/refused a parameter/);
  });

  test("a value out of the encoder's range", async () => {
    await expect(open("vp9", (options) => ({ ...options, "cpu-used": "99" }))).rejects.toThrow(/cpu-used=99/);
    await expect(open("svt-av1", (options) => ({ ...options, preset: "40" }))).rejects.toThrow(/preset=40/);
    await expect(open("x265", (options) => ({ ...options, preset: "warp" }))).rejects.toThrow(/did not open/);
  });
});

test.each(["x265", "svt-av1", "vp9", "x264"])("%s never leaves more than keyint pictures from one key frame to the next", async (codec) => {
  const clip = { ...SMALL, frames: 26 };
  const encoder = await openEncoder(encoderOptionsOf(CodedBaseSchema.parse({ codec, keyint: 8 }), 30, clip), clip);
  const keys: number[] = [];
  for (let index = 0; index <= clip.frames; index += 1) {
    using frame = index === clip.frames ? null : Frame.fromVideoBuffer(Buffer.from(testPicture(clip, index)), { width: clip.width, height: clip.height, format: AV_PIX_FMT_YUV420P, pts: BigInt(index), timeBase: { num: 1, den: 25 } });
    keys.push(...(await encoder.send(frame)).filter(({ keyFrame }) => keyFrame).map((coded) => coded.index));
  }
  encoder.close();
  expect(keys[0]).toBe(0);
  expect([...keys, clip.frames].map((key, at) => key - (keys[at - 1] ?? 0)).every((distance) => distance <= 8)).toBe(true);
});

describe("what the encoder itself says it was given", () => {
  test("x265 signs its stream with the planned settings", async () => {
    const base = CodedBaseSchema.parse({ codec: "x265", preset: "slow", keyint: 77, bframes: 5, refs: 2, aqMode: 3, aqStrength: 0.7, cuTree: false, psyRd: 1.3, sao: false, ctu: 32, rcLookahead: 33 });
    const { options } = encoderOptionsOf(base, 29, geometry);
    const said = await informationText("libx265", { ...options, "x265-params": (options["x265-params"] ?? "").replace("info=0", "info=1") });
    for (const setting of ["keyint=77", "bframes=5", "ref=2", "aq-mode=3", "aq-strength=0.70", "no-cutree", "psy-rd=1.30", "no-sao", "ctu=32", "rc-lookahead=33", "crf=29.0", "no-wpp", "frame-threads=1"]) {
      expect(said?.split(" ")).toContain(setting);
    }
  });

  test.each(Object.entries(PRESET_CHOICES.x265))("x265 %s chooses what the planner takes it to choose", async (preset, choices) => {
    const { options } = encoderOptionsOf(CodedBaseSchema.parse({ codec: "x265", preset }), 29, geometry);
    const said = (await informationText("libx265", { ...options, "x265-params": (options["x265-params"] ?? "").replace("info=0", "info=1") }))?.split(" ");
    const { bframes, refs, rcLookahead, ctu, sao } = choices;
    expect(said).toEqual(expect.arrayContaining([`bframes=${bframes}`, `ref=${refs}`, `rc-lookahead=${rcLookahead}`, `ctu=${ctu}`, sao ? "sao" : "no-sao"]));
  });

  test.each(Object.entries(PRESET_CHOICES.x264))("x264 %s chooses what the planner takes it to choose", async (preset, choices) => {
    const { options } = encoderOptionsOf(CodedBaseSchema.parse({ codec: "x264", preset }), 29, geometry);
    const said = (await informationText("libx264", options))?.split(" ");
    const { bframes, refs, trellis, mbTree, rcLookahead, deblock } = choices;
    const expected = [`bframes=${bframes}`, `ref=${refs}`, `trellis=${trellis}`, `mbtree=${mbTree ? 1 : 0}`, ...(rcLookahead === undefined ? [] : [`rc_lookahead=${rcLookahead}`]), deblock === undefined ? "deblock=0:0:0" : "deblock=1:0:0"];
    expect(said).toEqual(expect.arrayContaining(expected));
  });

  test("x264 signs its stream with the planned settings", async () => {
    const base = CodedBaseSchema.parse({ codec: "x264", keyint: 77, bframes: 2, refs: 5, aqMode: 3, aqStrength: 0.7, psyRd: 1.3, subme: 8, trellis: 2, mbTree: true, deblock: -2, rcLookahead: 33 });
    const { options } = encoderOptionsOf(base, 29, geometry);
    const said = (await informationText("libx264", options))?.split(" ");
    for (const setting of ["keyint=77", "bframes=2", "ref=5", "aq=3:0.70", "psy=1", "psy_rd=1.30:0.00", "subme=8", "trellis=2", "mbtree=1", "deblock=1:-2:-2", "rc_lookahead=33", "crf=29.0", "threads=1"]) {
      expect(said).toContain(setting);
    }
  });
});
