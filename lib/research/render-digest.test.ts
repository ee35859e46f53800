import { describe, expect, it } from "vitest";
import type { Experiment, Interval } from "../experiment/schema.ts";
import { DigestSchema } from "./digest-schema.ts";
import { makeExperiment, summaryOf } from "#worker/research/experiment.fixture.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { DEFAULT_DIGEST_TOKENS, renderDigest } from "./render-digest.ts";
import { chooseDetails, summarise } from "./summarise.ts";

const suiteId = "quick";

describe("the digest", () => {
  it("stays inside its size with three hundred long-winded experiments, the suite's newest first", () => {
    const past = Array.from({ length: 300 }, (_, index) =>
      makeExperiment({ id: `exp-${index}`, minute: index, reduction: index / 10, change: { finding: "words ".repeat(300), hypothesis: "more words ".repeat(50), why: "reasons ".repeat(400) } }));
    const wanted = chooseDetails({ suiteId, rows: past.map(summaryOf) });
    const text = renderDigest(summarise({ suiteId, rows: past.map(summaryOf), details: past.filter(({ id }) => wanted.includes(id)), olderExist: true }));
    expect(estimateTokens(text)).toBeLessThanOrEqual(DEFAULT_DIGEST_TOKENS);
    expect(text).toContain("exp-299");
    expect(text).toMatch(/\d+ more experiments left out for length/);
    expect(text).toMatch(/^<lab-record>[\s\S]*<\/lab-record>$/);
  });

  it("tells failures with their stage, their reason and the tail of what the tool said", () => {
    const failed = makeExperiment({ id: "broken", reduction: null, change: { status: "failed", verdict: "failed", failure: { stage: "encode", reason: "the encoder ended with code 134", detail: `${"noise ".repeat(500)}assertion failed in me.c` } } });
    const text = renderDigest(summarise({ suiteId, rows: [summaryOf(failed)], details: [], olderExist: false }));
    expect(text).toContain("FAILED in encode");
    expect(text).toContain("the encoder ended with code 134");
    expect(text).not.toContain("noise ".repeat(120));
  });

  it("mentions the nine identical, unverified ancestors as history and never as evidence", () => {
    const ancestors = Array.from({ length: 9 }, (_, index) =>
      makeExperiment({
        id: `ancestor-${index}`, minute: index, plan: null, reduction: null,
        change: { origin: "imported", verdict: "unverified", resultDigest: "same", headline: { reductionPercent: null, claimedReductionPercent: -50.38184, bdRatePercent: null, bitrateKbps: 15038.184, baselineKbps: 10000, psnrYuvDb: null, clips: 1, clampedClips: 0, interval: null } },
      }));
    const digest = summarise({ suiteId, rows: ancestors.map(summaryOf), details: ancestors, olderExist: false });
    expect(digest.rows).toEqual([]);
    expect(digest.history).toMatchObject({ count: 9, identical: 9, claimedPercent: [-50.38184] });
    expect(chooseDetails({ suiteId, rows: ancestors.map(summaryOf) })).toEqual([]);
    expect(renderDigest(digest)).toContain("9 imported records (9 with identical results)");
  });

  it("takes the best, the newest and the incomparable in full", () => {
    const past = [30, 5, 6, 7, 8, 9].map((reduction, index) => makeExperiment({ id: `exp-${index}`, minute: index, reduction }));
    const lost = makeExperiment({ id: "lost", minute: -1, reduction: null });
    const other = makeExperiment({ id: "other", minute: 50, suiteId: "full", reduction: 60 });
    expect(chooseDetails({ suiteId, rows: [...past, lost, other].map(summaryOf) }).sort()).toEqual(["exp-0", "exp-3", "exp-4", "exp-5", "lost"]);
  });

  it("tells the interval over clips beside the reduction, and nothing for records without one", () => {
    const made = makeExperiment({ id: "old", reduction: 31 });
    const withInterval = (interval: Interval | null): Experiment => ({ ...made, headline: made.headline && { ...made.headline, interval } });
    const interval: Interval = { low: 18, high: 40.04, level: 0.75, n: 3, method: "bootstrap-exact" };
    const row = (experiment: Experiment): string => renderDigest(summarise({ suiteId, rows: [summaryOf(experiment)], details: [], olderExist: false }));
    expect(row(withInterval(interval))).toContain("reduction 31.00 % [75 %: 18.0 to 40.0] (predicted");
    expect(row(withInterval(null))).toContain("reduction 31.00 % (predicted");
  });

  it("fits its own schema", () => {
    const past = makeExperiment({ id: "exp" });
    const digest = summarise({ suiteId, rows: [summaryOf(past)], details: [past], olderExist: false });
    expect(DigestSchema.parse(digest)).toEqual(digest);
  });
});
