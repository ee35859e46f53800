import { beforeEach, describe, expect, it } from "vitest";
import { makeExperiment } from "#worker/research/experiment.fixture.ts";
import { madeUpHistory, planWith } from "#worker/research/history.fixture.ts";
import type { Experiment } from "../experiment/schema.ts";
import { importExperiment } from "./import-experiment.ts";
import type { Lab } from "./lab.ts";
import { readInsights } from "./read-insights.ts";
import { countReads, createTestLab, writeHistory, type Reads } from "./testing.ts";

let lab: Lab;
beforeEach(async () => {
  ({ lab } = await createTestLab());
});

/** What one reading of the insights asks for. */
async function readsOf(): Promise<Reads> {
  const counted = countReads(lab);
  await readInsights(counted.lab, "quick");
  return counted.reads;
}

describe("the insights of a suite", () => {
  it("are empty without experiments, and of the held-out suite", async () => {
    expect(await readInsights(lab, "quick")).toMatchObject({ suiteId: "quick", heldOut: false, complete: true, settled: 0, front: [], methods: [], newest: [], importance: { n: 0, settings: [] } });
    expect(await readInsights(lab, "held-out")).toMatchObject({ heldOut: true, complete: true, settled: 0 });
  });

  it("cost as much to read after 200 experiments as after 20, and for one more that ended", async () => {
    const past = madeUpHistory(202);
    const readings = async (next: Experiment) => {
      await readInsights(lab, "quick");
      const settled = await readsOf();
      await importExperiment(lab, next);
      return { settled, withOneMore: await readsOf() };
    };
    await writeHistory(lab, past.slice(0, 20));
    const few = await readings(past[20]!);
    await writeHistory(lab, past.slice(21, 201));
    const many = await readings(past[201]!);
    expect(many).toEqual(few);
    expect(many.settled).toEqual({ items: 1, calls: 2, objects: 1 });
    const insights = await readInsights(lab, "quick");
    expect(insights).toMatchObject({ settled: 202, complete: true });
    expect(insights.importance.settings[0]?.name).toBe("base/svt-av1/preset");
  });

  it("hold one experiment, and a suite on which everything failed", async () => {
    await importExperiment(lab, makeExperiment({ id: "only", plan: planWith({}), reduction: 20 }));
    expect(await readInsights(lab, "quick")).toMatchObject({ settled: 1, front: [{ id: "only", order: 1, reductionPercent: 20, encode: { ratio: 1, atLeast: false } }], importance: { n: 1, explained: null } });
    await Promise.all([1, 2].map((index) => importExperiment(lab, makeExperiment({ id: `broken-${index}`, suiteId: "film", reduction: null, change: { status: "failed", verdict: "failed", headline: null, results: null } }))));
    expect(await readInsights(lab, "film")).toMatchObject({ settled: 2, front: [], methods: [{ method: "conventional", settled: 2, byVerdict: { failed: 2 }, steps: [] }] });
  });

  it("never hold an imported record", async () => {
    await importExperiment(lab, makeExperiment({ id: "claim", reduction: 99, change: { origin: "imported", verdict: "unverified" } }));
    expect(await readInsights(lab, "quick")).toMatchObject({ settled: 0, newest: [], methods: [] });
  });
});
