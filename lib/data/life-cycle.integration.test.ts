import { beforeEach, describe, expect, it } from "vitest";
import { buildCompletion, buildNewExperiment, buildPlan, buildSuite } from "#e2e/builders.ts";
import { fingerprintOf } from "../plan/fingerprint.ts";
import { adoptPlan } from "./adopt-plan.ts";
import { cancelExperiment } from "./cancel-experiment.ts";
import { claimNextExperiment } from "./claim-next-experiment.ts";
import { completeExperiment } from "./complete-experiment.ts";
import { enqueueExperiment } from "./enqueue-experiment.ts";
import { failExperiment } from "./fail-experiment.ts";
import { findTwin } from "./find-twin.ts";
import { getExperiment } from "./get-experiment.ts";
import { heartbeatExperiment } from "./heartbeat-experiment.ts";
import type { Lab, Lease } from "./lab.ts";
import { listExperiments } from "./list-experiments.ts";
import { listUnanalysed } from "./list-unanalysed.ts";
import { readOverview } from "./read-overview.ts";
import { recordAnalysis } from "./record-analysis.ts";
import { releaseExperiment } from "./release-experiment.ts";
import { reportProgress } from "./report-progress.ts";
import { settleCancelled } from "./settle-cancelled.ts";
import type { TestClock } from "./testing.ts";
import { createTestLab } from "./testing.ts";

const LEASE = 30;
let lab: Lab;
let clock: TestClock;

beforeEach(async () => {
  ({ lab, clock } = await createTestLab({ startAt: "2026-03-01T12:00:00.000Z" }));
});

async function enqueue(overrides: Parameters<typeof buildNewExperiment>[0] = {}): Promise<string> {
  const enqueued = await enqueueExperiment(lab, buildNewExperiment(overrides));
  if (enqueued.outcome === "duplicate-plan") throw new Error(`twin of ${enqueued.twinId}`);
  return enqueued.experiment.id;
}

async function claim(owner = "worker-a"): Promise<Lease> {
  const experiment = await claimNextExperiment(lab, { owner, leaseSeconds: LEASE });
  if (!experiment) throw new Error("nothing to claim");
  return { id: experiment.id, owner, attempt: experiment.attempt };
}

const read = async (id: string) => {
  const experiment = await getExperiment(lab, id);
  if (!experiment) throw new Error(`no experiment ${id}`);
  return experiment;
};
const adopted = (plan = buildPlan()) => ({
  plan, fingerprint: fingerprintOf(plan, buildSuite("quick")), method: "conventional" as const, hypothesis: "Slower presets save bits.", why: "They search more.",
  expected: { reductionPercent: 12, confidence: 0.5 }, researcher: { kind: "built-in" as const, model: null, note: null },
});
const progress = { stage: "encode" as const, progress: { fraction: 0.4, message: "encoding", etaSeconds: 20 }, stages: [] };
const failure = { failure: { stage: "encode" as const, reason: "the encoder broke", detail: "tail of its output" }, stages: [], applied: null, artifacts: [] };
const nothing = { stages: [], artifacts: [] };

