import type { CodedCodec } from "#lib/plan/base-settings.ts";
import {
  AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_NOPTS_VALUE, AVERROR_EAGAIN, AVERROR_EOF, Codec, CodecContext, CodecParser,
  FF_DECODER_H264, FF_DECODER_HEVC, FF_DECODER_LIBDAV1D, FF_DECODER_VP9, FFmpegError, Frame, Option, Packet,
} from "../media/av.ts";
import { splitStream } from "./elementary-stream.ts";
import { BitstreamError, CodecError } from "./errors.ts";

const DECODERS = { x265: FF_DECODER_HEVC, "svt-av1": FF_DECODER_LIBDAV1D, vp9: FF_DECODER_VP9, x264: FF_DECODER_H264 } as const;

/** FFmpeg's name of the decoder that a codec's pictures are decoded with. */
export const decoderNameOf = (codec: CodedCodec): string => DECODERS[codec];

/** Decoders code whole blocks: up to 64 samples more than the picture on each side. */
const BLOCK = 64;

export interface OpenDecoder {
  /** FFmpeg's name of the decoder. */
  name: string;
  /** All pictures in display order; the caller frees each. */
  pictures(stream: Uint8Array): AsyncGenerator<Frame>;
  /** Wall time spent inside the decoder, ms. */
  elapsedMs(): number;
  close(): void;
}

/**
 * Opens the decoder of a codec. Film grain of AV1 is applied by it, as the stream says.
 * @param largest size that a picture may have: a stream that announces more is refused before memory is taken.
 * @param threads one, so that several files decode side by side; the pictures are the same with any number.
 */
export async function openDecoder(codec: CodedCodec, largest: { width: number; height: number }, threads = 1): Promise<OpenDecoder> {
  const name = DECODERS[codec];
  const decoder = Codec.findDecoderByName(name);
  if (!decoder) throw new CodecError(`This FFmpeg build has no decoder ${name}.`, "");
  const context = new CodecContext();
  context.allocContext3(decoder);
  try {
    context.threadCount = threads;
    const maxPixels = Math.ceil(largest.width / BLOCK) * Math.ceil(largest.height / BLOCK) * BLOCK * BLOCK;
    check(Option.set(context.getNative(), "max_pixels", String(maxPixels)), name);
    check(await context.open2(decoder, null), name);
  } catch (error) {
    context.freeContext();
    throw error;
  }
  return sessionOf(context, codec, name);
}

function check(result: number, name: string): void {
  if (result < 0) throw new CodecError(`${name} did not open: ${FFmpegError.strerror(result)}`, "");
}

function sessionOf(context: CodecContext, codec: CodedCodec, name: string): OpenDecoder {
  const packet = new Packet();
  packet.alloc();
  let elapsed = 0;

  async function timed(work: () => Promise<number>): Promise<number> {
    const start = performance.now();
    const result = await work();
    elapsed += performance.now() - start;
    return result;
  }

  async function* send(next: Packet | null): AsyncGenerator<Frame> {
    const sent = await timed(() => context.sendPacket(next));
    if (sent < 0) throw new BitstreamError(`${name} cannot decode the stream: ${FFmpegError.strerror(sent)}`);
    for (;;) {
      const frame = new Frame();
      frame.alloc();
      const received = await timed(() => context.receiveFrame(frame));
      if (received >= 0) {
        yield frame;
        continue;
      }
      frame.free();
      if (received === AVERROR_EAGAIN || received === AVERROR_EOF) return;
      throw new BitstreamError(`${name} cannot decode the stream: ${FFmpegError.strerror(received)}`);
    }
  }

  async function* pictures(stream: Uint8Array): AsyncGenerator<Frame> {
    const { units, needsParser } = splitStream(codec, stream);
    if (needsParser) {
      yield* parsedPictures(units);
    } else {
      for (const unit of units) {
        packet.data = Buffer.from(unit.buffer, unit.byteOffset, unit.byteLength);
        yield* send(packet);
        packet.unref();
      }
    }
    yield* send(null);
  }

  /** FFmpeg's own parser puts Annex B together into pictures; an empty piece at the end flushes the last one. */
  async function* parsedPictures(units: Iterable<Uint8Array>): AsyncGenerator<Frame> {
    using parser = new CodecParser();
    parser.init(codec === "x265" ? AV_CODEC_ID_HEVC : AV_CODEC_ID_H264);
    for (const unit of [...units, new Uint8Array(0)]) {
      let offset = 0;
      do {
        const rest = Buffer.from(unit.buffer, unit.byteOffset + offset, unit.byteLength - offset);
        const used = parser.parse2(context, packet, rest, AV_NOPTS_VALUE, AV_NOPTS_VALUE, 0);
        if (used < 0) throw new BitstreamError(`The stream cannot be split into pictures: ${FFmpegError.strerror(used)}`);
        offset += used;
        if (packet.size > 0) yield* send(packet);
        packet.unref();
      } while (offset < unit.byteLength);
    }
  }

  return {
    name,
    pictures,
    elapsedMs: () => elapsed,
    close() {
      packet.free();
      context.freeContext();
    },
  };
}
