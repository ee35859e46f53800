/** Why training ended: all steps done, the validation gain stalled before, or there was nothing to gain. */
export type StopReason = "steps" | "stalled" | "no-gain";

export interface Moment {
  /** Whether the weights of this step are rounded to what the decoder gets. */
  rounding: "none" | "begins" | "on";
  rate: number;
  /** Whether the validation gain is measured before this step. */
  check: boolean;
  /** Set when no step follows. */
  stop: StopReason | null;
}

/** Training in two parts: float weights at a constant rate, then rounded weights while the rate falls. All in steps, nothing in seconds. */
export interface Schedule {
  at(step: number): Moment;
  /** Tells a measured gain of the first part, dB. */
  note(step: number, gain: number): void;
}

/** Share of the steps that the second part takes, even when the first ends early. */
const SETTLE_SHARE = 0.35;
/** The first part ends when this share of the steps brought less than LEAST_PROGRESS dB. */
const PATIENCE_SHARE = 0.15;
const LEAST_PROGRESS = 0.005;
/** After this share of the steps a gain below LEAST_GAIN dB ends the training: nothing will pay for the weights. */
const TRIAL_SHARE = 0.3;
const LEAST_GAIN = 0.01;
const LAST_RATE = 1 / 50;
const CHECKS = 40;

/** The second part of a training without gain: enough to have rounded weights to return. */
const SHORT_SETTLE = 20;

export function createSchedule(steps: number, rate: number): Schedule {
  const every = Math.max(20, Math.round(steps / CHECKS));
  const settleSteps = Math.round(steps * SETTLE_SHARE);
  let settleFrom = steps - settleSteps;
  let end = steps;
  let reason: StopReason = "steps";
  const best = { gain: -Infinity, step: 0 };

  return {
    at(step) {
      const settling = step >= settleFrom;
      const done = settling ? (step - settleFrom) / (end - settleFrom) : 0;
      return {
        rounding: !settling ? "none" : step === settleFrom ? "begins" : "on",
        rate: rate * (1 + (LAST_RATE - 1) * done),
        check: step % every === 0,
        stop: step >= end ? reason : null,
      };
    },
    note(step, gain) {
      if (gain > best.gain + LEAST_PROGRESS) [best.gain, best.step] = [gain, step];
      if (step >= settleFrom) return;
      const hopeless = best.gain < LEAST_GAIN;
      if (hopeless ? step < steps * TRIAL_SHARE : step - best.step < steps * PATIENCE_SHARE) return;
      reason = hopeless ? "no-gain" : "stalled";
      settleFrom = step + 1;
      end = settleFrom + (hopeless ? SHORT_SETTLE : settleSteps);
    },
  };
}
