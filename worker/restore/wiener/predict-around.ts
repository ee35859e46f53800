import type { Neighbours } from "../open-restorer.ts";
import { createMotion } from "../motion/index.ts";

/** What the decoded pictures around one say about it: I420, motion-compensated. Valid until the next call. */
export interface Around {
  before: Uint8Array;
  after: Uint8Array;
}

/** Where there is no neighbour the picture itself stands for it: its differences are zero. */
export function createPredictAround(width: number, height: number): (picture: Uint8Array, neighbours: Neighbours) => Around {
  const motion = createMotion(width, height);
  const around: Around = { before: new Uint8Array((width * height * 3) / 2), after: new Uint8Array((width * height * 3) / 2) };
  return (picture, neighbours) => {
    for (const side of ["before", "after"] as const) {
      const neighbour = neighbours[side];
      if (neighbour) motion.compensate(picture, neighbour, around[side]);
      else around[side].set(picture);
    }
    return around;
  };
}
