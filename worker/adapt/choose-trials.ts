import { DB_PER_DOUBLING } from "../restore/does-it-pay.ts";
import { addErrors, IDENTICAL_PLANE_DB, noErrors, psnrOfErrors, type PlaneErrors } from "../measure/psnr.ts";

/** One shot, encoded once with some offset and size. */
export interface Trial {
  /** CRF steps from the rung's. */
  offset: number;
  /** Coded width over the source's. */
  scale: number;
  bytes: number;
  /** Squared errors over the shot's pictures, at the source's size. */
  errors: PlaneErrors;
}

export interface Frame {
  width: number;
  height: number;
  /** Frames of the whole clip. */
  frames: number;
}

/**
 * What a CRF step that all shots take together has to earn, dB: such a step is another rung and not an adaptation. Without it
 * sets drifted by 4 steps (Big Buck Bunny over its cut, offsets up to 6) for 0.02 dB, and rungs came close to each other.
 */
const DB_PER_COMMON_STEP = 0.03;

interface Total {
  /** PSNR-YUV of the pooled squared error, dB; IDENTICAL_PLANE_DB for identical pictures. */
  quality: number;
  bytes: number;
}

export function totalOf(trials: readonly Trial[], { width, height, frames }: Frame): Total {
  const errors = noErrors();
  for (const trial of trials) addErrors(errors, trial.errors);
  return { quality: psnrOfErrors(errors, width, height, frames).psnrYuv ?? IDENTICAL_PLANE_DB, bytes: trials.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/**
 * What a doubling of the rate buys on this clip at this rung, dB: measured between the lowest and the highest offset that
 * every shot was tried with at full size; without two such, the figure of the project's clips.
 */
export function slopeOf(shots: readonly (readonly Trial[])[], frame: Frame): number {
  const full = shots.map((trials) => trials.filter(({ scale }) => scale === 1).sort((a, b) => a.offset - b.offset));
  const low = totalOf(full.flatMap((trials) => trials.slice(0, 1)), frame);
  const high = totalOf(full.flatMap((trials) => trials.slice(-1)), frame);
  const doublings = Math.log2(low.bytes / high.bytes);
  const slope = (low.quality - high.quality) / doublings;
  return doublings > 0.05 && Number.isFinite(slope) && slope > 0.5 ? slope : DB_PER_DOUBLING;
}

/** The worth of a set of trials, dB: quality less what its bytes would buy. */
function worthOf(trials: readonly Trial[], frame: Frame, slope: number): number {
  const { quality, bytes } = totalOf(trials, frame);
  const full = trials.filter(({ scale }) => scale === 1);
  const common = full.reduce((sum, { offset }) => sum + offset, 0) / Math.max(1, full.length);
  return quality - slope * Math.log2(bytes) - DB_PER_COMMON_STEP * Math.abs(common);
}

/**
 * Chooses one trial for each shot so that the whole clip has the best quality for its bits: the worth of the pooled error is
 * climbed one shot at a time until no shot can change (equal slopes in all shots, as in Netflix's dynamic optimizer and
 * Shoham and Gersho 1988).
 * @param shots for each shot its trials; at least one with offset 0 at full size
 */
export function chooseTrials<T extends Trial>(shots: readonly (readonly T[])[], frame: Frame): { chosen: T[]; slope: number; worth: number } {
  const slope = slopeOf(shots, frame);
  const chosen = shots.map((trials) => {
    const plain = trials.find(({ offset, scale }) => offset === 0 && scale === 1);
    if (!plain) throw new RangeError("a shot has no trial at full size without an offset");
    return plain;
  });
  let worth = worthOf(chosen, frame, slope);
  for (let changed = true; changed; ) {
    changed = false;
    shots.forEach((trials, index) => {
      for (const trial of trials) {
        const next = worthOf(chosen.map((kept, at) => (at === index ? trial : kept)), frame, slope);
        if (next <= worth + 1e-9) continue;
        chosen[index] = trial;
        worth = next;
        changed = true;
      }
    });
  }
  return { chosen, slope, worth };
}

/** The same worth for a clip that was coded in one piece. */
export const worthOfWhole = (trial: Trial, frame: Frame, slope: number): number => worthOf([trial], frame, slope);
