import type { Metric } from "./fact.ts";
import type { NumberToken, Unit } from "./number-tokens.ts";
import type { Span } from "./prose-scope.ts";

/** Words that say what a number measures, with the units that it can have; the first that fits counts. */
const WORDS: readonly { words: RegExp; metrics: readonly Metric[]; units: readonly (Unit | null)[]; /** Never a fact with a unit. */ bare?: true }[] = [
  { words: /\bBD[- ]?(?:rate|BR)\b|Bj[øo]ntegaard/i, metrics: ["bd-rate"], units: ["%", null] },
  { words: /\boverlap\w*/i, metrics: ["overlap"], units: ["%", null] },
  { words: /\bconfiden\w+/i, metrics: ["confidence"], units: ["%", null] },
  { words: /\b(?:reduction|reduc\w+|sav(?:es?|ed|ings?))\b/i, metrics: ["reduction", "difference"], units: ["%"] },
  { words: /\bPSNR[- ]?Y(?!UV)\b/i, metrics: ["psnr-y"], units: ["dB", null] },
  { words: /\bPSNR[- ]?U\b/i, metrics: ["psnr-u"], units: ["dB", null] },
  { words: /\bPSNR[- ]?V\b/i, metrics: ["psnr-v"], units: ["dB", null] },
  { words: /\bPSNR[- ]?YUV\b/i, metrics: ["psnr-yuv", "psnr"], units: ["dB", null] },
  { words: /\bPSNR\b/i, metrics: ["psnr", "psnr-yuv", "psnr-y", "psnr-u", "psnr-v"], units: ["dB", null] },
  { words: /\bSSIM\b/i, metrics: ["ssim"], units: [null], bare: true },
  { words: /\bVMAF[- ]NEG\b/i, metrics: ["vmaf-neg"], units: [null], bare: true },
  { words: /\bVMAF\b/i, metrics: ["vmaf", "vmaf-neg"], units: [null], bare: true },
  { words: /\bSI\b/, metrics: ["si"], units: [null], bare: true },
  { words: /\bTI\b/, metrics: ["ti"], units: [null], bare: true },
];

const ALL_WORDS = WORDS.map((entry) => ({ ...entry, every: new RegExp(entry.words.source, `${entry.words.flags}g`) }));
const ANY_WORD = new RegExp(WORDS.map(({ words }) => words.source).join("|"), "i");

export interface MetricWord {
  metrics: readonly Metric[];
  bare: boolean;
}

/**
 * What a number measures by the words of its clause: a word right behind it ("0.973 SSIM"), else the last one before it;
 * BD-rate wins over reduction, since a BD-rate is one. null when the clause does not say.
 */
export function metricOf(prose: string, clause: Span, token: NumberToken): MetricWord | null {
  if (!ANY_WORD.test(prose.slice(clause.start, clause.end))) return null;
  const before = prose.slice(clause.start, token.start);
  const behind = prose.slice(token.end, clause.end);
  const after = /^\s*(?:of |in |as )?(?:\w+ )?[\w-]+/.exec(behind)?.[0].replace(/\d[\s\S]*$/, "") ?? "";
  const fitting = ALL_WORDS.filter(({ units }) => units.includes(token.unit));
  const [bd] = fitting;
  if (bd?.metrics[0] === "bd-rate" && bd.words.test(before + behind)) return { metrics: bd.metrics, bare: false };
  const close = fitting.find(({ words }) => words.test(after));
  const last = (every: RegExp): number => [...before.matchAll(every)].at(-1)?.index ?? -1;
  const found = close ?? fitting.map((entry) => ({ entry, at: last(entry.every) })).filter(({ at }) => at >= 0).sort((a, b) => b.at - a.at)[0]?.entry;
  return found ? { metrics: found.metrics, bare: found.bare ?? false } : null;
}
