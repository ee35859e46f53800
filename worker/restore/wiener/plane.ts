import { BORDER } from "./shape.ts";

/** A plane with copies of its edge around it; sample (0, 0) is at `origin`. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly origin: number;
  readonly samples: Uint8Array;
}

/** The border is wider on the right and below by up to 2, where the last block of 4 may reach out of the picture. */
export const planeBytes = (width: number, height: number): number => (width + 2 * BORDER + 2) * (height + 2 * BORDER + 2);

/** @param samples so many as `planeBytes` says. */
export function createPlane(width: number, height: number, samples = new Uint8Array(planeBytes(width, height))): Plane {
  const stride = width + 2 * BORDER + 2;
  return { width, height, stride, origin: BORDER * stride + BORDER, samples };
}

/** Copies a plane that starts at `start` of an I420 frame, and its edge. */
export function fillPlane(plane: Plane, frame: Uint8Array, start: number): void {
  const { width, height, stride, samples } = plane;
  const rows = samples.length / stride;
  for (let row = 0; row < rows; row += 1) {
    const y = Math.min(height - 1, Math.max(0, row - BORDER));
    const from = start + y * width;
    const to = row * stride;
    samples.set(frame.subarray(from, from + width), to + BORDER);
    samples.fill(frame[from] as number, to, to + BORDER);
    samples.fill(frame[from + width - 1] as number, to + BORDER + width, to + stride);
  }
}
