import { beforeEach, describe, expect, it } from "vitest";
import { buildCompletion, buildNewExperiment, buildPlan, buildResults, buildSuite } from "#e2e/builders.ts";
import type { Evaluation } from "../experiment/schema.ts";
import { headlineOf, verdictOf } from "../metrics/verdict.ts";
import { claimNextExperiment } from "./claim-next-experiment.ts";
import { completeExperiment } from "./complete-experiment.ts";
import { enqueueExperiment } from "./enqueue-experiment.ts";
import { findBestOfSuite } from "./find-best-of-suite.ts";
import { findChampion } from "./find-champion.ts";
import { getExperiment } from "./get-experiment.ts";
import type { Lab, Lease } from "./lab.ts";
import { listExperiments } from "./list-experiments.ts";
import { readOverview } from "./read-overview.ts";
import { createTestLab } from "./testing.ts";

let lab: Lab;
beforeEach(async () => {
  ({ lab } = await createTestLab());
});

const ASKED = { confirmed: false, reason: "not decided yet", previousId: null };

/** A new best whose bitstreams have this share of the baseline's rate on every held-out clip; null: they could not be measured. */
function evaluationOf(heldOutFactor: number | null): Evaluation {
  const bits = { screen: 0, suite: 8, heldOut: 8 };
  if (heldOutFactor === null) return { reached: "suite", screen: null, validation: { outcome: "failed", suiteId: "held-out", reason: "a decoder broke", detail: null }, champion: ASKED, bits };
  const { clips } = buildResults(buildSuite("held-out"), buildPlan(), { rateFactors: [heldOutFactor], label: `held out ${heldOutFactor}` });
  const validation = { outcome: "measured" as const, suiteId: "held-out", ...verdictOf(clips), headline: headlineOf(clips), clips, measuredAt: lab.now().toISOString() };
  return { reached: "held-out", screen: null, validation, champion: ASKED, bits };
}

async function claim(owner: string, suiteId = "quick"): Promise<Lease> {
  await enqueueExperiment(lab, buildNewExperiment({ suite: buildSuite(suiteId), hypothesis: `Of ${owner}.` }));
  const { id } = (await claimNextExperiment(lab, { owner, leaseSeconds: 60 }))!;
  return { id, owner, attempt: 1 };
}

function completionOf(factor: number, heldOutFactor: number | null, suiteId = "quick") {
  return buildCompletion({ suite: buildSuite(suiteId), rateFactors: [factor], evaluation: evaluationOf(heldOutFactor) });
}

async function run(owner: string, factor: number, heldOutFactor: number | null, suiteId = "quick") {
  const lease = await claim(owner, suiteId);
  expect((await completeExperiment(lab, lease, completionOf(factor, heldOutFactor, suiteId))).outcome).toBe("completed");
  return (await getExperiment(lab, lease.id))!;
}

const overview = () => readOverview(lab, { aliveWithinSeconds: 30 });

