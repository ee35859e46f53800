import type { Plan } from "../plan/schema.ts";
import { describePlan, describeRungs } from "../research/describe-plan.ts";
import { PLAN_CHARS } from "./limits.ts";

/** One experiment's plan is told in several places of a document. */
const known = new WeakMap<Plan, string>();

/** A plan in one line with its rungs, cut to what is kept. */
export function planText(plan: Plan): string {
  const before = known.get(plan);
  if (before !== undefined) return before;
  const text = `${describePlan(plan)}, CRF ${describeRungs(plan)}`;
  const cut = text.length > PLAN_CHARS ? `${text.slice(0, PLAN_CHARS - 1)}…` : text;
  known.set(plan, cut);
  return cut;
}
