import { beforeEach, describe, expect, it } from "vitest";
import { buildAncestors, buildCompletion, buildExperiment, buildNewExperiment, buildPlan } from "#e2e/builders.ts";
import { CalibrationReplySchema } from "../api/schema.ts";
import { methodOf } from "../plan/method.ts";
import { adoptPlan } from "./adopt-plan.ts";
import { claimNextExperiment } from "./claim-next-experiment.ts";
import { completeExperiment } from "./complete-experiment.ts";
import { enqueueExperiment } from "./enqueue-experiment.ts";
import { importExperiment } from "./import-experiment.ts";
import type { Lab } from "./lab.ts";
import { readCalibration } from "./read-calibration.ts";
import { createTestLab } from "./testing.ts";

let lab: Lab;
beforeEach(async () => {
  ({ lab } = await createTestLab());
});

const planner = { kind: "built-in" as const, model: null, note: null };
const model = { kind: "model" as const, model: "test-model", note: null };
const at = (minute: number) => new Date(Date.parse("2026-11-01T00:00:00.000Z") + minute * 60_000).toISOString();

describe("the calibration's data", () => {
  it("is empty in an empty lab", async () => {
    expect(await readCalibration(lab)).toEqual({ rowsRead: 0, mostRows: 200, predictions: [], scores: [] });
  });

  it("holds each prediction beside its result, by researcher, oldest first", async () => {
    await importExperiment(lab, buildExperiment({ id: "second", createdAt: at(1), researcher: model, expected: { reductionPercent: -5, confidence: 0.3 }, rateFactors: [1.2] }));
    await importExperiment(lab, buildExperiment({ id: "first", createdAt: at(0), researcher: planner, expected: { reductionPercent: 26, confidence: 0.8 }, rateFactors: [0.7], plan: buildPlan({ base: { codec: "svt-av1", preset: 5 } }) }));
    const { predictions, scores } = CalibrationReplySchema.parse(await readCalibration(lab));
    expect(predictions.map(({ id, researcher, predictedPercent, confidence, verdict }) => [id, researcher, predictedPercent, confidence, verdict])).toEqual([
      ["first", { kind: "built-in", model: null }, 26, 0.8, "better"], ["second", { kind: "model", model: "test-model" }, -5, 0.3, "worse"],
    ]);
    expect(predictions[0]?.measuredPercent).toBeCloseTo(30, 0);
    expect(scores.map(({ n }) => n)).toEqual([1, 1]);
  });

  it("takes the prediction that a worker's researcher made for an experiment that it then completed", async () => {
    await enqueueExperiment(lab, buildNewExperiment({ plan: null, hypothesis: null, expected: null, researcher: null }));
    const claimed = await claimNextExperiment(lab, { owner: "worker-a", leaseSeconds: 30 });
    const lease = { id: claimed?.id ?? "", owner: "worker-a", attempt: 1 };
    const plan = buildPlan();
    const adopted = { plan, fingerprint: "made-up", method: methodOf(plan), hypothesis: "It saves a fifth of the bits.", why: "A made-up reason.", expected: { reductionPercent: 20, confidence: 0.9 }, researcher: planner };
    expect((await adoptPlan(lab, lease, adopted)).outcome).toBe("adopted");
    expect((await completeExperiment(lab, lease, buildCompletion({ rateFactors: [0.8] }))).outcome).toBe("completed");
    expect((await readCalibration(lab)).predictions).toMatchObject([{ id: lease.id, predictedPercent: 20, confidence: 0.9, verdict: "better", researcher: { kind: "built-in" } }]);
  });

  it("leaves out what tested no prediction: imported claims, failures, plans without one", async () => {
    for (const ancestor of buildAncestors().slice(0, 2)) await importExperiment(lab, ancestor);
    await importExperiment(lab, buildExperiment({ id: "failed", createdAt: at(2), researcher: planner, plan: null, status: "failed", verdict: "failed", headline: null, results: null }));
    await importExperiment(lab, buildExperiment({ id: "silent", createdAt: at(3), researcher: planner, expected: null, rateFactors: [0.7] }));
    const { rowsRead, predictions } = await readCalibration(lab);
    expect([rowsRead, predictions]).toEqual([4, []]);
  });

  it("counts one that could not be compared as judged, without an error", async () => {
    await importExperiment(lab, buildExperiment({ id: "short", createdAt: at(0), researcher: planner, expected: { reductionPercent: 30, confidence: 0.7 }, rateFactors: [0.7], lostDb: 12 }));
    const { predictions, scores } = await readCalibration(lab);
    expect(predictions).toMatchObject([{ verdict: "incomparable", measuredPercent: null }]);
    expect(scores).toMatchObject([{ n: 0, judged: 1, meanAbsoluteError: null, baseRate: 0 }]);
  });
});
