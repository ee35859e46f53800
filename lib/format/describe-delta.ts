import type { Headline, Interval, Verdict } from "../experiment/schema.ts";
import { noiseFloorPercent } from "../metrics/noise-floor.ts";
import { isStoppedAtScreening, type Staged } from "./describe-evaluation.ts";
import { formatMagnitude } from "./format-number.ts";

/** What the delta badge shows. Colour follows `tone`; arrow and word say the same without colour. */
export interface Delta {
  tone: "good" | "bad" | "neutral" | "muted";
  arrow: "↓" | "↑" | "≈" | null;
  /** The magnitude, for example "38.2 %"; null where nothing was measured. */
  value: string | null;
  /** Always there, so that neither colour nor arrow carries the meaning alone. */
  word: string;
  unverified: boolean;
  /** Stopped at screening: there is a verdict, and no figure of the suite. */
  stopped: boolean;
  reason: string | null;
  /** In small type beside the value, for example "94 %: 31.0 to 44.1"; null where there is none. */
  interval: string | null;
  /** What that means, for the tooltip. */
  intervalNote: string | null;
}

export interface DeltaInput extends Staged {
  verdict: Verdict | null;
  verdictReason?: string | null;
  headline: (Pick<Headline, "reductionPercent" | "claimedReductionPercent"> & { interval?: Interval | null }) | null;
}

/**
 * The rule of the lab's ancestor turned round: a positive reduction is smaller, green and points down; a negative one is
 * larger, red and points up. A number appears only where there is one, and a claimed one is always tagged as unverified.
 */
export function describeDelta({ status, verdict, verdictReason = null, headline, ...staged }: DeltaInput): Delta {
  const words = (word: string, tone: Delta["tone"] = "muted"): Delta => ({ tone, arrow: null, value: null, word, unverified: false, stopped: false, reason: verdictReason, ...NO_INTERVAL });
  if (status === "queued") return words("queued");
  if (status === "running") return words("running");
  if (status === "failed" || verdict === "failed") return words("failed", "bad");
  if (status === "cancelled" || verdict === "cancelled") return words("cancelled");
  // Two rungs on one clip decide whether to go on; they are no figure of the suite, even where a record holds one.
  if (isStoppedAtScreening({ status, ...staged })) return { ...words(verdict === "incomparable" ? "not comparable" : (verdict ?? "not measured"), verdict === "worse" ? "bad" : "neutral"), stopped: true };
  if (verdict === "incomparable") return words("not comparable", "neutral");
  if (verdict === "unverified") {
    const claimed = headline?.claimedReductionPercent ?? null;
    const delta = claimed === null ? words("not measured") : describeReduction(claimed);
    return { ...delta, unverified: true, reason: verdictReason };
  }
  const measured = headline?.reductionPercent ?? null;
  if (measured === null) return words(verdict === null ? "not measured" : verdict, "neutral");
  const ends = describeInterval(headline?.interval ?? null);
  if (verdict === "inconclusive") {
    const word = isUnsettled(measured, headline?.interval ?? null) ? "not settled" : "within noise";
    return { tone: "neutral", arrow: "≈", value: formatMagnitude(measured), word, unverified: false, stopped: false, reason: verdictReason, ...ends };
  }
  return { ...describeReduction(measured), reason: verdictReason, ...ends };
}

/** Of an inconclusive result: more than the measured noise, so that it is the spread of the clips that leaves the sign open. */
export function isUnsettled(percent: number, interval: Interval | null): boolean {
  return interval !== null && Math.abs(percent) >= noiseFloorPercent(interval.n);
}

/** A measured or claimed reduction in percent, positive is smaller. */
export function describeReduction(percent: number): Delta {
  const base = { value: formatMagnitude(percent), unverified: false, stopped: false, reason: null, ...NO_INTERVAL };
  // What rounds to 0.0 is shown as no difference: an arrow beside "0.0 %" would claim a direction that is not visible.
  if (Math.abs(percent) < 0.05) return { ...base, tone: "neutral", arrow: "≈", word: "same size" };
  return percent > 0 ? { ...base, tone: "good", arrow: "↓", word: "smaller" } : { ...base, tone: "bad", arrow: "↑", word: "larger" };
}

const NO_INTERVAL = { interval: null, intervalNote: null } as const;

/** A number with a true minus and one decimal; what rounds to zero has no sign. */
function signed(value: number): string {
  const text = Math.abs(value).toFixed(1);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** The interval of a mean reduction: in short, on the scale of the reduction (negative is larger), and in a sentence. */
export function describeInterval(interval: Interval | null): Pick<Delta, "interval" | "intervalNote"> {
  if (!interval) return NO_INTERVAL;
  const { low, high, level, n } = interval;
  const percent = Math.round(level * 100);
  const few = percent < 95 ? ` ${n} clips carry no more than ${percent} %.` : "";
  return {
    interval: `${percent} %: ${signed(low)} to ${signed(high)}`,
    intervalNote: `Interval over clips: drawn again with replacement, the ${n} clips give a mean reduction from ${signed(low)} to ${signed(high)} % (negative is larger). Such intervals hold the mean of all clips like these about ${percent} times in 100.${few}`,
  };
}

/** The badge as one phrase, for titles, charts and screen readers: "↑ 50.4 % larger, unverified", "↓ 38.2 % smaller (94 %: 31.0 to 44.1)". */
export function deltaPhrase(delta: Delta): string {
  const phrase = [delta.arrow, delta.value, delta.word].filter((part) => part !== null).join(" ");
  return `${phrase}${delta.interval === null ? "" : ` (${delta.interval})`}${delta.unverified ? ", unverified" : ""}${delta.stopped ? ", stopped at screening" : ""}`;
}
