import { describe, expect, it } from "vitest";
import type { Verdict } from "#lib/experiment/schema.ts";
import { checkProse } from "#lib/research/check-prose.ts";
import { proseRecordOf } from "#lib/research/prose-record.ts";
import { makeExperiment, makePlan, summaryOf } from "../experiment.fixture.ts";
import { summarise, withExperiment } from "#lib/research/summarise.ts";
import { writeAnalysis } from "./analyse.ts";

const cases: readonly [number, Verdict][] = [[24, "better"], [60, "better"], [-12.5, "worse"], [0.3, "inconclusive"], [7.5, "inconclusive"]];

describe("the planner's analysis under the check of prose", () => {
  it.each(cases)("of %s %% (%s) holds no number that is missing and no claim that the record contradicts", (reduction, verdict) => {
    const before = makeExperiment({ id: "exp-before1", reduction: 20 });
    const now = makeExperiment({ id: "exp-now111", minute: 1, plan: makePlan({ codec: "svt-av1", preset: 4 }), reduction, change: { verdict } });
    const digest = withExperiment(summarise({ suiteId: "quick", rows: [summaryOf(before)], details: [before], olderExist: false }), now);
    const { finding, rootCause, nextIdea } = writeAnalysis(now, digest, null);
    for (const prose of [finding, rootCause, nextIdea]) {
      const { segments, contradictions } = checkProse(prose, proseRecordOf(now, [before]));
      expect([prose, segments.filter(({ kind }) => kind === "unmatched"), contradictions]).toEqual([prose, [], []]);
    }
  });
});
