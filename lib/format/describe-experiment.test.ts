import { describe, expect, it } from "vitest";
import { buildExperiment } from "#e2e/builders.ts";
import { leadOf } from "./describe-experiment.ts";

const lead = (rateFactors: readonly number[]): string => leadOf(buildExperiment({ id: "x", rateFactors }));

describe("the lead sentence", () => {
  it("states both ends of the interval over clips", () => {
    expect(lead([0.8, 0.7, 0.6])).toMatch(/needs 30\.\d % fewer bits than the HEVC baseline, mean over the 3 clips/);
    expect(lead([0.8, 0.7, 0.6])).toMatch(/Other clips like these would give (?:19|20)\.\d % fewer bits to (?:39|40)\.\d % fewer bits \(75 % interval over 3 clips\)\./);
  });

  it("calls an interval that spans zero not settled", () => {
    expect(lead([1.1, 0.9, 0.5])).toMatch(/fewer bits than the HEVC baseline here, which is not settled, mean over/);
    expect(lead([1.1, 0.9, 0.5])).toMatch(/would give \d+\.\d % more bits to \d+\.\d % fewer bits \(75 % interval over 3 clips\), so it could be either\./);
  });

  it("keeps the old words for what is within the measured noise, and for records without an interval", () => {
    expect(lead([1, 0.999, 1.001])).toContain("came out within the noise of the HEVC baseline");
    const old = buildExperiment({ id: "x", rateFactors: [0.8] });
    expect(leadOf({ ...old, headline: old.headline && { ...old.headline, interval: null } })).not.toContain("Other clips");
  });
});
