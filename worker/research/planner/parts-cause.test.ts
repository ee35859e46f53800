import { describe, expect, it } from "vitest";
import { PlanSchema } from "#lib/plan/schema.ts";
import { checkNumbers } from "#lib/research/check-numbers.ts";
import { factsOf } from "#lib/research/facts-of.ts";
import { makeApplied, type MadeRung } from "../applied.fixture.ts";
import { makeExperiment, makePlan } from "../experiment.fixture.ts";
import { partsLines } from "#lib/research/parts-text.ts";
import { renderDetail } from "#lib/research/render-digest.ts";
import { digestDetail } from "#lib/research/summarise.ts";
import { partsCause } from "./parts-cause.ts";

const plan = PlanSchema.parse({ ...makePlan({ codec: "svt-av1" }), restore: { kind: "cnn" }, predictor: { kind: "scene" }, adapt: { kind: "shots" } });
const many = (count: number, rung: MadeRung): MadeRung[] => Array.from({ length: count }, (_, index) => ({ ...rung, crf: 20 + index }));
const run = (rungs: MadeRung[]) => makeExperiment({ id: "now", plan, change: { applied: makeApplied(rungs) } });

const mixed = run([
  ...many(12, { clipId: "meadow", bytes: 20_000, parts: { header: 20, base: 19_568, weights: 412 }, restoration: { used: true, gainDb: 0.21, bytes: 412 }, program: { used: "no", explainedDb: null, bytes: 0 } }),
  ...many(3, { clipId: "plasma", bytes: 900, parts: { header: 20, program: 880 }, restoration: { used: false, gainDb: 0.004, bytes: 390 }, program: { used: "alone", explainedDb: 48.3, bytes: 880 }, shots: [{ crf: 22, codedWidth: 640 }, { crf: 20, codedWidth: 640 }] }),
]);

describe("the cause argued from a plan's parts", () => {
  it("says what the network earned, for how many bytes, on how many rungs, and where it never paid", () => {
    const [network] = partsCause(mixed);
    expect(network).toBe("The network earned 0.21 dB for 412 bytes on 12 of 15 rungs, both in the mean. On plasma it did not pay on any rung.");
  });

  it("says what the scene program explained and where, and which bits are not the base's", () => {
    const text = partsCause(mixed).join(" ");
    expect(text).toContain("rendered the pictures at 48.3 dB in the mean where one was found and, for 880 bytes, made the picture alone on 3 of 15 rungs, on plasma; the other clips owe it nothing");
    expect(text).toContain("The clip with the most shots has 2; a shot got another CRF on 3 of 15 rungs");
    expect(text).toMatch(/Of all bits, [\d.]+ % are weights and [\d.]+ % are program/);
  });

  it("says when a part did nothing", () => {
    const idle = run(many(5, { clipId: "meadow", restoration: { used: false, gainDb: 0.01, bytes: 800 }, program: { used: "no", explainedDb: null, bytes: 0 }, shots: [{ crf: 30, codedWidth: 640 }] }));
    const text = partsCause(idle).join(" ");
    expect(text).toContain("never earned the 800 bytes");
    expect(text).toContain("No scene program was found in any clip");
    expect(text).toContain("No clip was cut into more than one shot");
  });

  it("says nothing of a plan without parts", () => {
    expect(partsCause(makeExperiment({ id: "plain" }))).toEqual([]);
  });

  it("states only numbers that the number check finds in the record, in the digest too", () => {
    const facts = factsOf(mixed, []);
    for (const prose of [...partsCause(mixed), ...partsLines(digestDetail(mixed).parts)]) {
      expect(checkNumbers(prose, facts).segments.filter(({ kind }) => kind === "unmatched").map(({ text }) => `${text} in ${prose}`)).toEqual([]);
    }
    expect(checkNumbers("The network earned 0.34 dB for 733 bytes.", facts).unmatched).toBe(2);
  });

  it("puts the parts' fate into the digest's full records", () => {
    const text = renderDetail(undefined, digestDetail(mixed));
    expect(text).toContain("cnn used on 12 of 15 rungs, mean gain 0.21 dB for 412 bytes, training 120.0 s");
    expect(text).toContain("program alone on 3 rungs, dropped on 12 rungs");
    expect(text).toMatch(/bits by part: base [\d.]+ %, weights/);
    expect(text).toContain("decoding at 31.5 frames/s or more");
  });
});
