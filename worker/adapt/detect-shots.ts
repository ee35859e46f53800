import type { PictureSource } from "../codecs/picture-source.ts";
import { i420Bytes } from "../media/y4m.ts";
import { spatialInformation, temporalInformation } from "../measure/si-ti.ts";

/** A run of pictures between two cuts. */
export interface Shot {
  from: number;
  frames: number;
  /** Spatial and temporal information of ITU-T P.910, maxima over the shot; TI does not look across the cut. */
  si: number;
  ti: number;
}

export interface ShotRules {
  /** Scene-change score from which on a picture starts a new shot. */
  threshold: number;
  /** Shortest shot, in frames. */
  minShot: number;
}

/** Mean absolute difference of two luma planes, in percent of the 8-bit range. */
function meanDifference(a: Uint8Array, b: Uint8Array, samples: number): number {
  let sum = 0;
  for (let at = 0; at < samples; at += 1) sum += Math.abs(a[at]! - b[at]!);
  return (100 * sum) / samples / 256;
}

/**
 * Finds the shots of a clip. The score of a picture is that of FFmpeg's scdet filter (libavfilter/vf_scdet.c): the smaller of
 * the mean absolute luma difference to the picture before, and of that difference's change; steady motion has a large first
 * and a small second, a cut has both large. A cut that would leave a shot shorter than `minShot` on either side is passed over.
 */
export async function detectShots(source: PictureSource, { threshold, minShot }: ShotRules, signal?: AbortSignal): Promise<Shot[]> {
  const { width, height } = source.header;
  const samples = width * height;
  let current = new Uint8Array(i420Bytes(width, height));
  let previous = new Uint8Array(current.length);
  let previousDifference = 0;
  const shots: Shot[] = [];
  const start = (from: number): void => void shots.push({ from, frames: 0, si: 0, ti: 0 });
  for (let index = 0; index < source.frameCount; index += 1) {
    signal?.throwIfAborted();
    await source.readFrame(index, current);
    const difference = index === 0 ? 0 : meanDifference(current, previous, samples);
    const score = index === 0 ? 0 : Math.min(difference, Math.abs(difference - previousDifference));
    const last = shots.at(-1);
    const cut = !last || (score >= threshold && last.frames >= minShot && source.frameCount - index >= minShot);
    if (cut) start(index);
    const shot = shots.at(-1)!;
    shot.frames += 1;
    shot.si = Math.max(shot.si, spatialInformation(current, width, height));
    if (!cut) shot.ti = Math.max(shot.ti, temporalInformation(current, previous, width, height));
    previousDifference = difference;
    [current, previous] = [previous, current];
  }
  return shots;
}
