import { beforeEach, describe, expect, it } from "vitest";
import { buildCompletion, buildExperiment, buildNewExperiment, buildPlan, buildSuite } from "#e2e/builders.ts";
import { fingerprintOf } from "../plan/fingerprint.ts";
import { adoptPlan } from "./adopt-plan.ts";
import { claimNextExperiment } from "./claim-next-experiment.ts";
import { completeExperiment } from "./complete-experiment.ts";
import { enqueueExperiment } from "./enqueue-experiment.ts";
import { failExperiment } from "./fail-experiment.ts";
import { findTwin } from "./find-twin.ts";
import { importExperiment } from "./import-experiment.ts";
import type { Lab, Lease } from "./lab.ts";
import { readOverview } from "./read-overview.ts";
import { settleCancelled } from "./settle-cancelled.ts";
import type { TestClock } from "./testing.ts";
import { createTestLab } from "./testing.ts";

let lab: Lab;
let clock: TestClock;

beforeEach(async () => {
  ({ lab, clock } = await createTestLab({ startAt: "2026-03-01T12:00:00.000Z" }));
});

const plan = buildPlan();
const adopted = (chosen = plan) => ({
  plan: chosen, fingerprint: fingerprintOf(chosen, buildSuite("quick")), method: "conventional" as const, hypothesis: null, why: null, expected: null,
  researcher: { kind: "built-in" as const, model: null, note: null },
});

async function claimed(owner: string): Promise<Lease> {
  const enqueued = await enqueueExperiment(lab, buildNewExperiment());
  const experiment = await claimNextExperiment(lab, { owner, leaseSeconds: 30 });
  expect(enqueued.outcome).toBe("created");
  return { id: experiment?.id ?? "", owner, attempt: experiment?.attempt ?? 0 };
}

describe("a plan", () => {
  it("is enqueued only once on a suite, and the twin is named", async () => {
    const first = await enqueueExperiment(lab, buildNewExperiment({ plan }));
    const id = first.outcome === "created" ? first.experiment.id : "";
    expect(await enqueueExperiment(lab, buildNewExperiment({ plan }))).toEqual({ outcome: "duplicate-plan", twinId: id });
    expect(await findTwin(lab, fingerprintOf(plan, buildSuite("quick")))).toBe(id);
    expect((await readOverview(lab, { aliveWithinSeconds: 30 })).experiments.total).toBe(1);
  });

  it("is enqueued only once even by many at the same moment", async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => enqueueExperiment(lab, buildNewExperiment({ plan }))));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["created", ...Array.from({ length: 7 }, () => "duplicate-plan")]);
  });

  it("is adopted by one of two workers that propose it at the same moment", async () => {
    const [a, b] = [await claimed("worker-a"), await claimed("worker-b")];
    const outcomes = await Promise.all([adoptPlan(lab, a, adopted()), adoptPlan(lab, b, adopted())]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["adopted", "twin"]);
    const twin = outcomes.find(({ outcome }) => outcome === "twin");
    expect(twin).toEqual({ outcome: "twin", twinId: outcomes[0]?.outcome === "adopted" ? a.id : b.id });
  });

  it("may be adopted again by the experiment that reserved it, on a later attempt", async () => {
    const first = await claimed("worker-a");
    await adoptPlan(lab, first, adopted());
    clock.advance(31);
    const again = await claimNextExperiment(lab, { owner: "worker-b", leaseSeconds: 30 });
    expect(again?.id).toBe(first.id);
    expect(await adoptPlan(lab, { id: first.id, owner: "worker-b", attempt: 2 }, adopted())).toEqual({ outcome: "adopted" });
  });

  it("is freed when a later attempt adopts another one", async () => {
    const lease = await claimed("worker-a");
    await adoptPlan(lab, lease, adopted());
    const other = buildPlan({ base: { codec: "vp9" } });
    expect(await adoptPlan(lab, lease, adopted(other))).toEqual({ outcome: "adopted" });
    expect(await findTwin(lab, adopted().fingerprint)).toBeNull();
    expect(await findTwin(lab, adopted(other).fingerprint)).toBe(lease.id);
  });

  it("is freed by failure and by cancellation, and kept by completion", async () => {
    const failed = await claimed("worker-a");
    await adoptPlan(lab, failed, adopted());
    await failExperiment(lab, failed, { failure: { stage: "plan", reason: "broken", detail: null }, stages: [], applied: null, artifacts: [] });
    expect(await findTwin(lab, adopted().fingerprint)).toBeNull();

    const cancelled = await claimed("worker-a");
    expect(await adoptPlan(lab, cancelled, adopted())).toEqual({ outcome: "adopted" });
    await settleCancelled(lab, cancelled, { stages: [], artifacts: [] });
    expect(await findTwin(lab, adopted().fingerprint)).toBeNull();

    const completed = await claimed("worker-a");
    expect(await adoptPlan(lab, completed, adopted())).toEqual({ outcome: "adopted" });
    await completeExperiment(lab, completed, buildCompletion());
    expect(await findTwin(lab, adopted().fingerprint)).toBe(completed.id);
  });

  it("of an imported completed experiment is taken, of an imported failed one is not", async () => {
    const other = buildPlan({ base: { codec: "x264" } });
    expect(await importExperiment(lab, buildExperiment({ id: "done", plan }))).toBe("imported");
    expect(await importExperiment(lab, buildExperiment({ id: "broken", plan: other, status: "failed", verdict: "failed" }))).toBe("imported");
    expect(await enqueueExperiment(lab, buildNewExperiment({ plan }))).toEqual({ outcome: "duplicate-plan", twinId: "done" });
    expect((await enqueueExperiment(lab, buildNewExperiment({ plan: other }))).outcome).toBe("created");
  });
});

describe("an idempotency key", () => {
  it("makes a repeated launch return the first experiment, with or without a plan", async () => {
    for (const wanted of [buildNewExperiment({ idempotencyKey: "k1" }), buildNewExperiment({ idempotencyKey: "k2", plan })]) {
      const first = await enqueueExperiment(lab, wanted);
      const second = await enqueueExperiment(lab, wanted);
      expect([first.outcome, second.outcome]).toEqual(["created", "repeated"]);
      expect(second).toMatchObject({ experiment: { id: first.outcome === "created" ? first.experiment.id : "" } });
    }
    expect((await readOverview(lab, { aliveWithinSeconds: 30 })).experiments.total).toBe(2);
  });

  it("makes one experiment out of many launches at the same moment", async () => {
    const wanted = buildNewExperiment({ idempotencyKey: "same" });
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => enqueueExperiment(lab, wanted)));
    const ids = new Set(outcomes.map((enqueued) => (enqueued.outcome === "duplicate-plan" ? "" : enqueued.experiment.id)));
    expect(ids.size).toBe(1);
    expect((await readOverview(lab, { aliveWithinSeconds: 30 })).queue).toEqual({ queued: 1, running: 0 });
  });

  it("is forgotten after a day, even when DynamoDB has not deleted it yet", async () => {
    const wanted = buildNewExperiment({ idempotencyKey: "old" });
    await enqueueExperiment(lab, wanted);
    clock.advance(24 * 3600 + 1);
    expect((await enqueueExperiment(lab, wanted)).outcome).toBe("created");
  });
});
