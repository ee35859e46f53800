import { ownerOf } from "#lib/format/describe-effect.ts";
import { CODEC_TITLES } from "#lib/format/describe-plan.ts";
import { labelOf, valueText } from "#lib/format/setting-words.ts";

const PARTS: Record<string, string> = { base: "Codec", predictor: "Scene program", adapt: "Settings by shots", restore: "Restoration", "transform/downscale": "Coded size", "transform/denoise": "Denoising before coding" };

/** A setting in words, and the codec or part that it belongs to: base/svt-av1/preset is "Preset" of "SVT-AV1". */
export function settingTitle({ name, setting }: { name: string; setting: string }): { title: string; of: string | null } {
  const part = PARTS[name];
  return part === undefined ? { title: labelOf(setting), of: ownerOf(name) } : { title: part, of: null };
}

/** A value of a setting in words; codecs by their names. */
export function levelText(name: string, level: unknown): string {
  return name === "base" ? (CODEC_TITLES[level as keyof typeof CODEC_TITLES] ?? valueText(level)) : valueText(level);
}
