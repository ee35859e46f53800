import { AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG, type Frame } from "../media/av.ts";
import { openRestorer, type Restorer } from "../restore/open-restorer.ts";
import { createSceneRenderer } from "../predict/render-section.ts";
import type { Bitstream, BitstreamHeader } from "./container.ts";
import { BitstreamError } from "./errors.ts";
import { openFilter, type OpenFilter } from "./filter-frames.ts";
import { openDecoder } from "./open-decoder.ts";
import { filtersAfter } from "./transform.ts";

export interface Reconstruction {
  /** Pictures at the source's size as planar I420, in display order; each is valid until the next is asked for. */
  pictures(): AsyncGenerator<Uint8Array>;
  /** Time inside decoder, filters, renderer and restoration, ms; reading and writing are not in it. */
  elapsedMs(): number;
  /** Decoder that ran, or "none". */
  decoder: string;
  close(): void;
}

/**
 * Makes the pictures of a bitstream: base decoder, upscaler, plus the scene program's rendering, then restoration. The
 * encoder calls the same code on a file without restoration, to learn from what the decoder will have.
 * @throws {BitstreamError} when the file holds other pictures than its header says
 */
export async function openReconstruction({ header, sections }: Bitstream, signal?: AbortSignal): Promise<Reconstruction> {
  const decoder = header.codec === "none" ? null : await openDecoder(header.codec, header);
  const scene = sections.program ? createSceneRenderer(sections.program, header) : null;
  const restorer = sections.restore ? openRestorer(sections.restore, header) : null;
  const scaler = scalerOf(header);
  let own = 0;
  const timed = <T>(work: () => T): T => {
    const start = performance.now();
    const result = work();
    own += performance.now() - start;
    return result;
  };

  async function* based(): AsyncGenerator<Uint8Array | null> {
    if (!decoder) {
      for (let index = 0; index < header.frames; index += 1) yield null;
      return;
    }
    let index = 0;
    for await (const picture of decoder.pictures(sections.base ?? new Uint8Array())) {
      checkPicture(picture, header, index);
      index += 1;
      for (const ready of await scaler.push(picture)) yield* released(ready);
    }
    for (const ready of await scaler.finish()) yield* released(ready);
  }

  return {
    decoder: decoder?.name ?? "none",
    async *pictures() {
      let index = 0;
      const rendering = scene ? new Uint8Array((header.width * header.height * 3) / 2) : null;
      const restored = restorer ? new Uint8Array((header.width * header.height * 3) / 2) : null;
      for await (const base of based()) {
        signal?.throwIfAborted();
        if (index >= header.frames) throw new BitstreamError(`The bitstream holds more than the ${header.frames} pictures that it announces.`);
        const predicted = timed(() => addScene(base, index, rendering, scene));
        const picture = timed(() => restore(predicted, index, restored, restorer));
        index += 1;
        yield picture;
      }
      if (index !== header.frames) throw new BitstreamError(`The bitstream announces ${header.frames} pictures and holds ${index}.`);
    },
    elapsedMs: () => (decoder?.elapsedMs() ?? 0) + scaler.elapsedMs() + own,
    close: () => {
      scaler.close();
      decoder?.close();
    },
  };
}

function* released(frame: Frame): Generator<Uint8Array> {
  const bytes = frame.toBuffer();
  frame.free();
  yield bytes;
}

/** Residual pictures carry source - rendering + 128, clipped to 8 bits. */
export const RESIDUAL_ZERO = 128;

function addScene(base: Uint8Array | null, index: number, rendering: Uint8Array | null, scene: { render(index: number, into: Uint8Array): void } | null): Uint8Array {
  if (!scene || !rendering) {
    if (!base) throw new BitstreamError("The bitstream has neither a base stream nor a scene program.");
    return base;
  }
  scene.render(index, rendering);
  if (!base) return rendering;
  for (let at = 0; at < rendering.length; at += 1) {
    const sum = rendering[at]! + base[at]! - RESIDUAL_ZERO;
    rendering[at] = sum < 0 ? 0 : sum > 255 ? 255 : sum;
  }
  return rendering;
}

function restore(picture: Uint8Array, index: number, into: Uint8Array | null, restorer: Restorer | null): Uint8Array {
  if (!restorer || !into) return picture;
  restorer.apply(picture, index, into);
  return into;
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
