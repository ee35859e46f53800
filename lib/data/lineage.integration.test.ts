import { beforeEach, describe, expect, it } from "vitest";
import { buildExperiment, buildNewExperiment, buildPlan, buildSuite } from "#e2e/builders.ts";
import type { Lineage } from "../experiment/schema.ts";
import { fingerprintOf } from "../plan/fingerprint.ts";
import type { Plan } from "../plan/schema.ts";
import { adoptPlan } from "./adopt-plan.ts";
import { claimNextExperiment } from "./claim-next-experiment.ts";
import { enqueueExperiment } from "./enqueue-experiment.ts";
import { getExperiment } from "./get-experiment.ts";
import { importExperiment } from "./import-experiment.ts";
import type { Lab, Lease } from "./lab.ts";
import { readFamilyTree, readLineage } from "./read-lineage.ts";
import { recordDescent } from "./record-descent.ts";
import type { TestClock } from "./testing.ts";
import { createTestLab } from "./testing.ts";

let lab: Lab;
let clock: TestClock;

beforeEach(async () => {
  ({ lab, clock } = await createTestLab({ startAt: "2026-03-01T12:00:00.000Z" }));
});

const from = (parentId: string): Lineage => ({
  parentId, by: "researcher", distance: 0.2, rungsChanged: false,
  changes: [{ name: "base/svt-av1/preset", setting: "preset", from: 6, to: 4 }],
});

async function claimed(): Promise<Lease> {
  await enqueueExperiment(lab, buildNewExperiment());
  clock.advance(1);
  const experiment = await claimNextExperiment(lab, { owner: "worker", leaseSeconds: 3600 });
  return { id: experiment?.id ?? "", owner: "worker", attempt: experiment?.attempt ?? 0 };
}

const adopt = (lease: Lease, plan: Plan, lineage: Lineage | null) =>
  adoptPlan(lab, lease, {
    plan, fingerprint: fingerprintOf(plan, buildSuite("quick")), method: "conventional", hypothesis: "A slower preset saves bits.", why: null, expected: null,
    researcher: { kind: "built-in", model: null, note: null }, lineage, novelty: null,
  });

const av1 = (preset: number, lookahead = 60): Plan => buildPlan({ base: { codec: "svt-av1", preset, lookahead } });
const ids = (nodes: readonly { id: string }[]): string[] => nodes.map(({ id }) => id);

/** A chain of generations, the oldest first, and its ids. */
async function chain(count: number): Promise<string[]> {
  const made: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const lease = await claimed();
    await adopt(lease, av1(index % 11, 20 + index), index === 0 ? null : from(made[index - 1]!));
    made.push(lease.id);
  }
  return made;
}

describe("lineage", () => {
  it("leads from an experiment back to its ancestors, the nearest first, and on to its children", async () => {
    const [first, second, third] = await chain(3);
    const sibling = await claimed();
    await adopt(sibling, av1(9), from(first!));
    const lineage = await readLineage(lab, second!);
    expect(lineage).toMatchObject({ experiment: { id: second, family: "SVT-AV1" }, moreAncestors: false, moreChildren: false, moreSiblings: false });
    expect([ids(lineage!.ancestors), ids(lineage!.children), ids(lineage!.siblings)]).toEqual([[first], [third], [sibling.id]]);
    expect(lineage?.children[0]?.lineage?.changes).toEqual([{ name: "base/svt-av1/preset", setting: "preset", from: 6, to: 4 }]);
    expect(ids((await readLineage(lab, third!))!.ancestors)).toEqual([second, first]);
    expect(ids((await readLineage(lab, first!))!.children)).toEqual([second, sibling.id]);
  });

  it("is followed back twenty generations, and says that there are more", async () => {
    const made = await chain(22);
    const lineage = await readLineage(lab, made.at(-1)!);
    expect(ids(lineage!.ancestors)).toEqual(made.slice(1, 21).reverse());
    expect(lineage?.moreAncestors).toBe(true);
    expect((await readLineage(lab, made[20]!))?.moreAncestors).toBe(false);
  });

  it("moves with the plan when a later attempt adopts another one", async () => {
    const [first, second] = await chain(2);
    const lease = await claimed();
    await adopt(lease, av1(8), from(first!));
    await adopt(lease, av1(7), from(second!));
    expect(ids((await readLineage(lab, first!))!.children)).toEqual([second]);
    expect(ids((await readLineage(lab, second!))!.children)).toEqual([lease.id]);
    await adopt(lease, av1(6), null);
    expect((await readLineage(lab, second!))?.children).toEqual([]);
    expect((await getExperiment(lab, lease.id))?.lineage).toBeNull();
  });

  it("is stored for a launched plan under its lease, and not under a lost one", async () => {
    const [first] = await chain(1);
    const lease = await claimed();
    const novelty = { nearTwinId: first!, distance: 0, justification: "launched by hand" };
    expect(await recordDescent(lab, { ...lease, owner: "other" }, { lineage: from(first!), novelty })).toBe(false);
    expect((await readLineage(lab, first!))?.children).toEqual([]);
    expect(await recordDescent(lab, lease, { lineage: { ...from(first!), by: "person" }, novelty })).toBe(true);
    expect(await getExperiment(lab, lease.id)).toMatchObject({ lineage: { parentId: first, by: "person" }, novelty });
    expect(ids((await readLineage(lab, first!))!.children)).toEqual([lease.id]);
  });

  it("is null for an unknown experiment, and empty where a record is from before it was kept", async () => {
    expect(await readLineage(lab, "exp-none")).toBeNull();
    await importExperiment(lab, buildExperiment({ id: "old" }));
    expect(await readLineage(lab, "old")).toMatchObject({ ancestors: [], children: [], siblings: [], moreAncestors: false });
  });

  it("makes a tree of the newest experiments of a suite, each with its parent", async () => {
    const made = await chain(3);
    await importExperiment(lab, buildExperiment({ id: "elsewhere", suite: buildSuite("full") }));
    await enqueueExperiment(lab, buildNewExperiment());
    const tree = await readFamilyTree(lab, "quick");
    expect(tree).toMatchObject({ suiteId: "quick", more: false });
    expect(tree.nodes.map(({ id, lineage }) => [id, lineage?.parentId ?? null])).toEqual([[made[2], made[1]], [made[1], made[0]], [made[0], null]]);
    expect(await readFamilyTree(lab, "quick", 2)).toMatchObject({ more: true });
  });
});
