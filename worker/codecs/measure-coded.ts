import { addErrors, noErrors, planeErrors, type PlaneErrors } from "../measure/psnr.ts";
import type { Bitstream } from "./container.ts";
import type { PictureSource } from "./picture-source.ts";
import { openReconstruction } from "./reconstruct.ts";

/** Squared errors of what a decoder will show of a bitstream against pictures of a source, from `from` on; nothing is written. */
export async function measureCoded(bitstream: Bitstream, source: PictureSource, from: number, signal?: AbortSignal): Promise<PlaneErrors> {
  const { width, height } = source.header;
  const total = noErrors();
  let index = from;
  for await (const picture of openReconstruction(bitstream, signal).pictures()) {
    const wanted = await source.readFrame(index++);
    addErrors(total, planeErrors(wanted, picture, width, height));
  }
  return total;
}
