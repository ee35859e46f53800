import type { Plan } from "../plan/schema.ts";
import { describePlan, describeRungs } from "../research/describe-plan.ts";
import { PLAN_CHARS } from "./limits.ts";

/** A plan in one line with its rungs, cut to what is kept. */
export function planText(plan: Plan): string {
  const text = `${describePlan(plan)}, CRF ${describeRungs(plan)}`;
  return text.length > PLAN_CHARS ? `${text.slice(0, PLAN_CHARS - 1)}…` : text;
}
