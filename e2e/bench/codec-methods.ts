import { LAYER_KINDS } from "#lib/plan/predictor-settings.ts";
import { PlanSchema, type Plan, type PlanInput } from "#lib/plan/schema.ts";

export interface CodecMethod {
  name: string;
  plan: Plan;
}

/** Reaches further down than SVT-AV1's usual ladder: adaptation by shots may take three steps off a rung, and still has to reach the baseline point. */
const RUNGS = [11, 24, 43, 63];

/** The methods that are compared, all on the same base codec and ladder, so that only their parts differ. */
export function codecMethods(preset: number): CodecMethod[] {
  const rungs = RUNGS.map((crf) => ({ crf }));
  const method = (name: string, parts: Partial<PlanInput> = {}): CodecMethod => ({ name, plan: PlanSchema.parse({ base: { codec: "svt-av1", preset }, rungs, ...parts }) });
  const adapt = { kind: "shots" } as const;
  const predictor: PlanInput["predictor"] = { kind: "scene", layers: [...LAYER_KINDS], plate: true, minDb: 30 };
  return [
    method("conventional"),
    method("wiener", { restore: { kind: "wiener" } }),
    method("cnn", { restore: { kind: "cnn" } }),
    method("adaptive", { adapt }),
    method("procedural", { predictor }),
    method("hybrid", { predictor, adapt, restore: { kind: "wiener" } }),
    method("hybrid-cnn", { predictor, adapt, restore: { kind: "cnn", before: "wiener" } }),
  ];
}