describe("an experiment's life", () => {
  it("goes from the queue through its stages to completed and analysed", async () => {
    const id = await enqueue();
    expect((await listExperiments(lab, { limit: 10, status: "queued" })).items.map((item) => item.id)).toEqual([id]);

    clock.advance(5);
    const lease = await claim();
    expect(lease.attempt).toBe(1);
    expect(await read(id)).toMatchObject({ status: "running", owner: "worker-a", startedAt: "2026-03-01T12:00:05.000Z", leaseExpiresAt: "2026-03-01T12:00:35.000Z" });
    expect(await adoptPlan(lab, lease, adopted())).toEqual({ outcome: "adopted" });
    expect(await reportProgress(lab, lease, progress)).toBe("held");
    clock.advance(20);
    expect(await heartbeatExperiment(lab, lease, LEASE)).toBe("held");
    expect(await read(id)).toMatchObject({ stage: "encode", progress: progress.progress, leaseExpiresAt: "2026-03-01T12:00:55.000Z" });
    const [row] = (await listExperiments(lab, { limit: 10, method: "conventional" })).items;
    expect(row).toMatchObject({ id, status: "running", stage: "encode", progress: progress.progress, hypothesis: "Slower presets save bits.", suiteId: "quick" });

    clock.advance(10);
    const completion = buildCompletion();
    expect(await completeExperiment(lab, lease, completion)).toEqual({ outcome: "completed", identicalTo: [] });
    expect(await read(id)).toMatchObject({
      status: "completed", verdict: "better", results: completion.results, applied: completion.applied, headline: completion.headline,
      finishedAt: "2026-03-01T12:00:35.000Z", runtimeMs: 30_000, leaseExpiresAt: null, progress: null, owner: "worker-a",
    });
    expect((await listExperiments(lab, { limit: 10, verdict: "better" })).items.map((item) => item.id)).toEqual([id]);
    expect((await listExperiments(lab, { limit: 10, status: "running" })).items).toEqual([]);

    expect((await listUnanalysed(lab)).items.map((item) => item.id)).toEqual([id]);
    expect(await recordAnalysis(lab, id, { finding: "It saved 20 %.", analysedAt: "2026-03-01T12:01:00.000Z" })).toBe(true);
    expect(await recordAnalysis(lab, id, { finding: "Something else.", analysedAt: "2026-03-01T12:02:00.000Z" })).toBe(false);
    expect((await listUnanalysed(lab)).items).toEqual([]);
    expect(await read(id)).toMatchObject({ finding: "It saved 20 %.", analysedAt: "2026-03-01T12:01:00.000Z" });
  });

  it("completes only once, and says so again to the worker whose first reply was lost on the way", async () => {
    await enqueue();
    const lease = await claim();
    const completion = buildCompletion();
    await completeExperiment(lab, lease, completion);
    expect(await completeExperiment(lab, lease, completion)).toEqual({ outcome: "completed", identicalTo: [] });
    expect((await readOverview(lab, { aliveWithinSeconds: 30 })).experiments).toEqual({ total: 1, byVerdict: { better: 1 } });
  });

  it("keeps an analysis that was written while the experiment still ran", async () => {
    const id = await enqueue();
    const lease = await claim();
    expect(await recordAnalysis(lab, id, { finding: "Early.", analysedAt: "2026-03-01T12:00:01.000Z" })).toBe(true);
    await completeExperiment(lab, lease, buildCompletion());
    expect(await read(id)).toMatchObject({ status: "completed", finding: "Early." });
    expect((await listUnanalysed(lab)).items).toEqual([]);
  });

  it("fails with stage, reason and what the tool said", async () => {
    const id = await enqueue();
    const lease = await claim();
    expect(await failExperiment(lab, lease, failure)).toBe("failed");
    expect(await read(id)).toMatchObject({ status: "failed", verdict: "failed", verdictReason: "the encoder broke", failure: failure.failure });
    expect(await claimNextExperiment(lab, { owner: "worker-b", leaseSeconds: LEASE })).toBeNull();
  });
});

describe("the queue", () => {
  it("hands out the oldest first", async () => {
    const first = await enqueue();
    clock.advance(1);
    const second = await enqueue();
    expect([(await claim()).id, (await claim()).id]).toEqual([first, second]);
  });

  it("never lets two claimers win the same experiment", async () => {
    const ids = [];
    for (let index = 0; index < 6; index += 1) ids.push(await enqueue());
    const claims = await Promise.all(Array.from({ length: 18 }, (_, index) => claimNextExperiment(lab, { owner: `worker-${index}`, leaseSeconds: LEASE })));
    const won = claims.flatMap((experiment) => (experiment ? [experiment.id] : []));
    expect([...won].sort()).toEqual([...ids].sort());
  });

  it("takes up a dead worker's experiment, at most three times, and then fails it with the reason", async () => {
    const id = await enqueue({ plan: buildPlan() });
    for (const attempt of [1, 2, 3]) {
      expect(await claim(`worker-${attempt}`)).toMatchObject({ id, attempt });
      expect(await claimNextExperiment(lab, { owner: "too-early", leaseSeconds: LEASE })).toBeNull();
      clock.advance(LEASE + 1);
    }
    expect(await claimNextExperiment(lab, { owner: "worker-4", leaseSeconds: LEASE })).toBeNull();
    const ended = await read(id);
    expect(ended).toMatchObject({ status: "failed", verdict: "failed", owner: null });
    expect(ended.failure?.reason).toMatch(/All 3 attempts .* died or lost its lease .*worker-3/);
    expect(await findTwin(lab, ended.fingerprint ?? "")).toBeNull();
    expect(await heartbeatExperiment(lab, { id, owner: "worker-3", attempt: 3 }, LEASE)).toBe("lost");
  });

  it("does not count attempts that were given back", async () => {
    const id = await enqueue();
    for (const attempt of [1, 2, 3, 4]) {
      const lease = await claim();
      expect(lease.attempt).toBe(attempt);
      expect(await releaseExperiment(lab, lease)).toBe("released");
      expect(await read(id)).toMatchObject({ status: "queued", owner: null, leaseExpiresAt: null, startedAt: null });
    }
    for (const attempt of [5, 6, 7]) {
      expect((await claim()).attempt).toBe(attempt);
      clock.advance(LEASE + 1);
    }
    expect(await claimNextExperiment(lab, { owner: "worker-b", leaseSeconds: LEASE })).toBeNull();
    expect((await read(id)).status).toBe("failed");
  });
});