describe("the champion of a suite", () => {
  it("is the first new best that the held-out suite confirms, and then the one with more on held-out clips", async () => {
    const first = await run("a", 0.7, 0.75);
    expect(first.evaluation!.champion).toMatchObject({ confirmed: true, previousId: null });
    const second = await run("b", 0.65, 0.8);
    expect(second.evaluation!.champion).toEqual({ confirmed: false, previousId: first.id, reason: `35.0 % on Quick, 20.0 % on held-out clips: 15.0 points less; the champion, ${first.id}, reached 25.0 % there and stays` });
    expect((await findChampion(lab, "quick"))?.id).toBe(first.id);
    const third = await run("c", 0.6, 0.7);
    expect(third.evaluation!.champion).toEqual({ confirmed: true, previousId: first.id, reason: `40.0 % on Quick, 30.0 % on held-out clips: 10.0 points less; the champion before it, ${first.id}, reached 25.0 %` });
    expect((await overview()).champion).toMatchObject({ id: third.id, suiteId: "quick", hypothesis: "Of c.", differencePoints: expect.closeTo(-10, 1) as number, heldOutInterval: third.evaluation!.validation?.outcome === "measured" ? third.evaluation!.validation.headline.interval : "none" });
    const rows = (await listExperiments(lab, { limit: 10 })).items;
    expect(new Map(rows.map(({ id, champion, reached }) => [id, [champion, reached]]))).toEqual(new Map([[first.id, [true, "held-out"]], [second.id, [false, "held-out"]], [third.id, [true, "held-out"]]]));
  });

  it("is none where the held-out suite says worse or could not be measured, and the reason stays on record", async () => {
    expect((await run("a", 0.7, 1.1)).evaluation!.champion).toMatchObject({ confirmed: false, reason: expect.stringContaining("and worse there") as string });
    const failed = await run("b", 0.6, null);
    expect(failed.evaluation).toMatchObject({ reached: "suite", champion: ASKED, validation: { outcome: "failed" } });
    expect(await findChampion(lab, "quick")).toBeNull();
    expect((await overview()).champion).toBeNull();
    const confirmed = await run("c", 0.5, 0.9);
    expect((await run("d", 0.4, null)).evaluation!.champion!.previousId).toBe(confirmed.id);
  });

  it("is decided again by the slower of two that finish at once: neither is champion over what it did not know", async () => {
    for (const round of [0, 1, 2]) {
      const leases = [await claim(`a${round}`), await claim(`b${round}`)];
      // Each round both beat the champion before.
      const factors = [0.8 - 0.1 * round, 0.75 - 0.1 * round];
      await Promise.all(leases.map((lease, index) => completeExperiment(lab, lease, completionOf(factors[index]!, factors[index]!))));
      const [low, high] = await Promise.all(leases.map(async ({ id }) => (await getExperiment(lab, id))!.evaluation!.champion!));
      expect(high!.confirmed).toBe(true);
      expect((await findChampion(lab, "quick"))?.id).toBe(leases[1]!.id);
      // The weaker one came first and was followed, or came second and was refused.
      if (low!.confirmed) expect(high!.previousId).toBe(leases[0]!.id);
      else expect(low!.previousId).toBe(leases[1]!.id);
    }
  });

  it("stays the one that it is when completing is repeated after a lost reply", async () => {
    const lease = await claim("a");
    const completion = completionOf(0.7, 0.75);
    await completeExperiment(lab, lease, completion);
    const before = await findChampion(lab, "quick");
    expect(await completeExperiment(lab, lease, completion)).toMatchObject({ outcome: "completed" });
    expect(await findChampion(lab, "quick")).toEqual(before);
    expect((await getExperiment(lab, lease.id))!.evaluation!.champion).toMatchObject({ confirmed: true, previousId: null });
  });

  it("of each suite is kept apart; the overview shows the one with most on held-out clips", async () => {
    const quick = await run("a", 0.5, 0.8);
    const film = await run("b", 0.7, 0.6, "film");
    expect([(await findChampion(lab, "quick"))?.id, (await findChampion(lab, "film"))?.id]).toEqual([quick.id, film.id]);
    expect((await overview()).champion).toMatchObject({ id: film.id, suiteId: "film" });
  });
});

describe("the best of a suite", () => {
  it("is the one with the highest reduction that counts, of that suite alone", async () => {
    expect(await findBestOfSuite(lab, "quick")).toBeNull();
    const best = await run("a", 0.7, null);
    await run("b", 0.9, null);
    await run("c", 0.5, null, "film");
    await expect.poll(() => findBestOfSuite(lab, "quick")).toMatchObject({ id: best.id, reductionPercent: expect.closeTo(30, 1) as number });
  });

  it("comes with its interval to the dashboard", async () => {
    const best = await run("a", 0.7, null);
    expect((await overview()).best).toMatchObject({ id: best.id, interval: best.headline!.interval });
  });
});

describe("a plan that the screening ended", () => {
  it("may be run once more by whoever asks for all of it, and by nobody else", async () => {
    const plan = buildPlan();
    const wanted = buildNewExperiment({ plan, hypothesis: "It pays after all." });
    expect((await enqueueExperiment(lab, wanted)).outcome).toBe("created");
    const { id } = (await claimNextExperiment(lab, { owner: "w", leaseSeconds: 60 }))!;
    expect(await enqueueExperiment(lab, { ...wanted, screening: false })).toEqual({ outcome: "duplicate-plan", twinId: id });
    const evaluation: Evaluation = { reached: "screen", screen: null, validation: null, champion: null, bits: { screen: 8, suite: 0, heldOut: 0 } };
    await completeExperiment(lab, { id, owner: "w", attempt: 1 }, buildCompletion({ verdict: "worse", headline: headlineOf([]), results: null, evaluation }));
    expect(await enqueueExperiment(lab, wanted)).toEqual({ outcome: "duplicate-plan", twinId: id });
    const both = await Promise.all([enqueueExperiment(lab, { ...wanted, screening: false }), enqueueExperiment(lab, { ...wanted, screening: false })]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(["created", "duplicate-plan"]);
  });
});
