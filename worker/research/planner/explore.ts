import { PlanSchema } from "#lib/plan/schema.ts";
import { describePlan, describeRungs, CODEC_NAMES } from "#lib/research/describe-plan.ts";
import type { Candidate } from "./candidate.ts";
import { FAMILIES, familyOrder } from "./families.ts";
import { movesFrom } from "./moves.ts";
import { newestText } from "./newest-text.ts";
import { expect } from "./predict.ts";
import { shiftedRungs } from "./rungs.ts";
import { bestOf, isMeasured, shapeOf, type BaseCodec, type Trial } from "./trials.ts";
import { changeText, sizeText } from "./wording.ts";

/** Of the surprise about one codec, this much is taken to be the clips' doing and expected of the next codec too. */
const SHARED_SURPRISE = 0.4;
/** A codec this far behind the best on another suite, in percentage points, is not measured again on a new one. */
const HOPELESS = 15;

/** What a codec is expected to reach on the suite: measured elsewhere, or the prior corrected by how wrong the priors were here. */
function expectedOf(codec: BaseCodec, here: readonly Trial[], elsewhere: readonly Trial[]): number {
  const known = bestOf(elsewhere.filter((trial) => trial.plan.base.codec === codec));
  if (known) return known.reduction;
  const surprises = here.filter(isMeasured).map((trial) => trial.reduction - FAMILIES[trial.plan.base.codec].priorPercent);
  const mean = surprises.length > 0 ? surprises.reduce((sum, surprise) => sum + surprise, 0) / surprises.length : 0;
  return FAMILIES[codec].priorPercent + SHARED_SURPRISE * mean;
}

/** A plan whose curve missed the baseline's quality, again with rungs that reach it; once per plan. */
export function* shiftRungs(here: readonly Trial[], elsewhere: readonly Trial[]): Generator<Candidate> {
  for (const trial of here) {
    const rungs = trial.outcome === "incomparable" && trial.detail ? shiftedRungs(trial.plan, trial.detail) : null;
    const again = here.some((other) => other !== trial && shapeOf(other.plan) === shapeOf(trial.plan));
    if (!rungs || again) continue;
    const plan = PlanSchema.parse({ ...trial.plan, rungs });
    const { codec } = plan.base;
    yield {
      plan, parentId: trial.id,
      novelty: `The curve of ${trial.id} did not cover the baseline's quality, so it gave no number: the same settings on CRF ${describeRungs(plan)} in place of ${describeRungs(trial.plan)} give one.`,
      hypothesis: `${describePlan(plan)} can be compared with the HEVC baseline once its rungs cover the baseline's quality: CRF ${describeRungs(plan)} in place of ${describeRungs(trial.plan)}.`,
      why: `${trial.id} ran the same settings, but its curve did not cover the baseline's quality, so it gave no number. Where its points lay says which CRF reach that quality on every clip; only the rungs change, so that the answer is about the codec.`,
      expected: expect(expectedOf(codec, here, elsewhere), FAMILIES[codec].spread),
      idea: `Run the settings of ${trial.id} again with CRF ${describeRungs(plan)}, so that its curve covers the baseline's quality and gives a number.`,
    };
  }
}

/** On a suite without any result: the best plan of other suites, to see whether it holds. */
export function* transfer(here: readonly Trial[], elsewhere: readonly Trial[]): Generator<Candidate> {
  const best = here.length === 0 ? bestOf(elsewhere) : null;
  if (!best) return;
  yield {
    plan: best.plan, parentId: best.id,
    hypothesis: `What won elsewhere holds here: ${describePlan(best.plan)} is again smaller than the HEVC baseline at equal PSNR-YUV, by about as much as on suite ${best.suiteId}.`,
    why: `Nothing has been measured on this suite yet. The best measured plan of any other suite is ${best.id} on ${best.suiteId}, ${sizeText(best.reduction)} than the baseline. Running it unchanged tells what of that belongs to the plan and what to those clips.`,
    expected: expect(best.reduction, 10),
    idea: `Run the best plan of suite ${best.suiteId}, ${best.id}, unchanged on this suite, to see whether its result holds.`,
  };
}

/** "beats the HEVC baseline by about 28.0 %", or how far it stays behind. */
function leadText(reductionPercent: number): string {
  const size = `${Math.abs(reductionPercent).toFixed(1)} %`;
  return reductionPercent >= 0 ? `beats the HEVC baseline by about ${size}` : `stays behind the HEVC baseline by about ${size}`;
}

/** Codec families that this suite has not seen, each with sensible settings, in an order that follows from the results so far. */
export function* families(here: readonly Trial[], elsewhere: readonly Trial[]): Generator<Candidate> {
  const best = bestOf(here);
  const bestElsewhere = bestOf(elsewhere);
  const seen = new Set(here.map((trial) => trial.plan.base.codec));
  for (const codec of familyOrder(best?.reduction ?? null)) {
    if (seen.has(codec)) continue;
    const family = FAMILIES[codec];
    const known = bestOf(elsewhere.filter((trial) => trial.plan.base.codec === codec));
    if (known && bestElsewhere && bestElsewhere.reduction - known.reduction > HOPELESS) continue;
    const expected = expect(expectedOf(codec, here, elsewhere), family.spread);
    const name = CODEC_NAMES[codec];
    const state = best && best.reduction > 0
      ? `The best so far is ${best.id} at ${sizeText(best.reduction)}, so the question is where that gain comes from and whether another format goes further.`
      : best
        ? `Nothing beats the baseline yet (the best is ${best.id} at ${sizeText(best.reduction)}), so the next step asks what another format does on the same clips.`
        : "";
    yield {
      plan: family.start, parentId: null,
      hypothesis: `${describePlan(family.start)} ${leadText(expected.reductionPercent)} at equal PSNR-YUV.`,
      why: `${newestText(here)} ${state}${state && " "}${name} has not been measured on this suite: ${family.idea}. Its rungs, CRF ${describeRungs(family.start)}, are meant to span the baseline's quality.`,
      expected,
      idea: `Measure ${describePlan(family.start)} on this suite, which has not seen ${name} yet: ${family.idea}.`,
    };
  }
}

/** When no plan of any codec gave a number, changes of the starting plans: some setting may be what failed. */
export function* variants(here: readonly Trial[], elsewhere: readonly Trial[]): Generator<Candidate> {
  if (bestOf(here)) return;
  for (const codec of familyOrder(null)) {
    for (const move of movesFrom(FAMILIES[codec].start)) {
      const change = changeText(move);
      yield {
        plan: move.plan, parentId: here.find((trial) => shapeOf(trial.plan) === shapeOf(FAMILIES[codec].start))?.id ?? null,
        hypothesis: `${describePlan(move.plan)} gives a comparable result where the same codec's starting settings gave none.`,
        why: `${newestText(here)} No plan has given a number on this suite yet; changing ${change} tells whether that setting is to blame.`,
        expected: expect(expectedOf(codec, here, elsewhere) + move.prior, FAMILIES[codec].spread * 2),
        idea: `Change ${change} of the starting settings of ${CODEC_NAMES[codec]}, to see whether that setting is to blame for the missing number.`,
      };
    }
  }
}
