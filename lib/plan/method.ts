import type { Plan } from "./schema.ts";

export const METHODS = ["conventional", "procedural", "neural", "hybrid"] as const;
export type Method = (typeof METHODS)[number];

/**
 * The method shown on screen follows from the parts of the plan and is never chosen by anybody: a scene program is
 * procedural, learned restoration neural, and either of them together with another part beside the base codec (the other
 * one, a smaller coded picture, denoising, film-grain synthesis, adaptation by shots) is hybrid. The rest is conventional.
 */
export function methodOf(plan: Plan): Method {
  const procedural = plan.predictor !== null;
  const neural = plan.restore !== null;
  const other = plan.transform !== null || plan.adapt !== null || (plan.base.codec === "svt-av1" && plan.base.filmGrain > 0);
  if ((procedural && neural) || ((procedural || neural) && other)) return "hybrid";
  if (procedural) return "procedural";
  return neural ? "neural" : "conventional";
}
