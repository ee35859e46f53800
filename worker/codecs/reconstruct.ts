import { createSceneRenderer } from "../predict/render-section.ts";
import { addRendering } from "../predict/residual.ts";
import { openRestorers } from "../restore/open-restorer.ts";
import { restorePictures } from "../restore/restore-pictures.ts";
import { i420Bytes } from "../media/y4m.ts";
import type { Bitstream, BitstreamHeader, Sections } from "./container.ts";
import { decodeShots, type Stopwatch } from "./decode-shots.ts";
import { BitstreamError } from "./errors.ts";
import { decoderNameOf } from "./open-decoder.ts";
import { parseShots } from "./shots.ts";

export interface Reconstruction {
  /** Pictures at the source's size as planar I420, in display order; each is valid until the next is asked for. */
  pictures(): AsyncIterable<Uint8Array>;
  /** Time inside renderer, decoder, filters and restoration, ms; reading and writing are not in it. */
  elapsedMs(): number;
  /** FFmpeg's name of the decoder. */
  decoder: string;
}

/**
 * Makes the pictures of a bitstream: base decoder and upscaler for each shot, plus the rendered scene program, then the
 * restoration. The encoder runs the same code on a file without restoration, to learn from what the decoder will have.
 * @throws {BitstreamError} when the file is damaged or holds other pictures than its header says
 */
export function openReconstruction({ header, sections }: Bitstream, signal?: AbortSignal): Reconstruction {
  const restorers = sections.restore ? openRestorers(sections.restore, header) : [];
  const watch: Stopwatch = { ms: 0 };
  const pictures = composedPictures(header, sections, watch, signal);
  return {
    decoder: header.codec === "none" ? "scene program" : decoderNameOf(header.codec),
    pictures: () => restorePictures(pictures, restorers, i420Bytes(header.width, header.height), (work) => timed(watch, work)),
    elapsedMs: () => watch.ms,
  };
}

function timed(watch: Stopwatch, work: () => void): void {
  const start = performance.now();
  work();
  watch.ms += performance.now() - start;
}

/** The pictures before restoration: coded, rendered, or the rendering with what was coded beside it. */
async function* composedPictures(header: BitstreamHeader, { base, program, shots }: Sections, watch: Stopwatch, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const { codec, frames, width, height } = header;
  const renderer = program ? createSceneRenderer(program, header) : null;
  const coded = codec !== "none" && base
    ? decodeShots(codec, header, base, shots ? parseShots(shots, { frames, bytes: base.length }) : [{ frames, bytes: base.length }], watch, signal)
    : null;
  if (!renderer) {
    if (!coded) throw new BitstreamError("The bitstream has neither a base codec nor a scene program.");
    yield* coded;
    return;
  }
  const rendering = new Uint8Array(i420Bytes(width, height));
  if (!coded) {
    for (let index = 0; index < frames; index += 1) {
      signal?.throwIfAborted();
      timed(watch, () => renderer.render(index, rendering));
      yield rendering;
      await nextTurn(index);
    }
    return;
  }
  const picture = new Uint8Array(rendering.length);
  let index = 0;
  for await (const residual of coded) {
    timed(watch, () => {
      renderer.render(index, rendering);
      addRendering(residual, rendering, picture);
    });
    yield picture;
    index += 1;
  }
}

/** Lets the event loop turn now and then, so that a cancel is heard. */
async function nextTurn(index: number): Promise<void> {
  if (index % 8 === 7) await new Promise((resolve) => setImmediate(resolve));
}
