import type { Plan } from "#lib/plan/schema.ts";
import type { Candidate } from "../planner/candidate.ts";
import { nameText, newestText, standingText } from "../planner/newest-text.ts";
import { reasonFor } from "../planner/moves.ts";
import { expect } from "../planner/predict.ts";
import { shiftedRungs } from "../planner/rungs.ts";
import { bestOf, isMeasured, settingText, type MeasuredTrial, type Trial } from "../planner/trials.ts";
import { changeText, sizeText } from "../planner/wording.ts";
import { INDEX, NONE, type Dimension, type Value } from "#lib/plan-space/dimensions.ts";
import { parentOf, rankPlans, type Ranked, type SearchInput } from "./propose.ts";
import { differingDimensions, pointOf, valueIn } from "#lib/plan-space/point.ts";
import { gap, unitOf } from "./space.ts";

/** Changes told by name at most. */
const TOLD = 4;

interface Change {
  dimension: Dimension;
  /** undefined for a setting of a part that was not there. */
  from: Value | undefined;
  to: Value;
}

/** The part that a setting belongs to, in words, where its name alone does not say it. */
function settingName({ name, setting, path, kind, ...rest }: Dimension): string {
  if (kind === "category" && "role" in rest && rest.role === "entry") return `the predictor's layer ${setting}`;
  const part = name.split("/").slice(0, -1).filter((step) => step !== "transform").at(-1);
  return path.length < 2 || path[0] === "base" || part === undefined ? setting : `${part} ${setting}`;
}

/** Changes between two plans; of a part that goes nothing but its going is told. */
function changesBetween(from: Plan, to: Plan): Change[] {
  const [before, after] = [pointOf(from), pointOf(to)];
  return differingDimensions(from, to).filter(({ name }) => after.has(name)).map((dimension) => ({ dimension, from: before.has(dimension.name) ? (before.get(dimension.name) ?? null) : undefined, to: after.get(dimension.name) ?? null }));
}

function told({ dimension, from, to }: Change): string {
  const setting = settingName(dimension);
  return from === undefined ? `${setting} to ${settingText(to)}` : changeText({ setting, from: settingText(from), to: settingText(to) });
}

function changesText(changes: readonly Change[]): string {
  const shown = changes.slice(0, TOLD).map(told);
  return changes.length > TOLD ? `${shown.join(", ")} and more` : shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}` : (shown[0] ?? "");
}

/** The best measured plan on this suite among those where the dimension is active and stands nearest to the value. */
function bestNear(here: readonly Trial[], { name }: Dimension, value: Value): { trial: MeasuredTrial; value: Value } | null {
  const index = INDEX.get(name) ?? 0;
  const wanted = unitOf(name, value);
  const active = here.filter(isMeasured).filter(({ plan }) => pointOf(plan).has(name)).map((trial) => ({ trial, gap: gap(index, unitOf(name, valueIn(trial.plan, name)), wanted) }));
  const least = Math.min(...active.map((one) => one.gap));
  // Choices without an order are near to nothing but themselves.
  const best = least < 1 ? bestOf(active.filter((one) => one.gap === least).map(({ trial }) => trial)) : null;
  return best && { trial: best, value: valueIn(best.plan, name) };
}

/** What was measured about a change: the best plan at or nearest to the new value against the best with the old. */
function evidenceText({ dimension, from, to }: Change, here: readonly Trial[]): string {
  if (from === undefined) return "";
  const [after, before] = [bestNear(here, dimension, to), bestNear(here, dimension, from)];
  const name = settingName(dimension);
  if (!after || !before || after.value === before.value) return `No measured plan on these clips has ${name} at or near ${settingText(to)}.`;
  const nearest = after.value === to ? "" : ` (the nearest to ${settingText(to)})`;
  return `Of the measured plans, the best with ${name} at ${settingText(after.value)}${nearest} is ${after.trial.id}, ${sizeText(after.trial.reduction)}, and the best at ${settingText(before.value)} is ${before.trial.id}, ${sizeText(before.trial.reduction)}.`;
}

function reasonText(changes: readonly Change[]): string {
  const reasons = changes.slice(0, TOLD).flatMap(({ dimension, to }) => (to === NONE ? [] : (reasonFor(dimension.setting, to) ?? [])));
  return reasons.length > 0 ? `: ${reasons.slice(0, 2).join("; ")}` : "";
}

/** Rungs of a parent whose curve overlapped the baseline's thinly are widened on the way. */
function widened(plan: Plan, parent: MeasuredTrial): Plan {
  const alike = plan.base.codec === parent.plan.base.codec && plan.transform?.downscale?.factor === parent.plan.transform?.downscale?.factor;
  const rungs = alike && parent.detail ? shiftedRungs(plan, parent.detail) : null;
  return rungs ? { ...plan, rungs } : plan;
}

function toCandidate({ plan, reduction, spread, better }: Ranked, parent: MeasuredTrial, here: readonly Trial[], fixed: boolean): Candidate {
  const changes = changesBetween(parent.plan, plan);
  const what = changesText(changes);
  const best = bestOf(here);
  const standing = best?.id === parent.id ? "the best on this suite so far" : "the measured plan that is nearest to it";
  const aim = better ? "saves more bits than the best so far" : "may save more bits than the best so far, and shows what these settings do";
  const why = better
    ? "Fitted to all measured plans of this suite, the surrogate expects a gain from this change on top of the best result."
    : "Fitted to all measured plans of this suite, the surrogate knows little about plans like this one: the chance of a gain is what recommends it.";
  const chosen = best && best.id !== parent.id ? ` The best so far is ${nameText(best, here)}, ${sizeText(best.reduction)} than the HEVC baseline.` : "";
  return {
    plan: fixed ? plan : widened(plan, parent), parentId: parent.id,
    hypothesis: `Starting from ${parent.id}, changing ${what} ${aim}${reasonText(changes)}.`,
    why: `${newestText(here)} ${standingText(parent, standing, here)}${chosen} ${changes.slice(0, TOLD).map((change) => evidenceText(change, here)).filter((text) => text !== "").join(" ")} ${why}`,
    expected: expect(reduction, spread),
    idea: `Change ${what} of ${parent.id}, ${standing}${reasonText(changes)}.`,
  };
}

/** The planner's candidates by expected improvement, the most promising first, each with the measured facts behind it. */
export function* search(input: SearchInput): Generator<Candidate> {
  for (const ranked of rankPlans(input)) {
    const parent = parentOf(ranked.plan, input.here);
    if (parent) yield toCandidate(ranked, parent, input.here, Boolean(input.pool));
  }
}
