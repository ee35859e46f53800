import type { CodedCodec } from "#lib/plan/base-settings.ts";
import { AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG, type Frame } from "../media/av.ts";
import type { BitstreamHeader } from "./container.ts";
import { BitstreamError } from "./errors.ts";
import { openFilter, type OpenFilter } from "./filter-frames.ts";
import { openDecoder } from "./open-decoder.ts";
import type { ShotExtent } from "./shots.ts";
import { filtersAfter } from "./transform.ts";

/** Adds up the time of the parts of a decoder, ms. */
export interface Stopwatch {
  ms: number;
}

/**
 * Decodes the streams of a base section one after the other and brings their pictures to the source's size.
 * @returns pictures as planar I420, in display order
 * @throws {BitstreamError} when a stream is damaged, or holds other pictures than header and shots say
 */
export async function* decodeShots(codec: CodedCodec, header: BitstreamHeader, base: Uint8Array, shots: readonly ShotExtent[], watch: Stopwatch, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  let start = 0;
  for (const shot of shots) {
    yield* decodeShot(codec, header, base.subarray(start, start + shot.bytes), shot.frames, watch, signal);
    start += shot.bytes;
  }
}

async function* decodeShot(codec: CodedCodec, header: BitstreamHeader, stream: Uint8Array, frames: number, watch: Stopwatch, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const decoder = await openDecoder(codec, header);
  const scaler = scalerOf(header);
  try {
    let decoded = 0;
    let shown = 0;
    for await (const picture of decoder.pictures(stream)) {
      signal?.throwIfAborted();
      checkPicture(picture, header, decoded++, frames);
      for (const frame of await scaler.push(picture)) {
        yield bytesOf(frame);
        shown += 1;
      }
    }
    for (const frame of await scaler.finish()) {
      yield bytesOf(frame);
      shown += 1;
    }
    if (shown !== frames) throw new BitstreamError(`The bitstream announces ${frames} pictures and holds ${shown}.`);
  } finally {
    watch.ms += decoder.elapsedMs() + scaler.elapsedMs();
    scaler.close();
    decoder.close();
  }
}

function bytesOf(frame: Frame): Uint8Array {
  const bytes = frame.toBuffer();
  frame.free();
  return bytes;
}

/** What the header allows: 8-bit 4:2:0 at the source's size, or with an upscaler any one size that is not above it. */
function checkPicture(picture: Frame, header: BitstreamHeader, index: number, frames: number): void {
  if (index >= frames) throw new BitstreamError(`The bitstream holds more than the ${frames} pictures that it announces.`);
  if (picture.format !== AV_PIX_FMT_YUV420P) throw new BitstreamError("The bitstream's pictures are not 8-bit 4:2:0.");
  const fits = header.upscaler === null
    ? picture.width === header.width && picture.height === header.height
    : picture.width <= header.width && picture.height <= header.height;
  if (!fits) throw new BitstreamError(`Picture ${index} is ${picture.width}x${picture.height}; the header says ${header.width}x${header.height}.`);
  if (picture.decodeErrorFlags !== 0) throw new BitstreamError(`Picture ${index} could not be decoded without errors.`);
}

/** Brings decoded pictures to the source's size. The filter opens at the first picture that needs it; one that has the size already passes. */
function scalerOf(header: BitstreamHeader) {
  let filter: OpenFilter | null = null;
  let coded: { width: number; height: number } | null = null;
  let elapsed = 0;
  return {
    async push(picture: Frame): Promise<Frame[]> {
      if (header.upscaler === null) return [picture];
      coded ??= { width: picture.width, height: picture.height };
      if (picture.width !== coded.width || picture.height !== coded.height) throw new BitstreamError("The pictures change their size inside the stream.");
      if (coded.width === header.width && coded.height === header.height) return [picture];
      const start = performance.now();
      filter ??= await openFilter(filtersAfter(header, header.upscaler).join(","), { ...coded, fpsNum: header.fpsNum, fpsDen: header.fpsDen });
      picture.colorRange = AVCOL_RANGE_MPEG;
      const ready = await filter.push(picture);
      elapsed += performance.now() - start;
      picture.free();
      return ready;
    },
    finish: async (): Promise<Frame[]> => (filter ? filter.finish() : []),
    elapsedMs: () => elapsed,
    close: () => filter?.close(),
  };
}
