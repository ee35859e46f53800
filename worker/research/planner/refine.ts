import type { Budget, Candidate } from "./candidate.ts";
import { effectOf, effectsOf, kindredEffect, type Effect } from "./effects.ts";
import { movesFrom, type Move } from "./moves.ts";
import { newestText, standingText } from "./newest-text.ts";
import { afterSaving, expect } from "./predict.ts";
import { shiftedRungs } from "./rungs.ts";
import { bestOf, isMeasured, type MeasuredTrial, type Trial } from "./trials.ts";
import { changeText, sizeText } from "./wording.ts";

/** A measured saving of less than this, percent of rate, is taken for none. */
const NOTHING = 0.05;
/** A setting that was never turned on this suite teaches most: worth this much saving in the order of trying. */
const NOVELTY = 0.3;

interface Scored {
  move: Move;
  /** Expected saving in rate, percent. */
  saving: number;
  score: number;
  /** The measurement that the expectation rests on. */
  evidence: Effect | null;
}

/** What is expected of a move after everything measured; null when it is known not to help here. */
function score(move: Move, incumbent: MeasuredTrial, here: readonly Effect[], elsewhere: readonly Effect[]): Scored | null {
  const { codec } = incumbent.plan.base;
  const exact = effectOf(here, codec, move);
  if (exact) return exact.saving <= NOTHING ? null : { move, saving: exact.saving, score: exact.saving, evidence: exact };
  const novelty = here.some((effect) => effect.setting === move.setting && effect.codec === codec) ? 0 : NOVELTY;
  // One more step the way that helped is expected to help half as much again.
  const onward = here.find((effect) => effect.codec === codec && effect.setting === move.setting && effect.to === move.from && effect.from !== move.to && effect.saving > NOTHING) ?? null;
  if (onward && !Number.isNaN(Number(move.to)) && Math.sign(Number(move.to) - Number(move.from)) === Math.sign(Number(onward.to) - Number(onward.from))) {
    return { move, saving: onward.saving / 2, score: onward.saving / 2, evidence: onward };
  }
  const known = kindredEffect(here, codec, move) ?? effectOf(elsewhere, codec, move);
  if (known) {
    const saving = (move.prior + known.saving) / 2;
    return { move, saving, score: saving + novelty, evidence: known };
  }
  const hurt = here.find((effect) => effect.codec === codec && effect.setting === move.setting && effect.from === move.from && effect.saving < -NOTHING) ?? null;
  const saving = hurt ? move.prior + hurt.saving / 2 : move.prior;
  return { move, saving, score: saving + novelty, evidence: hurt };
}

function ranked(incumbent: MeasuredTrial, trials: { here: readonly Trial[]; elsewhere: readonly Trial[] }, budget: Budget): Scored[] {
  const [here, elsewhere] = [effectsOf(trials.here), effectsOf(trials.elsewhere)];
  return movesFrom(incumbent.plan)
    .filter((move) => (incumbent.runtimeMs ?? 0) * move.slower <= budget.runtimeMs)
    .flatMap((move) => score(move, incumbent, here, elsewhere) ?? [])
    .sort((a, b) => b.score - a.score);
}

function evidenceText(evidence: Effect | null): string {
  if (!evidence) return "This setting has not been measured on these clips, so the prediction is a guess that this experiment replaces.";
  const { before, after } = evidence;
  return `${changeText(evidence)} was measured before: ${before.id} came out ${sizeText(before.reduction)} and ${after.id} ${sizeText(after.reduction)}.`;
}

/** The rungs of a plan whose incumbent's curve overlapped the baseline's thinly are widened on the way. */
function widened(plan: Candidate["plan"], incumbent: MeasuredTrial): Candidate["plan"] {
  const sameCodedSize = plan.transform?.downscale?.factor === incumbent.plan.transform?.downscale?.factor;
  const rungs = incumbent.detail && sameCodedSize ? shiftedRungs(plan, incumbent.detail) : null;
  return rungs ? { ...plan, rungs } : plan;
}

function candidate(incumbent: MeasuredTrial, steps: readonly Scored[], here: readonly Trial[], plan: Candidate["plan"]): Candidate {
  const saving = steps.reduce((sum, step) => sum + step.saving, 0);
  const expected = expect(afterSaving(incumbent.reduction, saving), 3);
  const changes = steps.map(({ move }) => changeText(move)).join(" and ");
  const reasons = steps.map(({ move }) => move.reason).join("; ");
  const aim = saving > 0 ? "saves bits" : "shows whether the present value is the right one";
  const kept = bestOf(here)?.id === incumbent.id ? "the best on this suite so far" : "not the best here, but close enough to learn from";
  return {
    plan: widened(plan, incumbent), parentId: incumbent.id,
    hypothesis: `Starting from ${incumbent.id}, changing ${changes} ${aim}: ${reasons}.`,
    why: `${newestText(here)} ${standingText(incumbent, kept, here)} Only ${changes} changes, so that the difference has one cause to look for. ${steps.map(({ evidence }) => evidenceText(evidence)).join(" ")}`,
    expected,
    idea: `Change ${changes} of ${incumbent.id}, ${kept}: ${reasons}.`,
  };
}

/** Changes expected to cost more than this, percent of rate, wait until promising pairs were tried. */
const UNLIKELY = -3.2;

/** Single changes of the best plan, the most promising first; what was measured to hurt is left alone. */
export function* refine(trials: { here: readonly Trial[]; elsewhere: readonly Trial[] }, budget: Budget): Generator<Candidate> {
  const incumbent = bestOf(trials.here);
  if (!incumbent) return;
  for (const step of ranked(incumbent, trials, budget)) if (step.score >= UNLIKELY) yield candidate(incumbent, [step], trials.here, step.move.plan);
}

/** Pairs of changes of the best plan, after the single ones are used up; then the single ones that promise little. */
export function* combine(trials: { here: readonly Trial[]; elsewhere: readonly Trial[] }, budget: Budget): Generator<Candidate> {
  const incumbent = bestOf(trials.here);
  if (!incumbent) return;
  const steps = ranked(incumbent, trials, budget);
  const likely = steps.filter((step) => step.score > -1);
  const pairs = likely.flatMap((first, index) => likely.slice(index + 1).filter((second) => second.move.setting !== first.move.setting).map((second) => ({ first, second })));
  for (const { first, second } of pairs.sort((a, b) => b.first.saving + b.second.saving - a.first.saving - a.second.saving)) {
    const both = movesFrom(first.move.plan).find((move) => move.setting === second.move.setting && move.to === second.move.to);
    if (both) yield candidate(incumbent, [first, second], trials.here, both.plan);
  }
  for (const step of steps) yield candidate(incumbent, [step], trials.here, step.move.plan);
}

/** Single changes of the other measured plans, best first. */
export function* neighbours(trials: { here: readonly Trial[]; elsewhere: readonly Trial[] }, budget: Budget): Generator<Candidate> {
  const others = trials.here.filter(isMeasured).sort((a, b) => b.reduction - a.reduction);
  for (const incumbent of others.slice(1)) {
    for (const step of ranked(incumbent, trials, budget)) yield candidate(incumbent, [step], trials.here, step.move.plan);
  }
}
