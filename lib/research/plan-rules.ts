import { CRF_RANGE } from "../plan/base-settings.ts";
import type { PlanInput } from "../plan/schema.ts";

/** A rule between settings, which no JSON schema can say: in words, with a plan that breaks it. */
export interface PlanRule {
  text: string;
  breaks: PlanInput;
}

const rungs = [20, 30, 40, 50].map((crf) => ({ crf }));
const base = { codec: "svt-av1" } as const;
const scene = { kind: "scene" } as const;
const downscale = { factor: "1/2", kernel: "lanczos", upscaler: "lanczos" } as const;

/*
 * The rules of PlanSchema's superRefine, in words. A test holds that each example is refused by exactly its rule, and that
 * the schema has no rule that is missing here.
 */
export const PLAN_RULES: readonly PlanRule[] = [
  { text: `Each rung's CRF lies on the base codec's own scale: ${Object.entries(CRF_RANGE).map(([codec, { min, max }]) => `${codec} ${min} to ${max}`).join(", ")}.`, breaks: { base: { codec: "x265" }, rungs: [...rungs, { crf: 60 }] } },
  { text: "The rungs' CRF values ascend without repeats.", breaks: { base, rungs: [...rungs, { crf: 50 }] } },
  { text: "A transform without downscale and without denoise is null.", breaks: { base, transform: { downscale: null, denoise: null }, rungs } },
  { text: "Base none needs a predictor.", breaks: { base: { codec: "none" }, rungs } },
  { text: "Base none allows no transform: leave it null.", breaks: { base: { codec: "none" }, predictor: scene, transform: { downscale }, rungs } },
  { text: "Base none allows no adapt: leave it null.", breaks: { base: { codec: "none" }, predictor: scene, adapt: { kind: "shots" }, rungs } },
  { text: "The size is chosen once: transform.downscale and adapt.smallest below 1 exclude each other.", breaks: { base, transform: { downscale }, adapt: { kind: "shots", smallest: "1/2" }, rungs } },
];
