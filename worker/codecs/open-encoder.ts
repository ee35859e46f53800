import {
  AV_NOPTS_VALUE, AV_OPT_SEARCH_CHILDREN, AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG, AVERROR_EAGAIN, AVERROR_EOF, Codec, CodecContext,
  FF_ENCODER_LIBSVTAV1, FF_ENCODER_LIBVPX_VP9, FF_ENCODER_LIBX264, FF_ENCODER_LIBX265, FFmpegError, Option, Packet, Rational, type Frame,
} from "../media/av.ts";
import type { Y4mHeader } from "../media/y4m-header.ts";
import { collectLog, logTail } from "./av-log.ts";
import type { EncoderOptions } from "./encoder-options.ts";
import { CodecError } from "./errors.ts";

/** One coded picture as the encoder gave it. */
export interface CodedFrame {
  data: Buffer;
  /** Display index of the picture. */
  index: number;
  keyFrame: boolean;
}

export interface OpenEncoder {
  /** Codes one picture (null: no more); returns what came out, which may be nothing or several. */
  send(frame: Frame | null): Promise<CodedFrame[]>;
  /** Wall time spent inside the encoder, ms. */
  elapsedMs(): number;
  close(): void;
}

const ENCODERS = { libx265: FF_ENCODER_LIBX265, libsvtav1: FF_ENCODER_LIBSVTAV1, "libvpx-vp9": FF_ENCODER_LIBVPX_VP9, libx264: FF_ENCODER_LIBX264 } as const;

/** How libx265, libx264 and libsvtav1 report a parameter that they do not know or cannot read (FFmpeg's libx265.c, libx264.c, libsvtav1.c). */
const REFUSED = /^(Unknown option|Invalid value for|Error parsing option)/;

/**
 * Opens an encoder for 8-bit 4:2:0 limited-range pictures with square pixels, at time base 1/fps.
 * @throws {CodecError} for an option that the encoder does not know, refuses or reads otherwise: never silently.
 */
export async function openEncoder(chosen: EncoderOptions, geometry: Y4mHeader): Promise<OpenEncoder> {
  const codec = Codec.findEncoderByName(ENCODERS[chosen.encoder]);
  if (!codec) throw new CodecError(`This FFmpeg build has no encoder ${chosen.encoder}.`, "");
  const context = new CodecContext();
  context.allocContext3(codec);
  try {
    context.width = geometry.width;
    context.height = geometry.height;
    context.pixelFormat = AV_PIX_FMT_YUV420P;
    context.colorRange = AVCOL_RANGE_MPEG;
    context.sampleAspectRatio = new Rational(1, 1);
    context.timeBase = new Rational(geometry.fpsDen, geometry.fpsNum);
    context.framerate = new Rational(geometry.fpsNum, geometry.fpsDen);
    for (const [name, value] of Object.entries(chosen.options)) {
      const result = Option.set(context.getNative(), name, value, AV_OPT_SEARCH_CHILDREN);
      if (result < 0) throw new CodecError(`${chosen.encoder} did not take the option ${name}=${value}: ${messageOf(result)}`, await logTail());
    }
    const { value: opened, said } = await collectLog(() => context.open2(codec, null));
    const refused = said.filter((line) => REFUSED.test(line));
    if (refused.length > 0) throw new CodecError(`${chosen.encoder} refused a parameter: ${refused.join(" ")}`, said.join("\n"));
    if (opened < 0) throw new CodecError(`${chosen.encoder} did not open: ${messageOf(opened)}`, said.join("\n"));
    return sessionOf(context, chosen.encoder);
  } catch (error) {
    context.freeContext();
    throw error;
  }
}

function sessionOf(context: CodecContext, name: string): OpenEncoder {
  const packet = new Packet();
  packet.alloc();
  let elapsed = 0;

  async function receiveAll(): Promise<CodedFrame[]> {
    const coded: CodedFrame[] = [];
    for (;;) {
      const result = await context.receivePacket(packet);
      if (result === AVERROR_EAGAIN || result === AVERROR_EOF) return coded;
      if (result < 0) throw new CodecError(`${name} failed: ${messageOf(result)}`, await logTail());
      if (packet.pts === AV_NOPTS_VALUE || packet.data === null) throw new CodecError(`${name} gave a picture without a time or without data`, await logTail());
      coded.push({ data: Buffer.from(packet.data), index: Number(packet.pts), keyFrame: packet.isKeyframe });
      packet.unref();
    }
  }

  return {
    async send(frame) {
      const start = performance.now();
      try {
        const result = await context.sendFrame(frame);
        if (result < 0) throw new CodecError(`${name} did not take a picture: ${messageOf(result)}`, await logTail());
        return await receiveAll();
      } finally {
        elapsed += performance.now() - start;
      }
    },
    elapsedMs: () => elapsed,
    close() {
      packet.free();
      context.freeContext();
    },
  };
}

export const messageOf = (code: number): string => FFmpegError.strerror(code);
