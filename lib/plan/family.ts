import { CODEC_TITLES } from "../format/describe-plan.ts";
import type { Plan } from "./schema.ts";

/** Plans alike in what they are made of: the codec and the kinds of parts around it, whatever their settings. */
export interface Family {
  /** "svt-av1 + wiener + shots". */
  id: string;
  /** For the page: "SVT-AV1 + Wiener + shots". */
  title: string;
}

const TITLES: Record<string, string> = { wiener: "Wiener", cnn: "CNN" };

function partsOf({ base, transform, predictor, adapt, restore }: Plan): string[] {
  return [
    transform?.downscale && "downscale",
    transform?.denoise && "denoise",
    base.codec === "svt-av1" && base.filmGrain > 0 && "film grain",
    predictor && predictor.kind,
    adapt && adapt.kind,
    restore && (restore.kind === "cnn" && restore.before === "wiener" ? "wiener + cnn" : restore.kind),
  ].filter((part): part is string => typeof part === "string");
}

/** The family of a plan. Wiener filters before a network are a family of their own: two restorations, not one. */
export function familyOf(plan: Plan): Family {
  const parts = partsOf(plan);
  const titles = parts.map((part) => part.split(" + ").map((one) => TITLES[one] ?? one).join(" + "));
  return { id: [plan.base.codec, ...parts].join(" + "), title: [CODEC_TITLES[plan.base.codec], ...titles].join(" + ") };
}
