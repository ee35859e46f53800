import { AV_FRAME_FLAG_CORRUPT, Codec, CodecContext, FFmpegError, Frame, Packet } from "#worker/media/av.ts";
import { MediaError } from "./media-error.ts";
import type { VideoInput } from "./open-video.ts";

export interface DecodeOptions {
  /** Decoder threads; every decoder here gives the same pictures for any number. */
  threads?: number;
  signal?: AbortSignal | undefined;
}

function openDecoder(input: VideoInput, threads: number): CodecContext {
  const codec = Codec.findDecoder(input.stream.codecpar.codecId);
  if (!codec) throw new MediaError("codec", `The lab has no decoder for "${input.codec}". Convert the video to H.264, HEVC, VP9 or AV1.`);
  const decoder = new CodecContext();
  decoder.allocContext3(codec);
  FFmpegError.throwIfError(decoder.parametersToContext(input.stream.codecpar), "parametersToContext");
  decoder.pktTimebase = input.stream.timeBase;
  decoder.threadCount = threads;
  const opened = decoder.open2Sync(codec);
  if (opened < 0) {
    decoder.freeContext();
    throw new MediaError("damaged", "The decoder refuses the video's header: it is damaged or of an unusual kind. Convert it to plain H.264.", { cause: new FFmpegError(opened) });
  }
  return decoder;
}

function damaged(frame: number, cause?: unknown): MediaError {
  return new MediaError("damaged", `The video is damaged: it cannot be decoded cleanly after ${frame} frames. Export or upload it again.`, { cause });
}

/**
 * Decodes the video stream from where the input stands, one frame for each picture that the decoder gives, in output
 * order. The same Frame object is yielded each time and is valid until the next step.
 * @throws {MediaError} at the first packet that is cut off or does not decode.
 */
export async function* decodeVideo(input: VideoInput, options: DecodeOptions = {}): AsyncGenerator<Frame> {
  const decoder = openDecoder(input, options.threads ?? 1);
  const packet = new Packet();
  packet.alloc();
  const frame = new Frame();
  frame.alloc();
  let decoded = 0;
  try {
    for (let more = true; more; ) {
      options.signal?.throwIfAborted();
      more = await input.readPacket(packet);
      const sent = await decoder.sendPacket(more ? packet : null);
      packet.unref();
      if (sent < 0) throw damaged(decoded, new FFmpegError(sent));
      for (;;) {
        const received = await decoder.receiveFrame(frame);
        const error = received < 0 ? new FFmpegError(received) : null;
        if (error?.isEAGAIN || error?.isEOF) break;
        if (error) throw damaged(decoded, error);
        // Decoders conceal damage and go on; the flags say that they did.
        if (frame.decodeErrorFlags !== 0 || frame.hasFlags(AV_FRAME_FLAG_CORRUPT)) throw damaged(decoded);
        decoded += 1;
        yield frame;
        frame.unref();
      }
    }
    if (input.endError) throw damaged(decoded, input.endError);
  } finally {
    frame.free();
    packet.free();
    decoder.freeContext();
  }
}
