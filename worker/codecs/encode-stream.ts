import type { CodedBase } from "#lib/plan/base-settings.ts";
import { AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG, Frame } from "../media/av.ts";
import { i420Bytes } from "../media/y4m.ts";
import { packPicture } from "./elementary-stream.ts";
import { encoderOptionsOf, type EncoderOptions } from "./encoder-options.ts";
import { CodecError } from "./errors.ts";
import { openFilter, type OpenFilter } from "./filter-frames.ts";
import { openEncoder, type CodedFrame, type OpenEncoder } from "./open-encoder.ts";
import type { PictureSource } from "./picture-source.ts";

export interface StreamRequest {
  source: PictureSource;
  /** First picture and number of pictures. */
  from: number;
  frames: number;
  base: CodedBase;
  crf: number;
  /** Size of the coded picture, in luma samples. */
  coded: { width: number; height: number };
  /** Filters before coding, made by transform.ts. */
  before: string[];
  signal?: AbortSignal | undefined;
}

/** One elementary stream as it stands in a base section. */
export interface CodedStream {
  data: Buffer;
  /** Bits of each picture, in display order. */
  bitsPerFrame: number[];
  /** Wall time inside the encoder, ms; reading and filtering are not in it. */
  encodeMs: number;
  /** It was taken from the cache: `encodeMs` is what it once took on this machine. */
  cached: boolean;
  coded: { width: number; height: number };
  chosen: EncoderOptions;
}

/**
 * Encodes some pictures of a source as one stream.
 * @throws {CodecError} when the encoder or a filter refuses or fails, or when another number of pictures came out than went in.
 */
export async function encodeStream(request: StreamRequest): Promise<CodedStream> {
  const { base, crf, coded, frames } = request;
  const chosen = encoderOptionsOf(base, crf, coded);
  const { pictures, encodeMs } = await encodePictures(request, chosen);
  if (pictures.length !== frames) throw new CodecError(`${chosen.encoder} gave ${pictures.length} pictures for ${frames}`, "");
  const stored = pictures.map(({ data }) => packPicture(base.codec, data));
  return { data: Buffer.concat(stored), bitsPerFrame: bitsInDisplayOrder(pictures, stored), encodeMs, cached: false, coded, chosen };
}

async function encodePictures(request: StreamRequest, chosen: EncoderOptions): Promise<{ pictures: CodedFrame[]; encodeMs: number }> {
  const { source, coded, before, signal } = request;
  signal?.throwIfAborted();
  const filter = before.length > 0 ? await openFilter(before.join(","), source.header) : null;
  let encoder: OpenEncoder | null = null;
  try {
    encoder = await openEncoder(chosen, { ...source.header, ...coded });
    const pictures: CodedFrame[] = [];
    let next = 0;
    for await (const frame of sourceFrames(request, filter)) {
      // Time is counted here and nowhere else: picture n is shown at n/fps, whatever a filter made of the time stamps.
      frame.pts = BigInt(next++);
      frame.colorRange = AVCOL_RANGE_MPEG;
      pictures.push(...(await encoder.send(frame)));
      frame.free();
    }
    pictures.push(...(await encoder.send(null)));
    return { pictures, encodeMs: encoder.elapsedMs() };
  } finally {
    encoder?.close();
    filter?.close();
  }
}

async function* sourceFrames({ source, from, frames, signal }: StreamRequest, filter: OpenFilter | null): AsyncGenerator<Frame> {
  const { width, height, fpsNum, fpsDen } = source.header;
  const buffer = Buffer.alloc(i420Bytes(width, height));
  for (let index = 0; index < frames; index += 1) {
    signal?.throwIfAborted();
    await source.readFrame(from + index, buffer);
    const frame = Frame.fromVideoBuffer(buffer, { width, height, format: AV_PIX_FMT_YUV420P, pts: BigInt(index), timeBase: { num: fpsDen, den: fpsNum }, sampleAspectRatio: { num: 1, den: 1 } });
    if (!filter) {
      yield frame;
      continue;
    }
    frame.colorRange = AVCOL_RANGE_MPEG;
    const filtered = await filter.push(frame);
    frame.free();
    yield* filtered;
  }
  if (filter) yield* await filter.finish();
}

function bitsInDisplayOrder(pictures: CodedFrame[], stored: Buffer[]): number[] {
  const bits = new Array<number>(pictures.length).fill(0);
  pictures.forEach(({ index }, at) => {
    bits[index] = 8 * (stored[at]?.length ?? 0);
  });
  return bits;
}
