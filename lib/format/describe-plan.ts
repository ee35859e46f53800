import type { BaseCodec, CodedBase } from "../plan/base-settings.ts";
import type { Plan } from "../plan/schema.ts";

export const CODEC_TITLES: Record<BaseCodec, string> = { x265: "x265", "svt-av1": "SVT-AV1", vp9: "VP9", x264: "x264", none: "No codec" };
export const CODEC_FORMATS: Record<BaseCodec, string> = { x265: "HEVC", "svt-av1": "AV1", vp9: "VP9", x264: "H.264", none: "scene program" };

/** Two passes are how VP9 is used elsewhere: a reader who knows its numbers from there has to be told. */
export const VP9_NOTE = "VP9 runs in one pass here, at constant quality. Its alternate reference frames come from the second pass, so two-pass VP9 elsewhere compresses better than this: by 14 to 32 % on three film clips.";

/** A restoration in a few words: "CNN 3 x 8", "Wiener, 16 classes". */
export function describeRestore(restore: NonNullable<Plan["restore"]>): string {
  return restore.kind === "cnn" ? `restored by a CNN of ${restore.layers} layers, ${restore.channels} channels` : `restored by Wiener filters of ${restore.classes} classes`;
}

const speedOf = (base: CodedBase): string => (base.codec === "vp9" ? `cpu-used ${base.cpuUsed}` : base.codec === "svt-av1" ? `preset ${base.preset}` : base.preset);

/** A plan in a few words, for a row: "SVT-AV1 preset 6, coded at 2/3 size". */
export function describePlan(plan: Plan): string {
  const { base, transform, restore, predictor, adapt } = plan;
  const parts = [base.codec === "none" ? "Scene program alone" : `${CODEC_TITLES[base.codec]} ${speedOf(base)}`];
  if (predictor && base.codec !== "none") parts.push("under a scene program");
  if (transform?.downscale) parts.push(`coded at ${transform.downscale.factor} size`);
  if (transform?.denoise) parts.push(`${transform.denoise.filter} ${transform.denoise.strength} before coding`);
  if (base.codec === "svt-av1" && base.filmGrain > 0) parts.push(`film grain ${base.filmGrain} made in the decoder`);
  if (adapt) parts.push(`${adapt.rule === "measured" ? "measured" : "SI x TI"} settings for each shot`);
  if (restore) parts.push(describeRestore(restore));
  return parts.join(", ");
}
