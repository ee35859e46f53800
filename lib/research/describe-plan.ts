import { BaseSchema, type Base } from "../plan/base-settings.ts";
import type { Plan } from "../plan/schema.ts";

export const CODEC_NAMES: Record<Base["codec"], string> = { x265: "x265", "svt-av1": "SVT-AV1", vp9: "VP9", x264: "x264", none: "no base codec" };

/** The default settings of a codec. */
export function defaultsOf<C extends Base["codec"]>(codec: C): Extract<Base, { codec: C }> {
  return BaseSchema.parse({ codec }) as Extract<Base, { codec: C }>;
}

/** The transform in a few words, or an empty string. */
function transformText({ transform }: Plan): string {
  const { downscale, denoise } = transform ?? {};
  const parts = [
    downscale ? `downscale ${downscale.factor} (${downscale.kernel} down, ${downscale.upscaler} up)` : "",
    denoise ? `denoise ${denoise.filter} strength ${denoise.strength}` : "",
  ].filter((part) => part !== "");
  return parts.length > 0 ? ` after ${parts.join(" and ")}` : "";
}

/** A restoration in a few words, "none" without one. */
export function restoreText(restore: Plan["restore"]): string {
  if (!restore) return "none";
  const settings = restore.kind === "cnn"
    ? `layers ${restore.layers}, channels ${restore.channels}, steps ${restore.steps}, weightBits ${restore.weightBits}`
    : `classes ${restore.classes}, taps ${restore.taps}, blockSize ${restore.blockSize}${restore.clipped ? "" : ", not clipped"}`;
  return `${restore.kind === "cnn" && restore.before === "wiener" ? "wiener and then cnn" : restore.kind} (${settings}${"temporal" in restore && restore.temporal ? ", temporal" : ""}${restore.chroma ? ", chroma too" : ""})`;
}

/** A scene predictor in a few words, "none" without one. */
export function predictorText(predictor: Plan["predictor"]): string {
  if (!predictor) return "none";
  const { layers, maxLayers, precisionBits, keyDistance, maxWaves, plate, plateStep, minDb } = predictor;
  return `scene (layers ${layers.join("+")}, maxLayers ${maxLayers}, maxWaves ${maxWaves}, precisionBits ${precisionBits}, keyDistance ${keyDistance}, ${plate ? `plate, plateStep ${plateStep}` : "no plate"}, minDb ${minDb})`;
}

/** An adaptation in a few words, "none" without one. */
export function adaptText(adapt: Plan["adapt"]): string {
  if (!adapt) return "none";
  const { rule, maxOffset, smallest, upscaler, threshold, minShot, strength, shrinkBelowSi } = adapt;
  const size = smallest === "1" ? "all at full size" : `down to ${smallest} with ${upscaler}`;
  const guess = rule === "complexity" ? `, strength ${strength}${smallest === "1" ? "" : `, shrinkBelowSi ${shrinkBelowSi}`}` : "";
  return `shots (rule ${rule}, maxOffset ${maxOffset}, ${size}${guess}, threshold ${threshold}, minShot ${minShot})`;
}

/** A plan in one line: the codec, its speed setting, every setting that is not the default, and the parts around it. */
export function describePlan(plan: Plan): string {
  const defaults = defaultsOf(plan.base.codec) as Record<string, unknown>;
  const settings = Object.entries(plan.base)
    .filter(([name, value]) => name !== "codec" && (name === "preset" || name === "cpuUsed" || value !== defaults[name]))
    .map(([name, value]) => `${name} ${String(value)}`);
  const parts = [
    plan.predictor ? `predicted by ${predictorText(plan.predictor)}` : "",
    plan.adapt ? `adapted by ${adaptText(plan.adapt)}` : "",
    plan.restore ? `restored by ${restoreText(plan.restore)}` : "",
  ].filter((part) => part !== "");
  const codec = settings.length > 0 ? `${CODEC_NAMES[plan.base.codec]} ${settings.join(", ")}` : CODEC_NAMES[plan.base.codec];
  return [`${codec}${transformText(plan)}`, ...parts].join(", ");
}

/** The CRF ladder of a plan: 22/30/40/50/60. */
export function describeRungs(plan: Plan): string {
  return plan.rungs.map(({ crf }) => crf).join("/");
}
