import { stat } from "node:fs/promises";
import { AV_FRAME_FLAG_INTERLACED, AV_NOPTS_VALUE, AV_PKT_DATA_DISPLAYMATRIX, AVCOL_RANGE_JPEG, AVCOL_TRC_ARIB_STD_B67, AVCOL_TRC_SMPTE2084, avGetPixFmtName, type Frame } from "#worker/media/av.ts";
import { decodeVideo } from "./decode-video.ts";
import { MediaError } from "./media-error.ts";
import { openVideo, type VideoInput } from "./open-video.ts";
import { createConverter } from "./picture-converter.ts";
import { scanPackets } from "./scan-packets.ts";
import { planGeometry, turnOf, type Geometry } from "./upload-geometry.ts";
import { formatRate, planTiming, type Timing } from "./upload-timing.ts";
import { writeClip, type WrittenClip } from "./written-clip.ts";

/** Frames that a clip must have: below, TI, B-frames and a rate in kbit/s mean nothing. A still picture is no clip. */
export const MIN_UPLOAD_FRAMES = 10;
/** Frames of an upload that can be used at most (the bound of UploadClipSchema). */
export const MAX_UPLOAD_FRAMES = 600;

export interface UploadLimits {
  maxSeconds: number;
  maxBytes: number;
  /** Box of the normalised picture; turned for portrait pictures. */
  maxWidth?: number;
  maxHeight?: number;
  signal?: AbortSignal | undefined;
}

/** Facts of an accepted upload, of the clip as it will be normalised. */
export interface UploadFacts {
  width: number;
  height: number;
  fps: number;
  frames: number;
  durationSeconds: number;
  codec: string;
  /** What normalising changes, in sentences. */
  notes: string[];
}

interface Analysis {
  geometry: Geometry;
  timing: Timing;
  facts: UploadFacts;
}

interface DecodedFacts {
  times: number[];
  interlaced: boolean;
  pixelFormat: string;
  fullRange: boolean;
  hdr: boolean;
  width: number;
  height: number;
}

function checkShape(frame: Frame, first: DecodedFacts): void {
  const pixelFormat = avGetPixFmtName(frame.format as never) ?? "unknown";
  if (frame.width === first.width && frame.height === first.height && pixelFormat === first.pixelFormat) return;
  const [before, after] = [`${first.width}x${first.height} ${first.pixelFormat}`, `${frame.width}x${frame.height} ${pixelFormat}`];
  throw new MediaError("geometry", `The picture changes from ${before} to ${after} after ${first.times.length} frames. Use a video of one size and format.`);
}

async function decodeFacts(input: VideoInput, frames: number, signal?: AbortSignal): Promise<DecodedFacts> {
  const { num, den } = input.stream.timeBase;
  const facts: DecodedFacts = { times: [], interlaced: false, pixelFormat: "", fullRange: false, hdr: false, width: 0, height: 0 };
  for await (const frame of decodeVideo(input, { threads: 2, signal })) {
    if (facts.times.length === 0) {
      facts.pixelFormat = avGetPixFmtName(frame.format as never) ?? "unknown";
      facts.fullRange = frame.colorRange === AVCOL_RANGE_JPEG || facts.pixelFormat.startsWith("yuvj");
      facts.hdr = frame.colorTrc === AVCOL_TRC_SMPTE2084 || frame.colorTrc === AVCOL_TRC_ARIB_STD_B67;
      [facts.width, facts.height] = [frame.width, frame.height];
    }
    checkShape(frame, facts);
    facts.interlaced ||= frame.hasFlags(AV_FRAME_FLAG_INTERLACED);
    const stamp = frame.bestEffortTimestamp;
    facts.times.push(stamp === AV_NOPTS_VALUE ? NaN : (Number(stamp) * num) / den);
    if (facts.times.length === frames) break;
  }
  return facts;
}

function formatNotes({ pixelFormat, fullRange, hdr, interlaced }: DecodedFacts): string[] {
  const rgb = /^(gbr|rgb|bgr|argb|abgr|pal8)/.test(pixelFormat);
  return [
    ...(interlaced ? ["Interlaced frames were deinterlaced (bwdif)."] : []),
    ...(/p(9|1[0-6])(le|be)$|48|64/.test(pixelFormat) ? [`More than 8 bits a sample (${pixelFormat}) were reduced to 8.`] : []),
    ...(rgb ? [`RGB (${pixelFormat}) was converted to BT.709 4:2:0.`] : []),
    ...(/4(22|44|40|11|10)p|yuyv|uyvy/.test(pixelFormat) ? [`Chroma (${pixelFormat}) was resampled to 4:2:0.`] : []),
    ...(fullRange && !rgb ? ["Full range (0-255) was converted to limited range (16-235)."] : []),
    ...(hdr ? ["HDR code values were kept without tone mapping."] : []),
  ];
}

