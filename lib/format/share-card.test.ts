import { describe, expect, it } from "vitest";
import { buildAncestors, buildEvaluation, buildExperiment } from "#e2e/builders.ts";
import { shareCardOf } from "./share-card.ts";

const nothing = { verdict: null, headline: null, results: null, applied: null } as const;

describe("the share image's content", () => {
  it("has the result with arrow and word, the interval, the held-out figure and the prediction, and a typical clip's curves", () => {
    const made = buildExperiment({ id: "x", rateFactors: [0.8, 0.7, 0.6] });
    const evaluation = { ...buildEvaluation(made.plan!, made.results!, { heldOutFactors: [0.9], label: "x", measuredAt: made.createdAt }), champion: { confirmed: true, reason: "", previousId: null } };
    const card = shareCardOf({ ...made, evaluation });
    expect(card).toMatchObject({ result: { tone: "good", arrow: "↓", word: "smaller" }, tags: ["champion"], subtitle: "Quick: SVT-AV1 preset 6" });
    expect(card.notes).toEqual([expect.stringMatching(/^Mean of 3 clips, interval 75 %: \d+\.\d to \d+\.\d %$/), expect.stringMatching(/^On held-out clips: (?:9|10)\.\d % smaller$/), "Predicted: 15.0 % smaller"]);
    expect(card.chart).toMatchObject({ clip: made.results!.clips[1]!.clip.title, mark: { baselineKbps: expect.any(Number) } });
    expect(card.chart!.candidate).toHaveLength(5);
  });

  it("says what runs, what failed and where, and what was stopped, without a figure", () => {
    expect(shareCardOf(buildExperiment({ id: "x", ...nothing, status: "running", stage: "encode" }))).toMatchObject({ result: { value: null, word: "running" }, notes: ["Now in stage Encode", "Predicted: 15.0 % smaller"], chart: null });
    expect(shareCardOf(buildExperiment({ id: "x", ...nothing, status: "queued", hypothesis: null, plan: null }))).toMatchObject({ title: "The researcher is choosing a hypothesis", notes: ["Waiting for a worker"] });
    const failed = buildExperiment({ id: "x", ...nothing, status: "failed", failure: { stage: "encode", reason: `<b>bad</b>\n${"y".repeat(400)}`, detail: null } });
    const { notes, result } = shareCardOf(failed);
    expect(result).toMatchObject({ tone: "bad", value: null, word: "failed" });
    expect(notes).toEqual(["In stage Encode", expect.stringMatching(/^<b>bad<\/b> y+…$/)]);
    expect(notes[1]!.length).toBeLessThanOrEqual(170);
    const stopped = { reached: "screen" as const, screen: null, validation: null, champion: null, bits: { screen: 8, suite: 0, heldOut: 0 } };
    expect(shareCardOf(buildExperiment({ id: "x", ...nothing, verdict: "worse", evaluation: stopped }))).toMatchObject({ result: { value: null, word: "worse" }, tags: ["stopped at screening"], chart: null });
  });

  it("marks what is not verified, and compares nothing that cannot be", () => {
    expect(shareCardOf(buildAncestors()[0]!)).toMatchObject({ title: "Experiment ancestor-1", result: { arrow: "↑", value: "50.4 %", word: "larger" }, tags: ["unverified"] });
    const incomparable = shareCardOf(buildExperiment({ id: "x", rateFactors: [0.8], lostDb: 14 }));
    expect(incomparable).toMatchObject({ result: { value: null, word: "not comparable" }, chart: { mark: null } });
  });

  it("bounds every text, and names the plan where nothing of the hypothesis can be drawn", () => {
    const { title } = shareCardOf(buildExperiment({ id: "x", hypothesis: "wörd ".repeat(2000) }));
    expect([title.length, title.endsWith("…")]).toEqual([180, true]);
    expect(shareCardOf(buildExperiment({ id: "x", hypothesis: "仮説".repeat(50) })).title).toBe("SVT-AV1 preset 6");
  });
});
