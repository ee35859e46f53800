import type { Plan } from "./schema.ts";

export const METHODS = ["conventional", "procedural", "neural", "hybrid"] as const;
export type Method = (typeof METHODS)[number];

/** The method shown on screen follows from the parts of the plan and is never chosen by anybody. */
export function methodOf(plan: Plan): Method {
  const procedural = plan.predictor !== null;
  const neural = plan.restore !== null;
  if (procedural && neural) return "hybrid";
  if (procedural) return "procedural";
  return neural ? "neural" : "conventional";
}
