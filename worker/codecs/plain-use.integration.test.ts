import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CodedBaseSchema, X264_PRESETS, X265_PRESETS, type CodedCodec } from "#lib/plan/base-settings.ts";
import { Decoder, Demuxer, Encoder, Muxer } from "../media/av-api.ts";
import { FF_ENCODER_FFV1, FF_ENCODER_LIBSVTAV1, FF_ENCODER_LIBVPX_VP9, FF_ENCODER_LIBX264, FF_ENCODER_LIBX265, Packet, type FFEncoderCodec } from "../media/av.ts";
import { withoutInformationSei } from "./elementary-stream.ts";
import { encodeClip } from "./encode.ts";
import { encoderOptionsOf } from "./encoder-options.ts";
import { scratchFolder, writeTestClip, type TestClip } from "./test-clip.ts";

/*
 * The pipeline against plain encoder use: FFmpeg's own demuxer, decoder and encoder, wired by node-av's high-level API
 * with the same options.
 */

const CLIP: TestClip = { width: 192, height: 128, fpsNum: 30, fpsDen: 1, frames: 40, noise: 4 };
const ENCODERS: Record<CodedCodec, FFEncoderCodec> = { x265: FF_ENCODER_LIBX265, "svt-av1": FF_ENCODER_LIBSVTAV1, vp9: FF_ENCODER_LIBVPX_VP9, x264: FF_ENCODER_LIBX264 };
const CODECS: CodedCodec[] = ["x265", "svt-av1", "vp9", "x264"];

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let source: string;

beforeAll(async () => {
  scratch = await scratchFolder();
  source = await writeTestClip(scratch.path("source.y4m"), CLIP);
});
afterAll(() => scratch.remove());

/** Decodes any video file and encodes it again; `begin` gets the encoder before it opens and gives the taker of its packets. */
async function transcode(path: string, encoderName: FFEncoderCodec, options: Record<string, string>, begin: (encoder: Encoder) => (packet: Packet) => Promise<void>): Promise<void> {
  await using input = await Demuxer.open(path);
  const stream = input.video();
  if (!stream) throw new Error(`${path} has no video`);
  using decoder = await Decoder.create(stream);
  using encoder = await Encoder.create(encoderName, { decoder, options, context: { bitRate: 0 } }); // node-av's own default is 1 Mbit/s
  const take = begin(encoder);
  const feed = async (packet: Packet | null): Promise<void> => {
    const frames = [...(await decoder.decodeAll(packet)), ...(packet === null ? [null] : [])];
    for (const frame of frames) for (const coded of await encoder.encodeAll(frame)) await take(coded);
  };
  // Demuxer.packets() needs Promise.withResolvers of Node 22, so packets are read one level below it.
  const packet = new Packet();
  packet.alloc();
  while ((await input.getFormatContext().readFrame(packet)) >= 0) {
    await feed(packet);
    packet.unref();
  }
  await feed(null);
  packet.free();
}

async function plainBytes(path: string, encoderName: FFEncoderCodec, options: Record<string, string>): Promise<number> {
  let bytes = 0;
  await transcode(path, encoderName, options, () => async ({ data }) => {
    if (data) bytes += encoderName === FF_ENCODER_LIBX264 ? withoutInformationSei(data).length : data.length;
  });
  return bytes;
}

/** The same pictures without loss in Matroska, whose clock ticks in milliseconds. */
async function inMatroska(path: string): Promise<string> {
  const target = scratch.path("source.mkv");
  await using output = await Muxer.open(target);
  await transcode(path, FF_ENCODER_FFV1, {}, (encoder) => {
    const index = output.addStream(encoder);
    return (packet) => output.writePacket(packet, index);
  });
  await output.close();
  return target;
}

describe("the same settings", () => {
  test.each(CODECS)("%s: the pipeline and plain encoder use agree in size within one percent", async (codec) => {
    const base = CodedBaseSchema.parse({ codec });
    const { parts } = await encodeClip({ sourcePath: source, outPath: scratch.path(`${codec}.avcl`), plan: { base, transform: null }, crf: 30 });
    const plain = await plainBytes(source, ENCODERS[codec], encoderOptionsOf(base, 30, CLIP).options);
    expect(Math.abs((parts.base ?? 0) - plain) / plain).toBeLessThan(0.01);
  });

  // What is left to each encoder: speed, tune, quality, key-frame distance, threads, and no text in the stream.
  const OWN: Record<CodedCodec, Record<string, string>> = {
    x265: { preset: "medium", tune: "psnr", "x265-params": "info=0:log-level=0:pools=none:frame-threads=1" },
    "svt-av1": { preset: "6", "svtav1-params": "lp=1:tune=1" },
    vp9: { b: "0", deadline: "good", "cpu-used": "2" },
    x264: { preset: "medium", tune: "psnr", "x264-params": process.arch === "x64" ? "asm=sse4.2" : "psy=0" },
  };
  test.each(CODECS)("%s: our defaults are the encoder's own", async (codec) => {
    const given = encoderOptionsOf(CodedBaseSchema.parse({ codec }), 30, CLIP).options;
    const own = { ...OWN[codec], threads: "1", crf: "30", g: "250" };
    expect(await plainBytes(source, ENCODERS[codec], given)).toBe(await plainBytes(source, ENCODERS[codec], own));
  });

  test.each([...X265_PRESETS.map((preset) => ({ codec: "x265" as const, preset })), ...X264_PRESETS.map((preset) => ({ codec: "x264" as const, preset }))])("$codec $preset is the encoder's own $preset when the plan pins nothing else", async ({ codec, preset }) => {
    const given = encoderOptionsOf(CodedBaseSchema.parse({ codec, preset }), 30, CLIP).options;
    const own = { ...OWN[codec], preset, threads: "1", crf: "30", g: "250" };
    expect(await plainBytes(source, ENCODERS[codec], given)).toBe(await plainBytes(source, ENCODERS[codec], own));
  });

  test("settings that x265 medium chooses itself change no byte when they are pinned", async () => {
    const pinned = { bframes: 4, refs: 3, sao: true, ctu: 64, rcLookahead: 20 };
    const shas = [];
    for (const settings of [{}, pinned]) {
      const base = CodedBaseSchema.parse({ codec: "x265", ...settings });
      shas.push((await encodeClip({ sourcePath: source, outPath: scratch.path("pinned.avcl"), plan: { base, transform: null }, crf: 27 })).sha256);
    }
    expect(shas[0]).toBe(shas[1]);
  });

  test("a millisecond clock changes what the encoder makes of them, which is why the pipeline sets 1/fps itself", async () => {
    const base = CodedBaseSchema.parse({ codec: "x265" });
    const { options } = encoderOptionsOf(base, 30, CLIP);
    const matroska = await plainBytes(await inMatroska(source), FF_ENCODER_LIBX265, options);
    const y4m = await plainBytes(source, FF_ENCODER_LIBX265, options);
    expect(Math.abs(matroska - y4m) / y4m).toBeGreaterThan(0.01);
  });
});
