import { describe, expect, it } from "vitest";
import { buildExperiment } from "#e2e/builders.ts";
import type { Experiment } from "../experiment/schema.ts";
import { checkProse } from "./check-prose.ts";
import { proseRecordOf } from "./prose-record.ts";

const made = buildExperiment({ id: "x", rateFactors: [0.8] });
const experiment: Experiment = { ...made, headline: made.headline && { ...made.headline, reductionPercent: 12.3, interval: { low: -7.41, high: 33.62, level: 0.75, n: 3, method: "bootstrap-exact" } } };
const unmatched = (prose: string, of = experiment): string[] => checkProse(prose, proseRecordOf(of, [])).segments.filter(({ kind }) => kind === "unmatched").map(({ text }) => text);

describe("the interval in prose", () => {
  it.each([
    "Other clips like these would give between 7.4 % larger and 33.6 % smaller (75 % interval over 3 clips).",
    "The interval is -7.4 % to 33.6 %.",
  ])("is found in the record: %s", (prose) => {
    expect(unmatched(prose)).toEqual([]);
  });

  it("is no reduction: an end of it, told as the result, is marked", () => {
    expect(unmatched("The bitstreams came out 33.6 % smaller than the HEVC baseline.")).toHaveLength(1);
    expect(unmatched("Other clips like these would give between 7.4 % larger and 43.6 % smaller.")).toHaveLength(1);
  });

  it("is in no record from before there were intervals", () => {
    const old = { ...experiment, headline: experiment.headline && { ...experiment.headline, interval: null } };
    expect(unmatched("The interval ends at 33.6 %.", old)).toHaveLength(1);
  });
});
