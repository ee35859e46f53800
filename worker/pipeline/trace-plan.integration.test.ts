import { beforeEach, describe, expect, it } from "vitest";
import { buildExperiment, buildNewExperiment, buildPlan, buildReasoning, buildSuite } from "#e2e/builders.ts";
import { sampleAnalysis, sampleProposal } from "#e2e/llm-server.ts";
import { claimNextExperiment } from "#lib/data/claim-next-experiment.ts";
import { enqueueExperiment } from "#lib/data/enqueue-experiment.ts";
import { getExperiment } from "#lib/data/get-experiment.ts";
import { importExperiment } from "#lib/data/import-experiment.ts";
import type { Lab } from "#lib/data/lab.ts";
import type { NewExperiment } from "#lib/data/queued-experiment.ts";
import { readLineage } from "#lib/data/read-lineage.ts";
import { saveReasoning } from "#lib/data/save-reasoning.ts";
import { createTestLab } from "#lib/data/testing.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import type { Plan, Proposal } from "#lib/plan/schema.ts";
import { settlePlan } from "./plan-stage.ts";
import type { RunContext } from "./run-context.ts";

let lab: Lab;

beforeEach(async () => {
  ({ lab } = await createTestLab());
});

const av1 = (preset: number, settings: Record<string, unknown> = {}): Plan => buildPlan({ base: { codec: "svt-av1", preset, ...settings } });
const past = (id: string, plan: Plan, suiteId: "quick" | "held-out" = "quick"): Promise<unknown> => importExperiment(lab, buildExperiment({ id, plan, suite: buildSuite(suiteId), createdAt: `2026-10-0${(id.length % 9) + 1}T10:00:00.000Z` }));
const person = { kind: "person" as const, model: null, note: null };

/** Enqueues, claims and settles the plan of one experiment; the researcher, when it is asked, proposes that. */
async function settle(wanted: Partial<NewExperiment>, proposed: Partial<Proposal> & { plan?: Plan } = {}): Promise<Experiment> {
  await enqueueExperiment(lab, buildNewExperiment(wanted));
  const experiment = await claimNextExperiment(lab, { owner: "worker", leaseSeconds: 60 });
  if (!experiment) throw new Error("nothing to claim");
  const proposal: Proposal = { ...sampleProposal(proposed.plan), ...proposed };
  const context = {
    lab, lease: { id: experiment.id, owner: "worker", attempt: experiment.attempt }, signal: new AbortController().signal, log: () => {},
    researcher: { propose: () => Promise.resolve({ outcome: "ok", proposal, researcher: { kind: "model", model: "m", note: null }, calls: [] }), analyse: () => Promise.reject(new Error("not asked")) },
  } as unknown as RunContext;
  const planned = await settlePlan(context, experiment);
  const stored = await getExperiment(lab, experiment.id);
  expect(stored).toMatchObject({ lineage: planned.lineage, novelty: planned.novelty });
  return planned;
}

describe("the plan of a researcher", () => {
  it("descends from the experiment that it names, by what the two plans differ in", async () => {
    await past("exp-six", av1(6));
    await past("exp-two", av1(2));
    const planned = await settle({}, { plan: av1(3), parentId: "exp-six" });
    expect(planned).toMatchObject({ lineage: { parentId: "exp-six", by: "researcher", rungsChanged: false, changes: [{ setting: "preset", from: 6, to: 3 }] }, novelty: null });
    expect((await readLineage(lab, "exp-six"))?.children.map(({ id }) => id)).toEqual([planned.id]);
  });

  it.each([["nobody", null], ["an experiment that is not there", "exp-none"], ["one of the held-out suite", "exp-held"]])("descends from the nearest measured plan when it names %s", async (_what, parentId) => {
    await past("exp-six", av1(6));
    await past("exp-two", av1(2));
    await past("exp-held", av1(3), "held-out");
    expect((await settle({}, { plan: av1(3, { cdef: false }), parentId })).lineage).toMatchObject({ parentId: "exp-two", by: "nearest" });
  });

  it("has no parent on a suite without measurements", async () => {
    expect(await settle({}, { plan: av1(3) })).toMatchObject({ lineage: null, novelty: null });
  });

  it("that is nearly a past one is kept with its reason", async () => {
    await past("exp-six", av1(6));
    const novelty = "Five frames less between key frames tell whether the last one is a key frame.";
    expect((await settle({}, { plan: av1(6, { keyint: 245 }), parentId: "exp-six", novelty })).novelty).toEqual({ nearTwinId: "exp-six", distance: expect.closeTo(0.02, 3) as number, justification: novelty });
  });
});

describe("a plan that a person launched", () => {
  const byHand = (plan: Plan, change: Partial<NewExperiment> = {}): Partial<NewExperiment> => ({ plan, origin: "by-hand", researcher: person, ...change });

  it("descends from the nearest measured plan, and a near twin is recorded and never refused", async () => {
    await past("exp-six", av1(6));
    expect(await settle(byHand(av1(6, { lookahead: 62 })))).toMatchObject({ lineage: { parentId: "exp-six", by: "nearest" }, novelty: { nearTwinId: "exp-six", justification: "launched by hand" } });
    expect((await settle(byHand(av1(6, { lookahead: 58 }), { hypothesis: "Two frames less change nothing." }))).novelty?.justification).toBe("Two frames less change nothing.");
  });

  it("is the researcher's where it is the suggestion as it was, and the person's where it was changed", async () => {
    await past("exp-six", av1(6));
    await saveReasoning(lab, buildReasoning({ experimentId: "exp-six", kind: "analysis", reply: sampleAnalysis(av1(4)) }));
    const launched = (plan: Plan) => settle(byHand(plan, { origin: "suggestion", parentId: "exp-six" }));
    expect((await launched(av1(4))).lineage).toMatchObject({ parentId: "exp-six", by: "researcher" });
    expect((await launched(av1(3))).lineage).toMatchObject({ parentId: "exp-six", by: "person" });
  });

  it("on the held-out suite descends from the experiment that it checks, or from the nearest one there", async () => {
    await past("exp-six", av1(6));
    await past("exp-held", av1(5), "held-out");
    const heldOut = buildSuite("held-out");
    expect((await settle(byHand(av1(6), { suite: heldOut, origin: "suggestion", parentId: "exp-six" }))).lineage).toMatchObject({ parentId: "exp-six", by: "person", changes: [] });
    expect((await settle(byHand(av1(4), { suite: heldOut }))).lineage).toMatchObject({ parentId: "exp-held", by: "nearest" });
  });
});
