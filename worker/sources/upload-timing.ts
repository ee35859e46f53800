/** A frame rate as a reduced fraction. */
export interface Rate {
  num: number;
  den: number;
}

export interface Timing {
  rate: Rate;
  /**
   * Decoded frame shown at each frame of the constant-rate clip: 0, 1, 2 ... for a constant rate, with repeats and gaps
   * for a variable one.
   */
  picks: number[];
  notes: string[];
}

const STANDARD_RATES: readonly Rate[] = [
  { num: 24, den: 1 }, { num: 25, den: 1 }, { num: 30, den: 1 }, { num: 24_000, den: 1001 }, { num: 30_000, den: 1001 }, { num: 50, den: 1 },
  { num: 60, den: 1 }, { num: 60_000, den: 1001 }, { num: 12, den: 1 }, { num: 15, den: 1 }, { num: 10, den: 1 }, { num: 48, den: 1 }, { num: 120, den: 1 },
];
const FALLBACK_RATE: Rate = { num: 25, den: 1 };
/** Rates outside are resampled: encoders' rate control and the baseline point mean nothing there. */
const MIN_FPS = 1;
const MAX_FPS = 120;
const MAX_FRACTION = 1_200_000;

const fpsOf = ({ num, den }: Rate): number => num / den;
const usable = (rate: Rate): boolean => rate.num > 0 && rate.den > 0 && rate.num <= MAX_FRACTION && fpsOf(rate) >= MIN_FPS && fpsOf(rate) <= MAX_FPS;

/** Text of a rate for a person: "30", "29.97". */
export function formatRate(rate: Rate): string {
  return String(Number(fpsOf(rate).toFixed(3)));
}

/** How far the timestamps stray from the rate's grid, latest minus earliest, in seconds. */
function spread(times: readonly number[], rate: Rate): number {
  const offsets = times.map((time, index) => time - index / fpsOf(rate));
  return offsets.reduce((a, b) => Math.max(a, b), -Infinity) - offsets.reduce((a, b) => Math.min(a, b), Infinity);
}

function liesOnGrid(times: readonly number[], rate: Rate, tolerance: number): boolean {
  return times.every((time) => {
    const steps = (time - times[0]!) * fpsOf(rate);
    return Math.abs(steps - Math.round(steps)) / fpsOf(rate) <= tolerance;
  });
}

/** The average rate, taken to a standard one when it is within 2 %, otherwise to a thousandth of a frame. */
function averageRate(times: readonly number[]): Rate {
  const fps = Math.min(MAX_FPS, Math.max(MIN_FPS, (times.length - 1) / (times.at(-1)! - times[0]!)));
  const standard = STANDARD_RATES.find((rate) => Math.abs(fpsOf(rate) / fps - 1) <= 0.02);
  return standard ?? { num: Math.round(fps * 1000), den: 1000 };
}

/**
 * For each frame of a constant-rate clip, the source frame whose time is the last one not after the middle of it. The
 * last source frame is shown for one frame.
 */
export function resample(times: readonly number[], rate: Rate, maxFrames: number): number[] {
  const count = Math.min(maxFrames, Math.round((times.at(-1)! - times[0]!) * fpsOf(rate)) + 1);
  const picks: number[] = [];
  for (let index = 0, source = 0; index < count; index += 1) {
    const middle = times[0]! + (index + 0.5) / fpsOf(rate);
    while (source + 1 < times.length && times[source + 1]! <= middle) source += 1;
    picks.push(source);
  }
  return picks;
}

/**
 * Decides the constant frame rate of a clip and which decoded frame stands at each of its frames.
 * @param times presentation times of the decoded frames in seconds, NaN where the file has none.
 * @param tick unit of the file's timestamps, seconds: Matroska's millisecond makes 30 fps look like 33, 33, 34 ms.
 */
export function planTiming(options: { times: readonly number[]; tick: number; nominal: Rate; average: Rate; maxFrames: number }): Timing {
  const { times, tick, nominal, average, maxFrames } = options;
  const all = times.slice(0, maxFrames).map((_, index) => index);
  const ordered = times.every((time, index) => !Number.isNaN(time) && (index === 0 || time > times[index - 1]!));
  if (!ordered || times.length < 2) {
    const rate = [nominal, average].find(usable) ?? FALLBACK_RATE;
    return { rate, picks: all, notes: times.length < 2 ? [] : [`The file has no usable timestamps: its frames are taken at ${formatRate(rate)} fps.`] };
  }
  const candidates = [nominal, average, ...STANDARD_RATES].filter(usable);
  const constant = candidates.find((rate) => spread(times, rate) <= Math.max(2.01 * tick, 0.1 / fpsOf(rate)));
  if (constant) return { rate: constant, picks: all, notes: [] };
  // A nominal grid on which frames are merely missing loses no picture; otherwise the average keeps about as many.
  const mean = averageRate(times);
  const rate = usable(nominal) && fpsOf(nominal) <= 2 * fpsOf(mean) && liesOnGrid(times, nominal, 1.01 * tick) ? nominal : mean;
  const picks = resample(times, rate, maxFrames);
  const shown = new Set(picks);
  const dropped = (picks.at(-1) ?? -1) + 1 - shown.size;
  return {
    rate,
    picks,
    notes: [`Variable frame rate: resampled to a constant ${formatRate(rate)} fps (${picks.length - shown.size} frames repeated, ${dropped} left out).`],
  };
}
