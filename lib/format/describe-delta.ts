import type { Headline, Status, Verdict } from "../experiment/schema.ts";
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
  reason: string | null;
}

export interface DeltaInput {
  status: Status;
  verdict: Verdict | null;
  verdictReason?: string | null;
  headline: Pick<Headline, "reductionPercent" | "claimedReductionPercent"> | null;
}

/**
 * The rule of the lab's ancestor turned round: a positive reduction is smaller, green and points down; a negative one is
 * larger, red and points up. A number appears only where there is one, and a claimed one is always tagged as unverified.
 */
export function describeDelta({ status, verdict, verdictReason = null, headline }: DeltaInput): Delta {
  const words = (word: string, tone: Delta["tone"] = "muted"): Delta => ({ tone, arrow: null, value: null, word, unverified: false, reason: verdictReason });
  if (status === "queued") return words("queued");
  if (status === "running") return words("running");
  if (status === "failed" || verdict === "failed") return words("failed", "bad");
  if (status === "cancelled" || verdict === "cancelled") return words("cancelled");
  if (verdict === "incomparable") return words("not comparable", "neutral");
  if (verdict === "unverified") {
    const claimed = headline?.claimedReductionPercent ?? null;
    const delta = claimed === null ? words("not measured") : describeReduction(claimed);
    return { ...delta, unverified: true, reason: verdictReason };
  }
  const measured = headline?.reductionPercent ?? null;
  if (measured === null) return words(verdict === null ? "not measured" : verdict, "neutral");
  if (verdict === "inconclusive") {
    return { tone: "neutral", arrow: "≈", value: formatMagnitude(measured), word: "within noise", unverified: false, reason: verdictReason };
  }
  return { ...describeReduction(measured), reason: verdictReason };
}

/** A measured or claimed reduction in percent, positive is smaller. */
export function describeReduction(percent: number): Delta {
  const base = { value: formatMagnitude(percent), unverified: false, reason: null };
  // What rounds to 0.0 is shown as no difference: an arrow beside "0.0 %" would claim a direction that is not visible.
  if (Math.abs(percent) < 0.05) return { ...base, tone: "neutral", arrow: "≈", word: "same size" };
  return percent > 0 ? { ...base, tone: "good", arrow: "↓", word: "smaller" } : { ...base, tone: "bad", arrow: "↑", word: "larger" };
}

/** The badge as one phrase, for titles, charts and screen readers: "↑ 50.4 % larger, unverified". */
export function deltaPhrase(delta: Delta): string {
  const phrase = [delta.arrow, delta.value, delta.word].filter((part) => part !== null).join(" ");
  return delta.unverified ? `${phrase}, unverified` : phrase;
}