function checkLength(input: VideoInput, scan: { packets: number; seconds: number | null }, maxSeconds: number): void {
  if (scan.packets === 0) throw new MediaError("no-video", "The video track has no frames. Choose a video with pictures.");
  if (scan.packets < MIN_UPLOAD_FRAMES) {
    throw new MediaError("too-short", `The video has ${scan.packets === 1 ? "only one frame" : `only ${scan.packets} frames`}; the lab needs at least ${MIN_UPLOAD_FRAMES}. Use a longer video.`);
  }
  const fps = input.stream.avgFrameRate.num > 0 ? input.stream.avgFrameRate.toDouble() : 25;
  const seconds = scan.seconds ?? scan.packets / fps;
  if (seconds > maxSeconds) {
    throw new MediaError("too-long", `The video lasts ${seconds.toFixed(1)} s; at most ${maxSeconds} s are allowed. Cut it first.`);
  }
}

async function analyse(path: string, limits: Omit<UploadLimits, "maxBytes">, frames: number): Promise<Analysis> {
  const scanned = await openVideo(path);
  let packets: number;
  try {
    const scan = await scanPackets(scanned, path, limits.signal);
    checkLength(scanned, scan, limits.maxSeconds);
    packets = scan.packets;
  } finally {
    await scanned.close();
  }
  const input = await openVideo(path);
  try {
    const decoded = await decodeFacts(input, frames, limits.signal);
    const { stream } = input;
    const aspect = stream.sampleAspectRatio.num > 0 ? stream.sampleAspectRatio : stream.codecpar.sampleAspectRatio;
    const timing = planTiming({
      times: decoded.times,
      tick: stream.timeBase.toDouble(),
      nominal: { num: stream.rFrameRate.num, den: stream.rFrameRate.den },
      average: { num: stream.avgFrameRate.num, den: stream.avgFrameRate.den },
      maxFrames: frames,
    });
    if (timing.picks.length < MIN_UPLOAD_FRAMES) {
      throw new MediaError("too-short", `Only ${timing.picks.length} frames of the video can be used; the lab needs at least ${MIN_UPLOAD_FRAMES}. Use a longer video.`);
    }
    const geometry = planGeometry({
      width: decoded.width,
      height: decoded.height,
      pixelAspect: aspect.num > 0 && aspect.den > 0 ? aspect.num / aspect.den : 1,
      turn: turnOf(stream.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX)),
      rgb: /^(gbr|rgb|bgr|argb|abgr|pal8)/.test(decoded.pixelFormat),
      maxWidth: limits.maxWidth ?? 1920,
      maxHeight: limits.maxHeight ?? 1080,
    });
    if (decoded.interlaced) geometry.filters.unshift("bwdif=mode=send_frame:deint=interlaced");
    const fps = timing.rate.num / timing.rate.den;
    const notes = [...timing.notes, ...formatNotes(decoded), ...geometry.notes];
    if (packets > decoded.times.length) notes.push(`Only the first ${decoded.times.length} of ${packets} frames can be used.`);
    const count = timing.picks.length;
    return {
      geometry,
      timing,
      facts: { width: geometry.width, height: geometry.height, fps: Number(formatRate(timing.rate)), frames: count, durationSeconds: count / fps, codec: input.codec, notes },
    };
  } finally {
    await input.close();
  }
}

/**
 * Checks an uploaded file and says what normalising it will give. All packets are read, and the frames that can be used
 * are decoded, so a damaged file is found here and not in an experiment.
 * @throws {MediaError} with a sentence for the person: what is wrong and what to do.
 */
export async function probeUpload(path: string, limits: UploadLimits): Promise<UploadFacts> {
  const { size } = await stat(path);
  if (size === 0) throw new MediaError("empty", "The file is empty. Choose a video file.");
  if (size > limits.maxBytes) {
    throw new MediaError("too-large", `The file has ${(size / 1e6).toFixed(1)} MB; at most ${(limits.maxBytes / 1e6).toFixed(1)} MB are allowed. Cut or compress it first.`);
  }
  return (await analyse(path, limits, MAX_UPLOAD_FRAMES)).facts;
}

/**
 * Writes an upload as a normalised clip: constant frame rate, 8-bit 4:2:0 limited range, square pixels, even size.
 * @throws {MediaError} as `probeUpload`.
 */
export async function normaliseUpload(
  path: string,
  outPath: string,
  options: { frames: number; maxWidth?: number; maxHeight?: number; signal?: AbortSignal | undefined },
): Promise<WrittenClip & { notes: string[] }> {
  const { geometry, timing, facts } = await analyse(path, { ...options, maxSeconds: Infinity }, options.frames);
  const header = { width: geometry.width, height: geometry.height, fpsNum: timing.rate.num, fpsDen: timing.rate.den };
  const input = await openVideo(path);
  const converter = createConverter(header, geometry.filters, input.stream.timeBase);
  try {
    const clip = await writeClip(outPath, header, async (writer) => {
      let source = 0;
      let written = 0;
      const write = async (pictures: { data: Uint8Array }[]): Promise<void> => {
        for (const { data } of pictures) {
          for (; timing.picks[written] === source; written += 1) await writer.writeFrame(data);
          source += 1;
        }
      };
      for await (const frame of decodeVideo(input, { threads: 2, signal: options.signal })) {
        await write(converter.convert(frame));
        if (written === timing.picks.length) return;
      }
      await write(converter.convert(null));
    });
    if (clip.frames !== timing.picks.length) {
      throw new MediaError("damaged", `Only ${clip.frames} of ${timing.picks.length} frames of the video could be decoded. Export or upload it again.`);
    }
    return { ...clip, notes: facts.notes };
  } finally {
    converter.free();
    await input.close();
  }
}
