import { makeExperiment } from "./experiment.fixture.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import { PlanSchema, type Plan } from "#lib/plan/schema.ts";

/* Made-up histories for the tests of knowledge: long, with every ending, and with a truth that single settings show. */

const CRFS = [20, 30, 40, 50].map((crf) => ({ crf }));

/** Points of reduction that settings are worth in the made-up truth. */
export const TRUTH = { preset: 1.5, aqOff: 2, wiener: 3 } as const;

/** A plan of SVT-AV1 with these settings. */
export function planWith({ preset = 6, aqMode = 2, wiener = false, lookahead = 60 }: { preset?: number; aqMode?: number; wiener?: boolean; lookahead?: number }): Plan {
  return PlanSchema.parse({ base: { codec: "svt-av1", preset, aqMode, lookahead }, restore: wiener ? { kind: "wiener" } : null, rungs: CRFS });
}

/** Reduction of such a plan, percent: 20 at preset 6, and a ripple that is no setting's doing. */
export function truthOf({ preset = 6, aqMode = 2, wiener = false }: Parameters<typeof planWith>[0], ripple = 0): number {
  return 20 + (6 - preset) * TRUTH.preset + (aqMode === 0 ? TRUTH.aqOff : 0) + (wiener ? TRUTH.wiener : 0) + ripple;
}

/** `id` of the best experiment of every made-up history of at least five. */
export const BEST_ID = "exp-best";

function ending(index: number): Partial<Experiment> {
  if (index % 17 === 4) return { status: "failed", verdict: "failed", results: null, headline: null, resultDigest: null, failure: { stage: index % 2 === 0 ? "encode" : "decode", reason: `the tool ended with code ${index % 7}`, detail: `${"progress ".repeat(100)}assertion failed at line ${index}` } };
  if (index % 29 === 7) return { status: "cancelled", verdict: "cancelled", results: null, headline: null, resultDigest: null };
  return {};
}

/** The experiment at this place of the history: the same for every length. */
export function experimentAt(index: number, suiteId = "quick"): Experiment {
  if (index === 3) return makeExperiment({ id: BEST_ID, minute: index, suiteId, plan: planWith({ preset: 0, aqMode: 0, wiener: true }), reduction: 60 });
  const settings = { preset: 1 + (index % 8), aqMode: (index >> 3) % 3, wiener: (index >> 5) % 2 === 1, lookahead: (index * 7) % 121 };
  const incomparable = index % 23 === 11;
  const worse = index % 13 === 5;
  const reduction = incomparable ? null : worse ? -5 - (index % 9) : truthOf(settings, ((index * 37) % 11) / 10 - 0.5);
  return makeExperiment({
    id: `exp-${index}`, minute: index, suiteId, plan: planWith(settings), reduction,
    change: { hypothesis: `Long words about number ${index}. `.repeat(12), finding: `It came out so. `.repeat(60), verdictReason: incomparable ? "the curves have no common quality" : worse ? "larger at equal quality" : "measured", ...ending(index) },
  });
}

/** The first `count` experiments, oldest first. */
export function madeUpHistory(count: number, suiteId = "quick"): Experiment[] {
  return Array.from({ length: count }, (_, index) => experimentAt(index, suiteId));
}
