import { AV_CODEC_FLAG_GLOBAL_HEADER, AV_PKT_DATA_DISPLAYMATRIX, AVFMT_GLOBALHEADER, avGetPixFmtFromName, avGetPixFmtName, avImageGetBufferSize, Codec, CodecContext, Dictionary, FFmpegError, FormatContext, Frame, Packet, type AVColorRange } from "#worker/media/av.ts";

/** What a test's video is like; everything has a plain default: 96x64, 12 frames, 24 fps, yuv420p, H.264 in MP4. */
export interface VideoRecipe {
  path: string;
  /** Muxer's short name: mp4, matroska, avi, h264, ivf, ... */
  format?: string;
  encoder?: string;
  pixelFormat?: string;
  width?: number;
  height?: number;
  frames?: number;
  timeBase?: { num: number; den: number };
  /** Timestamp of each frame in units of the time base. */
  pts?: (index: number) => number;
  pixelAspect?: { num: number; den: number };
  colorRange?: AVColorRange;
  displayMatrix?: Buffer;
  options?: Record<string, string>;
  /** 8-bit sample at a position of a plane; scaled up for deeper formats. */
  sample?: (x: number, y: number, index: number, plane: number) => number;
}

const check = (code: number, what: string): void => FFmpegError.throwIfError(code, what);

/** A picture whose every frame and place differ: a ramp that moves by three samples a frame. */
const movingRamp = (x: number, y: number, index: number, plane: number): number => 40 + ((x * 2 + y + index * 3 + plane * 50) % 160);

function drawPicture(recipe: Required<Pick<VideoRecipe, "width" | "height" | "sample">>, format: number, index: number): Buffer {
  const { width, height, sample } = recipe;
  const name = avGetPixFmtName(format as never) ?? "";
  const buffer = Buffer.alloc(avImageGetBufferSize(format as never, width, height, 1));
  const deep = name.endsWith("10le");
  const half = name.includes("420");
  let at = 0;
  for (let plane = 0; plane < 3; plane += 1) {
    const [columns, rows] = plane > 0 && half ? [(width + 1) >> 1, (height + 1) >> 1] : [width, height];
    for (let y = 0; y < rows; y += 1) {
      for (let x = 0; x < columns; x += 1) {
        const value = Math.max(0, Math.min(255, Math.round(sample(x, y, index, plane))));
        if (deep) at = buffer.writeUInt16LE(value * 4, at);
        else buffer[at++] = value;
      }
    }
  }
  return buffer;
}

/** Makes a small video file with FFmpeg's encoders. */
export async function makeVideo(recipe: VideoRecipe): Promise<string> {
  const { path, format = "mp4", encoder = "libx264", pixelFormat = "yuv420p", width = 96, height = 64, frames = 12, timeBase = { num: 1, den: 24 }, pts = (index) => index, sample = movingRamp } = recipe;
  const pixFmt = avGetPixFmtFromName(pixelFormat);
  const codec = Codec.findEncoderByName(encoder as never);
  if (!codec) throw new Error(`no encoder ${encoder}`);
  const muxer = new FormatContext();
  check(muxer.allocOutputContext2(null, format, path), "muxer");
  const context = new CodecContext();
  context.allocContext3(codec);
  Object.assign(context, { width, height, pixelFormat: pixFmt, timeBase, framerate: { num: timeBase.den, den: timeBase.num }, threadCount: 1 });
  if (recipe.pixelAspect) context.sampleAspectRatio = recipe.pixelAspect as never;
  if (recipe.colorRange !== undefined) context.colorRange = recipe.colorRange;
  if (muxer.oformat?.hasFlags(AVFMT_GLOBALHEADER as never)) context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  const defaults = encoder === "libx264" ? { preset: "ultrafast", crf: "10" } : encoder === "libx265" ? { preset: "ultrafast", crf: "10", "x265-params": "log-level=none" } : {};
  check(await context.open2(codec, Dictionary.fromObject({ ...defaults, ...recipe.options })), "open encoder");
  const stream = muxer.newStream(null);
  check(stream.codecpar.fromContext(context), "parameters");
  if (recipe.displayMatrix) stream.codecpar.addCodedSideData(AV_PKT_DATA_DISPLAYMATRIX, recipe.displayMatrix);
  if (recipe.pixelAspect) stream.sampleAspectRatio = recipe.pixelAspect as never;
  stream.timeBase = timeBase as never;
  stream.avgFrameRate = { num: timeBase.den, den: timeBase.num } as never;
  check(await muxer.openOutput(), "open output");
  check(await muxer.writeHeader(), "header");
  const packet = new Packet();
  packet.alloc();
  const drain = async (): Promise<void> => {
    while ((await context.receivePacket(packet)) >= 0) {
      packet.rescaleTs(timeBase, stream.timeBase);
      packet.streamIndex = stream.index;
      check(await muxer.interleavedWriteFrame(packet), "write packet");
    }
  };
  for (let index = 0; index < frames; index += 1) {
    const frame = Frame.fromVideoBuffer(drawPicture({ width, height, sample }, pixFmt, index), { width, height, format: pixFmt, timeBase, pts: BigInt(pts(index)) });
    if (recipe.colorRange !== undefined) frame.colorRange = recipe.colorRange;
    check(await context.sendFrame(frame), "send frame");
    frame.free();
    await drain();
  }
  check(await context.sendFrame(null), "flush");
  await drain();
  check(await muxer.writeTrailer(), "trailer");
  await muxer.closeOutput();
  packet.free();
  context.freeContext();
  muxer.freeContext();
  return path;
}

/** A file with sound and no pictures: one second of silence as PCM in Matroska. */
export async function makeSound(path: string): Promise<string> {
  const codec = Codec.findEncoderByName("pcm_s16le" as never)!;
  const muxer = new FormatContext();
  check(muxer.allocOutputContext2(null, "matroska", path), "muxer");
  const stream = muxer.newStream(null);
  Object.assign(stream.codecpar, { codecType: 1, codecId: codec.id, sampleRate: 8000, channels: 1, format: 1 });
  stream.timeBase = { num: 1, den: 8000 } as never;
  check(await muxer.openOutput(), "open output");
  check(await muxer.writeHeader(), "header");
  const packet = new Packet();
  packet.alloc();
  packet.data = Buffer.alloc(16_000);
  Object.assign(packet, { pts: 0n, dts: 0n, streamIndex: 0 });
  check(await muxer.interleavedWriteFrame(packet), "write packet");
  check(await muxer.writeTrailer(), "trailer");
  await muxer.closeOutput();
  packet.free();
  muxer.freeContext();
  return path;
}
