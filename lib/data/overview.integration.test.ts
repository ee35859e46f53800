import { beforeEach, describe, expect, it } from "vitest";
import { buildAncestors, buildCompletion, buildExperiment, buildNewExperiment, buildPlan, buildSuite } from "#e2e/builders.ts";
import { claimNextExperiment } from "./claim-next-experiment.ts";
import { completeExperiment } from "./complete-experiment.ts";
import { enqueueExperiment } from "./enqueue-experiment.ts";
import { getExperiment } from "./get-experiment.ts";
import { importExperiment } from "./import-experiment.ts";
import type { Lab } from "./lab.ts";
import { readOverview } from "./read-overview.ts";
import { reportWorker } from "./report-worker.ts";
import { retireWorker } from "./retire-worker.ts";
import type { TestClock } from "./testing.ts";
import { createTestLab } from "./testing.ts";

let lab: Lab;
let clock: TestClock;
beforeEach(async () => {
  ({ lab, clock } = await createTestLab({ startAt: "2026-03-01T12:00:00.000Z" }));
});

const overview = () => readOverview(lab, { aliveWithinSeconds: 30 });

/** Runs one experiment to completion with this result. */
async function run(completion: ReturnType<typeof buildCompletion>, suite = buildSuite()): Promise<string> {
  await enqueueExperiment(lab, buildNewExperiment({ suite, hypothesis: "It pays." }));
  const claimed = await claimNextExperiment(lab, { owner: "worker-a", leaseSeconds: 30 });
  const lease = { id: claimed?.id ?? "", owner: "worker-a", attempt: 1 };
  clock.advance(10);
  expect((await completeExperiment(lab, lease, completion)).outcome).toBe("completed");
  return lease.id;
}

describe("the overview", () => {
  it("of an empty lab is empty", async () => {
    expect(await overview()).toEqual({
      experiments: { total: 0, byVerdict: {} }, best: null, champion: null, targetPercent: 90, queue: { queued: 0, running: 0 }, workers: [], fleet: [], trend: [], warnings: [],
    });
  });

  it("counts the queue, the verdicts and the workers that are alive", async () => {
    await run(buildCompletion({ rateFactors: [0.8] }));
    await run(buildCompletion({ rateFactors: [1.2] }));
    for (let index = 0; index < 3; index += 1) await enqueueExperiment(lab, buildNewExperiment());
    const taken = await claimNextExperiment(lab, { owner: "worker-a", leaseSeconds: 30 });
    const worker = { host: "h", pid: 1, startedAt: clock.now().toISOString(), experimentId: null };
    await reportWorker(lab, { ...worker, id: "long-gone", seenAt: clock.now().toISOString() });
    clock.advance(900);
    await reportWorker(lab, { ...worker, id: "gone", experimentId: "some-experiment", seenAt: clock.now().toISOString() });
    clock.advance(60);
    await reportWorker(lab, { ...worker, id: "busy", experimentId: taken?.id ?? "", seenAt: clock.now().toISOString() });
    await reportWorker(lab, { ...worker, id: "alive", seenAt: clock.now().toISOString() });
    await reportWorker(lab, { ...worker, id: "retired", seenAt: clock.now().toISOString() });
    await retireWorker(lab, "retired");
    const seen = await overview();
    expect(seen.experiments).toEqual({ total: 5, byVerdict: { better: 1, worse: 1 } });
    expect(seen.queue).toEqual({ queued: 2, running: 1 });
    expect(seen.workers.map(({ id }) => id)).toEqual(["alive", "busy"]);
    expect(seen.fleet.map(({ id, state, experimentId }) => [id, state, experimentId])).toEqual([["busy", "busy", taken?.id], ["gone", "lost", "some-experiment"], ["alive", "idle", null]]);
    expect(seen.fleet[0]?.experiment).toMatchObject({ status: "running", attempt: 1, startedAt: taken?.startedAt });
    expect(seen.fleet[1]?.experiment).toBeNull();
  });

  it("never takes an unverified, held-out, failed, incomparable or inconclusive result for the best", async () => {
    const claimed = { reductionPercent: null, claimedReductionPercent: 99.9, bdRatePercent: null, bitrateKbps: 5, baselineKbps: 10_000, psnrYuvDb: null, clips: 1, clampedClips: 0, interval: null };
    await importExperiment(lab, buildExperiment({ id: "claim", plan: null, verdict: "unverified", headline: claimed }));
    await importExperiment(lab, buildExperiment({ id: "claim-2", plan: null, verdict: "unverified", headline: { ...claimed, reductionPercent: 99.5 } }));
    await importExperiment(lab, buildExperiment({ id: "failed", plan: null, status: "failed", verdict: "failed", headline: { ...claimed, reductionPercent: 99 } }));
    await run(buildCompletion({ rateFactors: [0.01], lostDb: 12 }));
    expect((await overview()).best).toBeNull();
    await run(buildCompletion({ suite: buildSuite("held-out"), rateFactors: [0.3] }), buildSuite("held-out"));
    expect((await overview()).best).toBeNull();
    // 14 % smaller in the mean, but 10 % larger on one clip: inconclusive.
    await run(buildCompletion({ rateFactors: [1.1, 0.98, 0.5] }));
    expect((await overview()).best).toBeNull();
    await run(buildCompletion({ rateFactors: [1.3] }));
    const good = await run(buildCompletion({ rateFactors: [0.7] }));
    const { best } = await overview();
    expect(best).toMatchObject({ id: good, suiteId: "quick", hypothesis: "It pays." });
    expect(best?.reductionPercent).toBeCloseTo(30, 1);
  });

  it("ranks no film-grain plan beside the others: not as the best, nor in the line of the best so far", async () => {
    const grain = buildPlan({ base: { codec: "svt-av1", filmGrain: 10 } });
    await importExperiment(lab, buildExperiment({ id: "grain", plan: grain, rateFactors: [0.4] }));
    expect((await overview()).best).toBeNull();
    await importExperiment(lab, buildExperiment({ id: "plain", createdAt: "2026-11-02T10:00:00.000Z", rateFactors: [0.7] }));
    const { best, trend } = await overview();
    expect(best?.id).toBe("plain");
    expect(trend.map(({ track, bestSoFarPercent }) => [track, bestSoFarPercent && Math.round(bestSoFarPercent)])).toEqual([["film-grain", null], ["fidelity", 30]]);
  });

  it("draws the trend oldest first with the best so far, unverified ones beside it", async () => {
    await importExperiment(lab, buildAncestors()[0] ?? buildExperiment({ id: "none" }));
    for (const factor of [0.9, 0.7, 0.8]) await run(buildCompletion({ rateFactors: [factor] }));
    const { trend } = await overview();
    expect(trend.map(({ verdict, unverified }) => [verdict, unverified])).toEqual([["unverified", true], ["better", false], ["better", false], ["better", false]]);
    expect(trend.map(({ reductionPercent }) => Math.round(reductionPercent ?? 0))).toEqual([-50, 10, 30, 20]);
    expect(trend.map(({ bestSoFarPercent }) => bestSoFarPercent && Math.round(bestSoFarPercent))).toEqual([null, 10, 30, 30]);
  });

  it("knows the best from before the 200 points that the trend shows", async () => {
    await importExperiment(lab, buildExperiment({ id: "early", createdAt: "2025-01-01T00:00:00.000Z", rateFactors: [0.5] }));
    for (let at = 0; at < 205; at += 1) {
      const createdAt = new Date(Date.parse("2025-02-01T00:00:00.000Z") + at * 60_000).toISOString();
      await importExperiment(lab, buildExperiment({ id: `later-${at}`, createdAt, plan: null, verdict: "better", headline: { ...buildCompletion().headline, reductionPercent: 20 } }));
    }
    const { trend } = await overview();
    expect(trend).toHaveLength(200);
    expect(trend[0]?.id).toBe("later-5");
    expect(trend[0]?.bestSoFarPercent).toBeCloseTo(50, 1);
  });
});