describe("a lost lease", () => {
  it("changes nothing, whatever the verb", async () => {
    const id = await enqueue();
    const stale = await claim("worker-a");
    clock.advance(LEASE + 1);
    const fresh = await claim("worker-b");
    const before = await read(id);
    expect(await heartbeatExperiment(lab, stale, LEASE)).toBe("lost");
    expect(await reportProgress(lab, stale, progress)).toBe("lost");
    expect(await adoptPlan(lab, stale, adopted())).toEqual({ outcome: "lost" });
    expect(await completeExperiment(lab, stale, buildCompletion())).toEqual({ outcome: "lost" });
    expect(await failExperiment(lab, stale, failure)).toBe("lost");
    expect(await settleCancelled(lab, stale, nothing)).toBe("lost");
    expect(await releaseExperiment(lab, stale)).toBe("lost");
    // Neither the right owner with an old attempt nor the right attempt with another owner is enough.
    expect(await releaseExperiment(lab, { ...fresh, attempt: 1 })).toBe("lost");
    expect(await releaseExperiment(lab, { ...fresh, owner: "worker-a" })).toBe("lost");
    expect(await read(id)).toEqual(before);
    expect(await findTwin(lab, adopted().fingerprint)).toBeNull();
    expect((await readOverview(lab, { aliveWithinSeconds: 30 })).experiments).toEqual({ total: 1, byVerdict: {} });
    expect(await heartbeatExperiment(lab, fresh, LEASE)).toBe("held");
  });

  it("of an unknown experiment is lost as well", async () => {
    expect(await heartbeatExperiment(lab, { id: "exp-none", owner: "worker-a", attempt: 1 }, LEASE)).toBe("lost");
  });
});

describe("cancelling", () => {
  it("ends a queued experiment at once and frees its plan", async () => {
    const plan = buildPlan();
    const id = await enqueue({ plan });
    expect(await cancelExperiment(lab, id)).toEqual({ outcome: "cancelled" });
    expect(await read(id)).toMatchObject({ status: "cancelled", verdict: "cancelled" });
    expect(await claimNextExperiment(lab, { owner: "worker-a", leaseSeconds: LEASE })).toBeNull();
    await enqueue({ plan });
  });

  it("asks the worker of a running one, which settles it", async () => {
    const id = await enqueue();
    const lease = await claim();
    expect(await cancelExperiment(lab, id)).toEqual({ outcome: "requested" });
    expect(await heartbeatExperiment(lab, lease, LEASE)).toBe("cancel-requested");
    expect(await reportProgress(lab, lease, progress)).toBe("cancel-requested");
    expect(await settleCancelled(lab, lease, nothing)).toBe("cancelled");
    expect(await read(id)).toMatchObject({ status: "cancelled", cancelRequested: true });
    expect(await cancelExperiment(lab, id)).toEqual({ outcome: "already-finished" });
  });

  it("settles the experiment of a worker that died after the request", async () => {
    const id = await enqueue();
    await claim();
    await cancelExperiment(lab, id);
    clock.advance(LEASE + 1);
    expect(await claimNextExperiment(lab, { owner: "worker-b", leaseSeconds: LEASE })).toBeNull();
    expect((await read(id)).status).toBe("cancelled");
  });

  it("ends the experiment of a worker that is gone at once, and the worker finds its lease lost", async () => {
    const id = await enqueue();
    const lease = await claim();
    clock.advance(LEASE + 1);
    expect(await cancelExperiment(lab, id)).toEqual({ outcome: "cancelled" });
    expect(await settleCancelled(lab, lease, nothing)).toBe("lost");
  });

  it("ends one that its worker gives back after the request", async () => {
    const id = await enqueue();
    const lease = await claim();
    await cancelExperiment(lab, id);
    expect(await releaseExperiment(lab, lease)).toBe("released");
    expect((await read(id)).status).toBe("cancelled");
  });

  it("leaves finished and unknown ones alone", async () => {
    const id = await enqueue();
    await completeExperiment(lab, await claim(), buildCompletion());
    expect(await cancelExperiment(lab, id)).toEqual({ outcome: "already-finished" });
    expect(await cancelExperiment(lab, "exp-none")).toEqual({ outcome: "unknown" });
  });
});
