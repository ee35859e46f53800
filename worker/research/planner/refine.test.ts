import { describe, expect, it } from "vitest";
import { makeExperiment, makePlan, summaryOf } from "../experiment.fixture.ts";
import { summarise } from "#lib/research/summarise.ts";
import { refine } from "./refine.ts";
import { trialsOf } from "./trials.ts";

const budget = { runtimeMs: 900_000 };

function candidatesAfter(reductionWithoutFilter: number) {
  const past = [
    makeExperiment({ id: "base", reduction: 24 }),
    makeExperiment({ id: "unfiltered", minute: 1, plan: makePlan({ codec: "svt-av1", temporalFilter: false }), reduction: reductionWithoutFilter }),
    // A better plan on which the temporal filter was never turned.
    makeExperiment({ id: "deeper", minute: 2, plan: makePlan({ codec: "svt-av1", preset: 5 }), reduction: 30 }),
  ];
  const here = trialsOf(summarise({ suiteId: "quick", rows: past.map(summaryOf), details: past, olderExist: false }));
  return [...refine({ here, elsewhere: [] }, budget)].filter(({ plan }) => plan.base.codec === "svt-av1" && !plan.base.temporalFilter);
}

describe("refining the best plan", () => {
  it("carries a change over that was measured to help, and cites the measurement", () => {
    const [carried] = candidatesAfter(27);
    expect(carried?.plan.base).toMatchObject({ preset: 5, temporalFilter: false });
    expect(carried?.why).toContain("base came out 24.0 % smaller and unfiltered 27.0 % smaller");
    expect(carried?.expected.reductionPercent).toBeGreaterThan(30);
  });

  it("leaves a change alone that was measured to hurt", () => {
    expect(candidatesAfter(23)).toEqual([]);
  });
});
