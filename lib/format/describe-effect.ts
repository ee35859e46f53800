import type { Effect } from "../knowledge/schema.ts";
import { describeChanges } from "./describe-changes.ts";
import { CODEC_TITLES } from "./describe-plan.ts";

/** What a setting did, as a row shows it. Colour follows `tone`; arrow and word say the same without colour. */
export interface EffectText {
  /** "preset 3 → 6", "+ Wiener filters". */
  change: string;
  /** The codec or part whose setting it is; null for a part itself. */
  of: string | null;
  tone: "good" | "bad" | "neutral";
  arrow: "↓" | "↑" | "≈";
  /** Magnitude in percentage points: "2.1 points". */
  value: string;
  word: "smaller" | "larger" | "within noise";
  /** "4 pairs, spread 0.6", "1 pair". */
  evidence: string;
}

const PART_TITLES: Record<string, string> = { transform: "transform", predictor: "scene program", adapt: "shots", restore: "restoration", wiener: "Wiener filters", cnn: "CNN", downscale: "downscale", denoise: "denoise" };

/** The codec or part whose setting it is; null for a part itself. */
export function ownerOf(name: string): string | null {
  const [part = "", variant, setting] = name.split("/");
  if (part === "base") return variant === undefined ? null : (CODEC_TITLES[variant as keyof typeof CODEC_TITLES] ?? variant);
  if (variant === undefined || (part === "transform" && setting === undefined)) return null;
  return setting === undefined || !(variant in PART_TITLES) ? (PART_TITLES[part] ?? part) : PART_TITLES[variant]!;
}

/**
 * @param floorPercent a mean reduction within this of zero is noise: the difference of two is uncertain by the root of two
 * of that, the mean of n such pairs by the root of n less.
 */
export function describeEffect({ name, setting, from, to, n, mean, m2 }: Effect, floorPercent: number): EffectText {
  const [change] = describeChanges({ changes: [{ name, setting, from, to }], rungsChanged: false });
  const noise = Math.abs(mean) < floorPercent * Math.sqrt(2 / n);
  const spread = n > 1 ? `, spread ${Math.sqrt(m2 / (n - 1)).toFixed(1)}` : "";
  return {
    change: change?.text ?? name, of: ownerOf(name),
    ...(noise ? { tone: "neutral", arrow: "≈", word: "within noise" } : mean > 0 ? { tone: "good", arrow: "↓", word: "smaller" } : { tone: "bad", arrow: "↑", word: "larger" }),
    value: `${Math.abs(mean).toFixed(1)} points`, evidence: `${n} ${n === 1 ? "pair" : "pairs"}${spread}`,
  };
}
