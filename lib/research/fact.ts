import type { Verdict } from "../experiment/schema.ts";
import type { Unit } from "./number-tokens.ts";
import type { Name } from "./prose-scope.ts";

/** What a number measures, where mixing it up with another of the same unit would say something false. */
export type Metric = "reduction" | "bd-rate" | "difference" | "overlap" | "confidence" | "psnr" | "psnr-yuv" | "psnr-y" | "psnr-u" | "psnr-v" | "ssim" | "vmaf" | "vmaf-neg" | "si" | "ti";

/** A number of the record. */
export interface Fact {
  value: number;
  unit?: Unit;
  /** What it is, for the reader: "reduction of bbb-meadow". For a setting, the setting's own name. */
  label: string;
  /** What the value says about size, where mixing it up would turn a regression into a gain. */
  direction?: "smaller" | "larger";
  /** True for a setting: "preset 4" is then held against the presets of the record and nothing else. */
  setting?: boolean;
  /** A name of the record, whose digits are no claim: an experiment's id, a clip's id or title. */
  id?: string;
  metric?: Metric;
  /** The clip that it was measured on. */
  clip?: string;
  /** True when it is about an experiment as a whole. */
  whole?: boolean;
  /** The other experiment that it is of; none: this experiment, or the lab. */
  of?: string;
  /** Whose number it is, where a sentence can say it: "the baseline needs 889 kbit/s". */
  side?: "baseline" | "candidate";
  /** The sentence must have such a word, or it speaks of something else. */
  needs?: RegExp;
}

/** How an experiment, or one clip of it, stands against the baseline: what claims of better and worse are held against. */
export interface Standing {
  of?: string;
  clip?: string;
  /** null for a clip, and while there is none. */
  verdict: Verdict | null;
  reductionPercent: number | null;
}

/** Everything that prose about an experiment is held against. */
export interface ProseRecord {
  facts: readonly Fact[];
  standings: readonly Standing[];
}

/** The names that facts bring, for finding them in prose. */
export function namesOf(facts: readonly Fact[]): Name[] {
  return facts.flatMap(({ id, clip, of }): Name[] => {
    if (id === undefined) return [];
    return clip === undefined ? [{ text: id, kind: "experiment", ...(of === undefined ? {} : { of }) }] : [{ text: id, kind: "clip", clip }];
  });
}
