import { AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG, type Frame } from "../media/av.ts";
import { openRestorer } from "../restore/open-restorer.ts";
import type { Bitstream, BitstreamHeader } from "./container.ts";
import { BitstreamError } from "./errors.ts";
import { openFilter, type OpenFilter } from "./filter-frames.ts";
import { openDecoder } from "./open-decoder.ts";
import { filtersAfter } from "./transform.ts";

export interface Reconstruction {
  /** Pictures at the source's size as planar I420, in display order; each is valid until the next is asked for. */
  pictures(): AsyncGenerator<Uint8Array>;
  /** Time inside decoder, filters and restoration, ms; reading and writing are not in it. */
  elapsedMs(): number;
  /** FFmpeg's name of the decoder. */
  decoder: string;
  close(): void;
}

/**
 * Makes the pictures of a bitstream: base decoder, upscaler, restoration. The encoder runs the same code on a file without
 * restoration, to learn from what the decoder will have.
 * @throws {BitstreamError} when the file is damaged or holds other pictures than its header says
 */
export async function openReconstruction({ header, sections }: Bitstream, signal?: AbortSignal): Promise<Reconstruction> {
  const restorer = sections.restore ? openRestorer(sections.restore, header) : null;
  const decoder = await openDecoder(header.codec, header);
  const scaler = scalerOf(header);
  const restored = new Uint8Array(restorer ? (header.width * header.height * 3) / 2 : 0);
  let restoring = 0;

  const restore = (picture: Uint8Array, index: number): Uint8Array => {
    if (!restorer) return picture;
    const start = performance.now();
    restorer.apply(picture, index, restored);
    restoring += performance.now() - start;
    return restored;
  };

  return {
    decoder: decoder.name,
    async *pictures() {
      let decoded = 0;
      let shown = 0;
      for await (const picture of decoder.pictures(sections.base)) {
        signal?.throwIfAborted();
        checkPicture(picture, header, decoded++);
        for (const frame of await scaler.push(picture)) yield restore(bytesOf(frame), shown++);
      }
      for (const frame of await scaler.finish()) yield restore(bytesOf(frame), shown++);
      if (shown !== header.frames) throw new BitstreamError(`The bitstream announces ${header.frames} pictures and holds ${shown}.`);
    },
    elapsedMs: () => decoder.elapsedMs() + scaler.elapsedMs() + restoring,
    close: () => {
      scaler.close();
      decoder.close();
    },
  };
}

function bytesOf(frame: Frame): Uint8Array {
  const bytes = frame.toBuffer();
  frame.free();
  return bytes;
}

/** What the header allows: 8-bit 4:2:0 at the source's size, or with an upscaler any one size that is not above it. */
function checkPicture(picture: Frame, header: BitstreamHeader, index: number): void {
  if (index >= header.frames) throw new BitstreamError(`The bitstream holds more than the ${header.frames} pictures that it announces.`);
  if (picture.format !== AV_PIX_FMT_YUV420P) throw new BitstreamError("The bitstream's pictures are not 8-bit 4:2:0.");
  const fits = header.upscaler === null
    ? picture.width === header.width && picture.height === header.height
    : picture.width <= header.width && picture.height <= header.height;
  if (!fits) throw new BitstreamError(`Picture ${index} is ${picture.width}x${picture.height}; the header says ${header.width}x${header.height}.`);
  if (picture.decodeErrorFlags !== 0) throw new BitstreamError(`Picture ${index} could not be decoded without errors.`);
}

/** Brings decoded pictures to the source's size. The filter opens at the first picture, whose size it needs. */
function scalerOf(header: BitstreamHeader) {
  let filter: OpenFilter | null = null;
  let coded: { width: number; height: number } | null = null;
  let elapsed = 0;
  return {
    async push(picture: Frame): Promise<Frame[]> {
      if (header.upscaler === null) return [picture];
      coded ??= { width: picture.width, height: picture.height };
      if (picture.width !== coded.width || picture.height !== coded.height) throw new BitstreamError("The pictures change their size inside the stream.");
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
