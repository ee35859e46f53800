import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { AV_DISPOSITION_ATTACHED_PIC, AVMEDIA_TYPE_VIDEO, avGetCodecName, Dictionary, FFmpegError, FormatContext, type Packet, type Stream } from "#worker/media/av.ts";
import { MediaError } from "./media-error.ts";

/**
 * Containers that are one self-contained file. Playlists (hls, dash, concat, sdp, image2 ...) are left out: they make
 * the demuxer open other local files or the network.
 */
const FORMATS = ["mov", "matroska", "webm", "avi", "mpegts", "mpeg", "ivf", "yuv4mpegpipe", "obu", "h264", "hevc", "m4v", "mpegvideo", "ogg", "flv", "asf", "nut"];

/** Decoders that uploads may reach: the codecs that people's videos use, and not FFmpeg's museum. */
const CODECS = new Set([
  "h264", "hevc", "vvc", "av1", "vp8", "vp9", "mpeg1video", "mpeg2video", "mpeg4", "h263", "mjpeg", "prores", "dnxhd", "cfhd",
  "theora", "vc1", "wmv3", "ffv1", "ffvhuff", "huffyuv", "utvideo", "rawvideo", "qtrle", "png",
]);

const READABLE = "MP4/MOV, MKV/WebM, AVI, MPEG-TS, Y4M, IVF, OBU, H.264 or HEVC";

/** A video file that is open for reading packets of its one video stream. */
export interface VideoInput {
  context: FormatContext;
  stream: Stream;
  /** Short name of the container's demuxer. */
  format: string;
  codec: string;
  /** Reads the next packet of the video stream; false at the end. The end may also be a read error: see `endError`. */
  readPacket(packet: Packet): Promise<boolean>;
  /** FFmpeg's error that stopped reading before the regular end, or null. */
  readonly endError: FFmpegError | null;
  close(): Promise<void>;
}

async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path, "r");
  try {
    const start = Buffer.alloc(16);
    const { bytesRead } = await handle.read(start, 0, start.length, 0);
    return start.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function explainOpenError(path: string, code: number): Promise<MediaError> {
  const cause = new FFmpegError(code);
  const start = await firstBytes(path);
  if (start.length === 0) return new MediaError("empty", "The file is empty. Choose a video file.", { cause });
  if (start.toString("latin1", 4, 8) === "ftyp") {
    return new MediaError("incomplete", "The file begins like an MP4 but its index is missing or broken: it was cut off or not finished. Export or upload it again.", { cause });
  }
  if (start.toString("latin1", 0, 9) === "YUV4MPEG2") {
    return new MediaError("geometry", "The Y4M header does not describe a picture that can be read (check width, height and colour format).", { cause });
  }
  return new MediaError("not-media", `The file is not a video that the lab can read. Use ${READABLE}.`, { cause });
}

/**
 * Opens one self-contained video file with an allow-list of containers and codecs, and no protocol but the file itself.
 * @throws {MediaError} with a sentence for the person.
 */
export async function openVideo(path: string): Promise<VideoInput> {
  const context = new FormatContext();
  context.allocContext();
  const options = Dictionary.fromObject({
    protocol_whitelist: "file",
    format_whitelist: FORMATS.join(","),
    // Options of the MOV demuxer that are off by default; said here because a data reference can name any local file.
    enable_drefs: "0",
    use_absolute_path: "0",
  });
  try {
    // "file:" keeps a name like "concat:a|b" from being taken for a protocol.
    const opened = await context.openInput(`file:${resolve(path)}`, null, options);
    if (opened < 0) throw await explainOpenError(path, opened);
    const found = await context.findStreamInfo();
    if (found < 0) throw await explainOpenError(path, found);
    return inputOf(context);
  } catch (error) {
    await context.closeInput();
    throw error;
  } finally {
    options.free();
  }
}

function inputOf(context: FormatContext): VideoInput {
  const index = context.findBestStream(AVMEDIA_TYPE_VIDEO);
  const stream = index < 0 ? undefined : context.streams[index];
  if (context.nbStreams === 0) {
    throw new MediaError("incomplete", "The file has a video file's beginning and nothing in it: it was cut off or not finished. Export or upload it again.");
  }
  if (!stream || stream.hasDisposition(AV_DISPOSITION_ATTACHED_PIC)) {
    throw new MediaError("no-video", "The file has no video track, only sound or data. Choose a file with pictures.");
  }
  const codec = avGetCodecName(stream.codecpar.codecId) ?? "unknown";
  if (!CODECS.has(codec)) {
    throw new MediaError("codec", `The video is coded as "${codec}", which the lab does not decode. Convert it to H.264, HEVC, VP9 or AV1.`);
  }
  let endError: FFmpegError | null = null;
  return {
    context,
    stream,
    format: context.iformat?.name ?? "unknown",
    codec,
    async readPacket(packet) {
      for (;;) {
        const code = await context.readFrame(packet);
        if (code < 0) {
          const error = new FFmpegError(code);
          if (!error.isEOF) endError = error;
          return false;
        }
        if (packet.streamIndex === stream.index) return true;
        packet.unref();
      }
    },
    get endError() {
      return endError;
    },
    close: () => context.closeInput(),
  };
}
