import type { Change, Interval, Lineage, Verdict } from "../experiment/schema.ts";
import { noiseFloorPercent } from "../metrics/noise-floor.ts";
import { ownerOf } from "./describe-effect.ts";
import { labelOf, valueText } from "./setting-words.ts";

/* What a plan did differently from its parent's, setting by setting, and what that did to the result. */

export interface DiffRow {
  /** Path of the setting: unique among the rows. */
  name: string;
  /** Codec or part that the setting is of; null for a part itself. */
  of: string | null;
  label: string;
  from: string;
  to: string;
}

const NONE = "none";
/** Of a part that only one of both plans has, its settings stand at null in the other. */
const textOf = (value: Change["from"]): string => (value === null ? NONE : valueText(value));

/** The differences in the order of the plan's parts, old and new value in words. */
export function diffRows({ changes }: Pick<Lineage, "changes">): DiffRow[] {
  return changes.map(({ name, setting, from, to }) => {
    if (name.includes("/layers/")) return { name, of: ownerOf(name), label: `Layer ${setting}`, from: from === true ? "yes" : "no", to: to === true ? "yes" : "no" };
    return { name, of: ownerOf(name), label: labelOf(setting), from: textOf(from), to: textOf(to) };
  });
}

/** A result as the comparison of two experiments needs it. */
export interface Comparable {
  verdict: Verdict | null;
  suiteId: string;
  reductionPercent: number | null;
  interval: Interval | null;
}

export interface DiffEffect {
  tone: "good" | "bad" | "neutral";
  arrow: "↓" | "↑" | "≈" | null;
  /** "12.8 points"; null without two figures of the same suite. */
  value: string | null;
  /** "smaller than its parent", or a sentence on why there is no figure. */
  words: string;
}

const MEASURED: readonly (Verdict | null)[] = ["better", "worse", "inconclusive"];
const none = (words: string): DiffEffect => ({ tone: "neutral", arrow: null, value: null, words });

/**
 * What the change did: own reduction less the parent's, in percentage points of the baseline's bits; positive is smaller.
 * Within the measured noise of a difference (the floor of a mean by the root of two) it has no direction.
 */
export function describeDiffEffect(own: Comparable, parent: Comparable | null): DiffEffect {
  if (!parent) return none("The parent is not on record any more.");
  if (parent.suiteId !== own.suiteId) return none("The parent was measured on another suite: the two results do not compare.");
  if (own.reductionPercent === null || !MEASURED.includes(own.verdict)) return none("There is no figure of this experiment to compare with its parent's.");
  if (parent.reductionPercent === null || !MEASURED.includes(parent.verdict)) return none("The parent has no figure to compare with.");
  const points = own.reductionPercent - parent.reductionPercent;
  const noise = noiseFloorPercent(own.interval?.n ?? 1) * Math.SQRT2;
  const value = `${Math.abs(points).toFixed(1)} points`;
  if (Math.abs(points) < noise) return { tone: "neutral", arrow: "≈", value, words: "within the noise of a repeated measurement" };
  return points > 0 ? { tone: "good", arrow: "↓", value, words: "smaller than its parent" } : { tone: "bad", arrow: "↑", value, words: "larger than its parent" };
}
