import { readFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AV_LOG_QUIET, AVCOL_RANGE_JPEG, Log } from "#worker/media/av.ts";
import { createY4m, openY4m } from "#worker/media/y4m.ts";
import { MediaError } from "./media-error.ts";
import { makeSound, makeVideo, type VideoRecipe } from "./testing/make-video.ts";
import { normaliseUpload, probeUpload } from "./upload.ts";

const LIMITS = { maxSeconds: 20, maxBytes: 50e6 };


let folder: string;
beforeAll(async () => {
  Log.setLevel(AV_LOG_QUIET);
  folder = await mkdtemp(join(tmpdir(), "upload-"));
});
afterAll(() => rm(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
const make = (name: string, recipe: Omit<VideoRecipe, "path"> = {}): Promise<string> => makeVideo({ path: at(name), ...recipe });

async function normalise(path: string, frames = 600) {
  const clip = await normaliseUpload(path, at("clip.y4m"), { frames });
  const reader = await openY4m(at("clip.y4m"));
  const pictures: Uint8Array[] = [];
  for await (const picture of reader.frames()) pictures.push(picture);
  await reader.close();
  return { ...clip, header: reader.header, pictures };
}

const mean = (samples: Uint8Array): number => samples.reduce((sum, value) => sum + value, 0) / samples.length;

describe("an ordinary video", () => {
  it.each([
    ["H.264 in MP4", "v.mp4", {}, "h264"],
    ["HEVC in Matroska", "v.mkv", { format: "matroska", encoder: "libx265" }, "hevc"],
    ["VP9 in WebM", "v.webm", { format: "webm", encoder: "libvpx-vp9" }, "vp9"],
    ["AV1 in IVF", "v.ivf", { format: "ivf", encoder: "libsvtav1" }, "av1"],
    ["FFV1 in AVI", "v.avi", { format: "avi", encoder: "ffv1" }, "ffv1"],
    ["H.264 in MPEG-TS", "v.ts", { format: "mpegts" }, "h264"],
  ] as const)("%s is accepted and normalised frame for frame", async (_, name, recipe, codec) => {
    const path = await make(name, recipe);
    expect(await probeUpload(path, LIMITS)).toEqual({ width: 96, height: 64, fps: 24, frames: 12, durationSeconds: 0.5, codec, notes: [] });
    const clip = await normalise(path);
    expect(clip.header).toEqual({ width: 96, height: 64, fpsNum: 24, fpsDen: 1 });
    expect(clip.frames).toBe(12);
    // The ramp moves by three samples a frame: each picture is nearest to its own frame.
    clip.pictures.forEach((picture, index) => expect(Math.abs(picture[10]! - (40 + ((20 + index * 3) % 160)))).toBeLessThan(12));
  });

  it("is used from its start for as many frames as the clip asks for", async () => {
    expect((await normalise(await make("v.mp4"), 10)).frames).toBe(10);
  });

  it("keeps its samples when nothing has to change", async () => {
    const path = await make("v.mkv", { format: "matroska", encoder: "ffv1" });
    const { pictures } = await normalise(path);
    expect(pictures[3]![5]).toBe(40 + 10 + 9);
  });
});

describe("an unusual video is brought to the normal form, and the notes say how", () => {
  it("variable frame rate", async () => {
    const path = await make("vfr.mp4", { timeBase: { num: 1, den: 2400 }, pts: (index) => index * 100 + (index >= 6 ? 200 : 0) });
    const facts = await probeUpload(path, LIMITS);
    expect(facts).toMatchObject({ fps: 24, frames: 14, notes: ["Variable frame rate: resampled to a constant 24 fps (2 frames repeated, 0 left out)."] });
    const { pictures } = await normalise(path);
    expect(pictures).toHaveLength(14);
    expect(pictures[6]).toEqual(pictures[5]);
    expect(pictures[7]).toEqual(pictures[5]);
    expect(pictures[8]).not.toEqual(pictures[5]);
  });

  it("10 bits", async () => {
    const path = await make("deep.mkv", { format: "matroska", encoder: "ffv1", pixelFormat: "yuv420p10le", sample: () => 100 });
    const { notes, pictures } = await normalise(path);
    expect(notes).toEqual(["More than 8 bits a sample (yuv420p10le) were reduced to 8."]);
    expect(mean(pictures[0]!)).toBeCloseTo(100, 0);
  });

  it("4:4:4", async () => {
    const path = await make("444.mp4", { pixelFormat: "yuv444p", options: { crf: "1" }, sample: (_x, _y, _i, plane) => 90 + plane * 20 });
    const { notes, pictures } = await normalise(path);
    expect(notes).toEqual(["Chroma (yuv444p) was resampled to 4:2:0."]);
    const luma = 96 * 64;
    expect([mean(pictures[0]!.subarray(0, luma)), mean(pictures[0]!.subarray(luma, luma * 1.25)), mean(pictures[0]!.subarray(luma * 1.25))].map(Math.round)).toEqual([90, 110, 130]);
  });

  it("odd sizes", async () => {
    const path = await make("odd.mkv", { format: "matroska", encoder: "ffv1", width: 97, height: 65 });
    const { header, notes, pictures } = await normalise(path);
    expect(header).toMatchObject({ width: 96, height: 64 });
    expect(notes).toEqual(["Odd size 97x65 cropped to 96x64: 4:2:0 needs even sides."]);
    // Cropped and not resampled: the samples are those of the source.
    expect(pictures[0]![96 * 63 + 95]).toBe(40 + ((95 * 2 + 63) % 160));
  });

  it("pixels that are not square", async () => {
    const path = await make("sar.mp4", { pixelAspect: { num: 2, den: 1 } });
    const { header, notes } = await normalise(path);
    expect(header).toMatchObject({ width: 192, height: 64 });
    expect(notes).toEqual(["Pixels that are not square (2.000:1) were scaled to square ones."]);
  });

  it("full range", async () => {
    const path = await make("full.mp4", { colorRange: AVCOL_RANGE_JPEG, pixelFormat: "yuvj420p", options: { crf: "1" }, sample: (_x, _y, _i, plane) => (plane === 0 ? 255 : 128) });
    const { notes, pictures } = await normalise(path);
    expect(notes).toEqual(["Full range (0-255) was converted to limited range (16-235)."]);
    expect(Math.round(mean(pictures[0]!.subarray(0, 96 * 64)))).toBe(235);
  });

  it("RGB", async () => {
    // Planes of gbrp are G, B, R: pure green is Y 173, U 42, V 26 in BT.709 limited range.
    const path = await make("rgb.mkv", { format: "matroska", encoder: "utvideo", pixelFormat: "gbrp", sample: (_x, _y, _i, plane) => (plane === 0 ? 255 : 0) });
    const { notes, pictures } = await normalise(path);
    expect(notes).toEqual(["RGB (gbrp) was converted to BT.709 4:2:0."]);
    const luma = 96 * 64;
    const [y, u, v] = [pictures[0]!.subarray(0, luma), pictures[0]!.subarray(luma, luma * 1.25), pictures[0]!.subarray(luma * 1.25)].map(mean);
    expect(Math.abs(y! - 173)).toBeLessThan(1.5);
    expect(Math.abs(u! - 42)).toBeLessThan(1.5);
    expect(Math.abs(v! - 26)).toBeLessThan(1.5);
  });

  it("a rotation", async () => {
    const matrix = Buffer.alloc(36);
    matrix.writeInt32LE(65_536, 4);
    matrix.writeInt32LE(-65_536, 12);
    matrix.writeInt32LE(1 << 30, 32);
    // Bright at the top of the stored picture: a quarter turn clockwise brings it to the right.
    const path = await make("turned.mp4", { displayMatrix: matrix, sample: (_x, y, _i, plane) => (plane === 0 && y < 32 ? 200 : 90) });
    const { header, notes, pictures } = await normalise(path);
    expect(header).toMatchObject({ width: 64, height: 96 });
    expect(notes).toEqual(["Turned upright, as the file's rotation says."]);
    expect(pictures[0]![64 * 48 + 4]).toBeLessThan(110);
    expect(pictures[0]![64 * 48 + 60]).toBeGreaterThan(180);
  });

  it("more than full HD", async () => {
    const path = await make("large.mp4", { width: 2560, height: 1440, frames: 10, sample: (x) => x % 200 });
    const { header, notes } = await normalise(path);
    expect(header).toMatchObject({ width: 1920, height: 1080 });
    expect(notes).toEqual(["Scaled down from 2560x1440 to fit 1920x1080."]);
  });

  it("a bare stream without timestamps", async () => {
    const path = await make("bare.h264", { format: "h264" });
    const clip = await normalise(path);
    expect(clip.frames).toBe(12);
    expect(clip.header.fpsNum / clip.header.fpsDen).toBeGreaterThanOrEqual(1);
  });

  it("interlacing", async () => {
    const path = await make("fields.mp4", { options: { "x264-params": "tff=1" } });
    const { notes, frames } = await normalise(path);
    expect(notes).toEqual(["Interlaced frames were deinterlaced (bwdif)."]);
    expect(frames).toBe(12);
  });
});

async function refusal(path: string, limits = LIMITS): Promise<MediaError> {
  const error = await probeUpload(path, limits).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(MediaError);
  return error as MediaError;
}

async function file(name: string, content: Uint8Array | string): Promise<string> {
  await writeFile(at(name), content);
  return at(name);
}

describe("a file that cannot be used is refused with a sentence", () => {
  it("nothing in it", async () => {
    expect((await refusal(await file("empty.mp4", ""))).message).toBe("The file is empty. Choose a video file.");
  });

  it("random bytes, text, and an MP4 name on text", async () => {
    const noise = Uint8Array.from({ length: 20_000 }, (_, index) => (Math.imul(index + 1, 2_654_435_761) >>> 13) & 255);
    for (const path of [await file("noise.mp4", noise), await file("note.txt", "hello\n".repeat(500)), await file("note.mp4", "hello\n".repeat(500))]) {
      expect((await refusal(path)).message).toMatch(/^The file is not a video that the lab can read. Use MP4/);
    }
  });

  it.each([
    ["an HLS playlist", "list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nv.mp4\n#EXT-X-ENDLIST\n"],
    ["a concat script", "list.ffconcat", "ffconcat version 1.0\nfile 'v.mp4'\n"],
    ["a DASH manifest", "list.mpd", '<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period></Period></MPD>\n'],
    ["a session description", "list.sdp", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n"],
  ])("%s, which would make the reader open other files", async (_, name, text) => {
    await make("v.mp4");
    expect((await refusal(await file(name, text))).code).toBe("not-media");
  });

  it("sound only", async () => {
    expect((await refusal(await makeSound(at("sound.mka")))).message).toBe("The file has no video track, only sound or data. Choose a file with pictures.");
  });

  it("one frame, and too few", async () => {
    expect((await refusal(await make("one.mp4", { frames: 1 }))).message).toBe("The video has only one frame; the lab needs at least 10. Use a longer video.");
    expect((await refusal(await make("few.mp4", { frames: 9 }))).message).toMatch(/has only 9 frames/);
  });

  it("no frames at all", async () => {
    const writer = await createY4m(at("none.y4m"), { width: 64, height: 64, fpsNum: 25, fpsDen: 1 });
    await writer.close();
    expect((await refusal(at("none.y4m"))).message).toBe("The video track has no frames. Choose a video with pictures.");
  });

  it("an MP4 that was cut off, before and after its index", async () => {
    const late = await readFile(await make("late.mp4"));
    expect((await refusal(await file("cut.mp4", late.subarray(0, late.length / 2)))).message).toMatch(/its index is missing or broken: it was cut off/);
    const muxed = await readFile(await make("early.mov", { format: "mov", frames: 20, sample: (x, y, index) => (x * y * 7 + index * 31) & 255 }));
    expect((await refusal(await file("start.mp4", muxed.subarray(0, 28)))).code).toBe("incomplete");
  });

  it("a Y4M that ends inside a frame, or describes no picture", async () => {
    const writer = await createY4m(at("whole.y4m"), { width: 64, height: 64, fpsNum: 25, fpsDen: 1 });
    for (let index = 0; index < 12; index += 1) await writer.writeFrame(new Uint8Array(6144).fill(index * 9 + 16));
    await writer.close();
    const whole = await readFile(at("whole.y4m"));
    expect(await probeUpload(at("whole.y4m"), LIMITS)).toMatchObject({ frames: 12, fps: 25, notes: [] });
    expect((await refusal(await file("cut.y4m", whole.subarray(0, whole.length - 100)))).message).toMatch(/^The file ends too early: 11 frames are there/);
    const header = whole.toString("latin1").replace("W64", "W0");
    expect((await refusal(await file("zero.y4m", Buffer.from(header, "latin1")))).message).toMatch(/^The Y4M header does not describe a picture/);
  });

  it("damage inside the pictures", async () => {
    const bytes = await readFile(await make("good.mp4", { frames: 24, sample: (x, y, index) => 60 + ((x * y + index * 13) % 120) }));
    const start = bytes.indexOf("mdat") + 2000;
    for (let index = start; index < start + 6000; index += 97) bytes[index]! ^= 0x5a;
    expect((await refusal(await file("bad.mp4", bytes))).message).toMatch(/^The video is damaged: it cannot be decoded cleanly after \d+ frames/);
  });

  it("a picture that changes its size on the way", async () => {
    const [small, large] = [await readFile(await make("a.h264", { format: "h264" })), await readFile(await make("b.h264", { format: "h264", width: 128 }))];
    const path = await file("both.h264", Buffer.concat([small, large]));
    expect((await refusal(path)).message).toBe("The picture changes from 96x64 yuv420p to 128x64 yuv420p after 12 frames. Use a video of one size and format.");
  });

  it("too small a picture", async () => {
    expect((await refusal(await make("tiny.mkv", { format: "matroska", encoder: "ffv1", width: 35, height: 17 }))).message).toMatch(/the lab needs at least 64x64/);
  });

  it("too long, and too many bytes", async () => {
    const path = await make("v.mp4", { frames: 40 });
    expect((await refusal(path, { ...LIMITS, maxSeconds: 1 })).message).toBe("The video lasts 1.6 s; at most 1 s are allowed. Cut it first.");
    expect((await refusal(path, { ...LIMITS, maxBytes: 1000 })).message).toMatch(/^The file has .* MB; at most 0.0 MB are allowed/);
  });

  it("an aborted check says that it was aborted", async () => {
    const path = await make("v.mp4");
    await expect(probeUpload(path, { ...LIMITS, signal: AbortSignal.abort(new Error("shutting down")) })).rejects.toThrow("shutting down");
  });
});