describe("identical results", () => {
  it("of the nine ancestors are warned about once, with all nine named", async () => {
    for (const ancestor of buildAncestors()) expect(await importExperiment(lab, ancestor)).toBe("imported");
    for (const ancestor of buildAncestors()) expect(await importExperiment(lab, ancestor)).toBe("exists");
    const { warnings, experiments, best } = await overview();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ kind: "identical-results", count: 9, experimentIds: buildAncestors().map(({ id }) => id) });
    expect(warnings[0]?.message).toMatch(/^9 experiments have identical results/);
    expect([experiments.total, experiments.byVerdict.unverified, best]).toEqual([9, 9, null]);
  });

  it("are named on both experiments' records", async () => {
    const completion = buildCompletion({ plan: buildPlan() });
    const [first, second] = [await run(completion), await run(completion)];
    expect((await getExperiment(lab, second))?.identicalTo).toEqual([first]);
    expect((await getExperiment(lab, first))?.identicalTo).toEqual([second]);
  });

  it("are noticed when both finish at the same moment", async () => {
    const completion = buildCompletion();
    const leases = [];
    for (let index = 0; index < 6; index += 1) {
      await enqueueExperiment(lab, buildNewExperiment());
      const claimed = await claimNextExperiment(lab, { owner: "worker-a", leaseSeconds: 30 });
      leases.push({ id: claimed?.id ?? "", owner: "worker-a", attempt: 1 });
    }
    const outcomes = await Promise.all(leases.map((lease) => completeExperiment(lab, lease, completion)));
    expect(outcomes.map((done) => (done.outcome === "completed" ? done.identicalTo.length : -1)).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect((await overview()).warnings[0]?.count).toBe(6);
    expect((await overview()).experiments.byVerdict).toEqual({ better: 6 });
  });
});
