import { z } from "zod";
import { AdaptSchema } from "./adapt-settings.ts";
import { BaseSchema, CRF_RANGE } from "./base-settings.ts";
import { CnnSchema } from "./cnn-settings.ts";
import { HYPOTHESIS_LENGTH } from "./hypothesis-length.ts";
import { PredictorSchema } from "./predictor-settings.ts";
import { WienerSchema } from "./restore-settings.ts";

/** Codes at a smaller size and brings the picture back to the source's size after decoding. */
export const DownscaleSchema = z.strictObject({
  factor: z.enum(["3/4", "2/3", "1/2"]).describe("Width and height of the coded picture, relative to the source."),
  kernel: z.enum(["bilinear", "bicubic", "lanczos"]).describe("Filter that makes the picture smaller before coding."),
  upscaler: z.enum(["bilinear", "bicubic", "lanczos", "spline"]).describe("Filter that brings the picture back after decoding; one byte of the bitstream names it."),
});

/** Removes noise before coding; quality is still measured against the untouched source. */
export const DenoiseSchema = z.strictObject({
  filter: z.enum(["hqdn3d", "nlmeans"]).describe("hqdn3d: fast spatio-temporal low-pass; nlmeans: non-local means, slow."),
  strength: z.number().min(1).max(10).multipleOf(0.5).describe("Filter strength (hqdn3d luma_spatial, nlmeans s)."),
});

/** What happens to the pictures before coding, with its inverse after decoding. */
export const TransformSchema = z.strictObject({
  downscale: DownscaleSchema.nullable().default(null).describe("Codes fewer samples: can pay at low rates and for soft pictures, and limits the quality at high rates. null: full size."),
  denoise: DenoiseSchema.nullable().default(null).describe("Noise that is removed need not be coded, but counts as an error against the untouched source. null: none."),
});

/** Restoration of the decoded pictures, learned on the clip; each rung uses it only where it earns its bytes. */
export const RestoreSchema = z.discriminatedUnion("kind", [
  WienerSchema.describe("Least-squares filters of this clip, in the manner of VVC's ALF: closed form, seconds of training, about a hundred bytes a rung."),
  CnnSchema.describe("A small residual network trained on this clip's decoded pictures: tens of seconds to minutes of training a rung, a few hundred bytes of weights. Long clips and high rates carry its bytes better."),
]);
export type RestoreSettings = z.infer<typeof RestoreSchema>;

/** One operating point of the plan: one encode. */
export const RungSchema = z.strictObject({
  crf: z.int().min(10).max(63).describe("Constant rate factor on the base codec's own scale."),
});

export const MIN_RUNGS = 4;
export const MAX_RUNGS = 6;

/** A codec as a composition: transform, predictor, base, adapt, restore, and the rungs to measure. */
export const PlanSchema = z
  .strictObject({
    transform: TransformSchema.nullable().default(null).describe("Changes the pictures before coding, with the inverse after decoding; null: coded as they are."),
    predictor: PredictorSchema.nullable().default(null).describe("A scene program found in the clip's pixels and rendered by the decoder; the base codes what it leaves, and each rung drops it where it does not pay. null: no prediction."),
    base: BaseSchema.describe("The codec that codes the pictures, or what the predictor leaves of them."),
    adapt: AdaptSchema.nullable().default(null).describe("Cuts the clip into shots, each coded as a stream of its own with its own quality and size; pays where a clip holds several shots. null: one stream."),
    restore: RestoreSchema.nullable().default(null).describe("Restoration learned on the clip, applied after decoding; each rung uses it only where it earns its bytes. null: none."),
    rungs: z.array(RungSchema).min(MIN_RUNGS).max(MAX_RUNGS).describe("Operating points, four to six, CRF ascending. They should span the baseline's quality."),
  })
  .superRefine((plan, context) => {
    const range = CRF_RANGE[plan.base.codec];
    plan.rungs.forEach(({ crf }, index) => {
      if (crf < range.min || crf > range.max) {
        context.addIssue({ code: "custom", path: ["rungs", index, "crf"], message: `CRF of ${plan.base.codec} is ${range.min} to ${range.max}` });
      }
      const previous = plan.rungs[index - 1];
      if (previous && crf <= previous.crf) {
        context.addIssue({ code: "custom", path: ["rungs", index, "crf"], message: "CRF values must ascend without repeats" });
      }
    });
    if (plan.transform && !plan.transform.downscale && !plan.transform.denoise) {
      context.addIssue({ code: "custom", path: ["transform"], message: "a transform without downscale and denoise does nothing: leave it null" });
    }
    if (plan.base.codec === "none") {
      if (!plan.predictor) context.addIssue({ code: "custom", path: ["predictor"], message: "with base none the predictor makes the picture: it cannot be null" });
      if (plan.transform) context.addIssue({ code: "custom", path: ["transform"], message: "with base none nothing is coded that a transform could change: leave it null" });
      if (plan.adapt) context.addIssue({ code: "custom", path: ["adapt"], message: "with base none there is no stream to adapt: leave it null" });
    }
    if (plan.adapt && plan.adapt.smallest !== "1" && plan.transform?.downscale) {
      context.addIssue({ code: "custom", path: ["adapt", "smallest"], message: "the size is chosen once: either transform.downscale or adapt.smallest below 1" });
    }
  });

export type Plan = z.infer<typeof PlanSchema>;
export type PlanInput = z.input<typeof PlanSchema>;
export type Transform = z.infer<typeof TransformSchema>;
export type Downscale = z.infer<typeof DownscaleSchema>;
export type Denoise = z.infer<typeof DenoiseSchema>;
export type Rung = z.infer<typeof RungSchema>;
export type { AdaptSettings } from "./adapt-settings.ts";
export type { PredictorSettings } from "./predictor-settings.ts";

/** What the researcher expects of its plan before it runs. */
export const ExpectedSchema = z.strictObject({
  reductionPercent: z.number().min(-1000).max(100).describe("Expected reduction at equal quality, in percent; positive is smaller than the HEVC baseline."),
  confidence: z.number().min(0).max(1).describe("How sure: the probability that the plan beats the baseline."),
});

/** What the researcher returns: a hypothesis with its plan and predicted result. */
export const ProposalSchema = z.strictObject({
  hypothesis: z.string().trim().min(HYPOTHESIS_LENGTH.least).max(HYPOTHESIS_LENGTH.most).describe("One falsifiable sentence or two."),
  why: z.string().trim().min(10).max(4000).describe("The reasoning, citing measured numbers of past experiments by their id."),
  plan: PlanSchema,
  expected: ExpectedSchema,
  parentId: z.string().trim().max(80).nullable().optional().describe("Id of the past experiment whose plan this one changes; null when there is none."),
  novelty: z.string().trim().min(20).max(600).nullable().optional().describe("Only for a plan that differs from a past one in its rungs or a hair of a setting: why it is worth running all the same; null otherwise."),
});
export type Proposal = z.infer<typeof ProposalSchema>;
export type Expected = z.infer<typeof ExpectedSchema>;

/** What the researcher writes after the measurement. */
export const AnalysisSchema = z.strictObject({
  finding: z.string().trim().min(10).max(2000).describe("What happened, in numbers of the record."),
  rootCause: z.string().trim().min(10).max(3000).describe("Why it happened."),
  nextIdea: z.string().trim().min(10).max(1000).describe("What to try next and why."),
  nextPlan: PlanSchema.nullable().describe("The plan of the next idea, ready to launch; null when none is worth it."),
});
export type Analysis = z.infer<typeof AnalysisSchema>;
