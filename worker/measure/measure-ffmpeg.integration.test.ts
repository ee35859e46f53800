import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AV_PIX_FMT_YUV420P, AVCOL_RANGE_JPEG, Filter, FilterGraph, FFmpegError, Frame, type FilterContext } from "#worker/media/av.ts";
import { createY4m } from "#worker/media/y4m.ts";
import { renderScene } from "#worker/sources/scenes/render-scene.ts";
import type { SceneClip } from "#lib/clips/schema.ts";
import { measurePair } from "./measure-pair.ts";
import { measureSiTi } from "./measure-si-ti.ts";

const clip: SceneClip = {
  kind: "scene", id: "check", title: "check", scene: "shapes", seed: 5, motion: 0.8, detail: 0.6, noise: 0,
  width: 100, height: 68, fps: { num: 24, den: 1 }, frames: 5,
};

let folder: string;
const source: Uint8Array[] = [];
const damaged: Uint8Array[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "measure-ffmpeg-"));
  for (let index = 0; index < clip.frames; index += 1) {
    const picture = new Uint8Array((clip.width * clip.height * 3) / 2);
    renderScene(clip, index, picture);
    source.push(picture);
    // Coarser with every frame, so that frames' qualities differ.
    const step = 3 + index * 4;
    damaged.push(picture.map((value) => Math.min(255, Math.round(value / step) * step)));
  }
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, pictures: Uint8Array[]): Promise<string> {
  const path = join(folder, name);
  const writer = await createY4m(path, { width: clip.width, height: clip.height, fpsNum: 24, fpsDen: 1 });
  for (const picture of pictures) await writer.writeFrame(picture);
  await writer.close();
  return path;
}

/** Runs one filter of FFmpeg over full pictures of equal timestamps; gives the metadata that it leaves on each frame. */
function runFilter(name: string, inputs: Uint8Array[][]): Record<string, string>[] {
  const graph = new FilterGraph();
  graph.alloc();
  const create = (filter: string, label: string, args: string | null): FilterContext => {
    const node = graph.createFilter(Filter.getByName(filter)!, label, args);
    if (!node) throw new Error(`no filter ${filter}`);
    return node;
  };
  // Full range: siti would otherwise stretch limited range, which the measured code values are not.
  const shape = `video_size=${clip.width}x${clip.height}:pix_fmt=${AV_PIX_FMT_YUV420P}:time_base=1/24:pixel_aspect=1/1:range=${AVCOL_RANGE_JPEG}`;
  const sources = inputs.map((_, index) => create("buffer", `in${index}`, shape));
  const node = create(name, "under_test", name === "siti" ? null : "");
  const sink = create("buffersink", "out", null);
  sources.forEach((input, index) => FFmpegError.throwIfError(input.link(0, node, index)));
  FFmpegError.throwIfError(node.link(0, sink, 0));
  FFmpegError.throwIfError(graph.configSync());
  const found: Record<string, string>[] = [];
  const out = new Frame();
  out.alloc();
  const drain = (): void => {
    while (sink.buffersinkGetFrameSync(out) >= 0) {
      found.push(out.getMetadata().getAll());
      out.unref();
    }
  };
  for (let index = 0; index < clip.frames; index += 1) {
    inputs.forEach((pictures, input) => {
      const frame = Frame.fromVideoBuffer(Buffer.from(pictures[index]!), { width: clip.width, height: clip.height, format: AV_PIX_FMT_YUV420P, timeBase: { num: 1, den: 24 }, pts: BigInt(index) });
      frame.colorRange = AVCOL_RANGE_JPEG;
      FFmpegError.throwIfError(sources[input]!.buffersrcAddFrameSync(frame));
      frame.free();
    });
    drain();
  }
  for (const input of sources) input.buffersrcAddFrameSync(null);
  drain();
  out.free();
  graph.free();
  return found.slice(0, clip.frames);
}

describe("the measurements agree with FFmpeg's filters", () => {
  it("psnr, frame by frame and over the clip, within 0.01 dB", async () => {
    const quality = await measurePair({ referencePath: await write("a.y4m", source), distortedPath: await write("b.y4m", damaged) });
    const frames = runFilter("psnr", [damaged, source]);
    expect(frames).toHaveLength(clip.frames);
    frames.forEach((frame, index) => {
      expect(Math.abs(quality.perFrame.psnrY[index]! - Number(frame["lavfi.psnr.psnr.y"]))).toBeLessThan(0.01);
    });
    for (const [plane, psnr] of [["y", quality.psnrY], ["u", quality.psnrU], ["v", quality.psnrV]] as const) {
      const mse = frames.reduce((sum, frame) => sum + Number(frame[`lavfi.psnr.mse.${plane}`]), 0) / clip.frames;
      expect(Math.abs(psnr! - 10 * Math.log10(65_025 / mse))).toBeLessThan(0.01);
    }
  });

  it("ssim of luma within 1e-4", async () => {
    const quality = await measurePair({ referencePath: await write("a.y4m", source), distortedPath: await write("b.y4m", damaged) });
    const frames = runFilter("ssim", [damaged, source]);
    expect(frames).toHaveLength(clip.frames);
    frames.forEach((frame, index) => {
      expect(Math.abs(quality.perFrame.ssimY[index]! - Number(frame["lavfi.ssim.Y"]))).toBeLessThan(1e-4);
    });
  });

  // siti rounds its metadata to two decimals, hence 0.006.
  it("SI and TI within siti's rounding", async () => {
    const { perFrame } = await measureSiTi({ path: await write("a.y4m", source) });
    const frames = runFilter("siti", [source]);
    expect(frames).toHaveLength(clip.frames);
    frames.forEach((frame, index) => {
      expect(Math.abs(perFrame.si[index]! - Number(frame["lavfi.siti.si"]))).toBeLessThan(0.006);
      expect(Math.abs(perFrame.ti[index]! - Number(frame["lavfi.siti.ti"]))).toBeLessThan(0.006);
    });
  });
});
