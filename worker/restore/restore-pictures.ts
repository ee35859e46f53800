import { ALONE, type Restorer } from "./open-restorer.ts";
import { withNeighbours } from "./with-neighbours.ts";

/**
 * Pictures restored by one restorer after the other; each is valid until the next is asked for. A restorer that looks at
 * neighbours gets those of its own input.
 * @param timed runs the work of one picture; a decoder counts its time there
 */
export function restorePictures(pictures: AsyncIterable<Uint8Array>, restorers: readonly Restorer[], frameBytes: number, timed: (work: () => void) => void = (work) => work()): AsyncIterable<Uint8Array> {
  return restorers.reduce((input, restorer) => restoreOnce(input, restorer, frameBytes, timed), pictures);
}

async function* restoreOnce(pictures: AsyncIterable<Uint8Array>, restorer: Restorer, frameBytes: number, timed: (work: () => void) => void): AsyncGenerator<Uint8Array> {
  const restored = new Uint8Array(frameBytes);
  let index = 0;
  if (restorer.neighbours === 0) {
    for await (const picture of pictures) {
      timed(() => restorer.apply(picture, index, restored, ALONE));
      yield restored;
      index += 1;
    }
    return;
  }
  for await (const { picture, ...neighbours } of withNeighbours(pictures)) {
    timed(() => restorer.apply(picture, index, restored, neighbours));
    yield restored;
    index += 1;
  }
}
