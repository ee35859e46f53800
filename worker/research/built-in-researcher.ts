import type { Researcher as ResearcherRecord } from "#lib/experiment/schema.ts";
import type { Digest } from "#lib/research/digest-schema.ts";
import { isHeldOut } from "#lib/research/held-out.ts";
import { writeAnalysis } from "./planner/analyse.ts";
import type { Budget } from "./planner/candidate.ts";
import { STALE_AFTER, staleFamily, staleText } from "./novelty/stale-family.ts";
import { suggest } from "./planner/suggest.ts";
import type { CallRecord, Researcher } from "./researcher.ts";
import { withExperiment } from "#lib/research/summarise.ts";

const RECORD: ResearcherRecord = { kind: "built-in", model: null, note: null };

/** Why there is no suggestion. The rule of stale families is kept even where it leaves nothing: the way out is a person's. */
function nothingLeft(digest: Digest, staleAfter: number): string {
  const stale = staleFamily(digest.rows.filter(({ suiteId }) => suiteId === digest.suiteId), staleAfter);
  const state = stale
    ? `${staleText(stale)}, and the built-in planner knows no untried plan outside of that family on this suite`
    : "the built-in planner has tried everything that it knows on this suite";
  return `${state}: launch a plan by hand, or configure a model (LLM_MODEL)`;
}

/** The built-in planner as a researcher: deterministic, free, and named as what it is. */
export function createBuiltInResearcher({ clock, budget, staleAfter = STALE_AFTER }: { clock: () => Date; budget: Budget; staleAfter?: number }): Researcher {
  const call = (kind: CallRecord["kind"], startedAt: Date, reply: unknown): CallRecord => ({
    kind, sequence: 1, createdAt: startedAt.toISOString(), researcher: RECORD, outcome: "ok", error: null, reply,
    promptTokens: null, completionTokens: null, latencyMs: clock().getTime() - startedAt.getTime(), transcript: null,
  });
  return {
    async propose({ experiment, digest, isTaken, signal }) {
      signal.throwIfAborted();
      if (isHeldOut(experiment.suite.id)) {
        return { outcome: "failed", reason: "the held-out suite is never shown to the researcher: run it with a plan by hand", detail: null, calls: [] };
      }
      const startedAt = clock();
      const suggestion = await suggest(digest, { budget, isTaken, staleAfter });
      signal.throwIfAborted();
      if (!suggestion) {
        return { outcome: "failed", reason: nothingLeft(digest, staleAfter), detail: null, calls: [] };
      }
      return { outcome: "ok", proposal: suggestion.proposal, researcher: RECORD, calls: [call("proposal", startedAt, suggestion.proposal)] };
    },
    async analyse({ experiment, digest, isTaken, signal }) {
      signal.throwIfAborted();
      const startedAt = clock();
      const updated = withExperiment(digest, experiment);
      const next = isHeldOut(experiment.suite.id) ? null : await suggest(updated, { budget, staleAfter, isTaken: isTaken ?? (() => Promise.resolve(null)) });
      const analysis = writeAnalysis(experiment, updated, next);
      return { outcome: "ok", analysis, researcher: RECORD, calls: [call("analysis", startedAt, analysis)] };
    },
  };
}
