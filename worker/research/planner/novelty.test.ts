import { describe, expect, it } from "vitest";
import type { Experiment } from "#lib/experiment/schema.ts";
import { familyOf } from "#lib/plan/family.ts";
import { canonicalJson } from "#lib/plan/fingerprint.ts";
import { PlanSchema, type Plan, type Proposal } from "#lib/plan/schema.ts";
import { checkNumbers } from "#lib/research/check-numbers.ts";
import { factsOf } from "#lib/research/facts-of.ts";
import { createBuiltInResearcher } from "../built-in-researcher.ts";
import { clipBelowQuality, digestOf, makeExperiment, makePlan, summaryOf } from "../experiment.fixture.ts";
import { nearTwinOf } from "../novelty/near-twin.ts";
import { suggest } from "./suggest.ts";

const budget = { runtimeMs: 60 * 60_000 };
const free = () => Promise.resolve(null);

async function next(experiments: readonly Experiment[], change: { staleAfter?: number; isTaken?: (plan: Plan) => Promise<string | null> } = {}): Promise<Proposal | null> {
  return (await suggest(digestOf(experiments), { budget, isTaken: free, ...change }))?.proposal ?? null;
}

const av1 = (settings: Record<string, unknown> = {}): Plan => makePlan({ codec: "svt-av1", ...settings });
const withWiener = (plan: Plan): Plan => PlanSchema.parse({ ...plan, restore: { kind: "wiener" } });
const named = (id: string, minute: number, plan: Plan, reduction: number | null): Experiment => makeExperiment({ id, minute, plan, reduction });

/** Every codec and every part was tried; the best is followed by five plans of its family that did not beat it. */
const stale: Experiment[] = [
  named("exp-six", 0, av1(), 30), named("exp-hevc", 1, makePlan({ codec: "x265", preset: "slow" }), 12), named("exp-vp", 2, makePlan({ codec: "vp9", cpuUsed: 1, frameParallel: false }), -10), named("exp-avc", 3, makePlan({ codec: "x264", preset: "veryslow" }), -5),
  named("exp-scene", 4, PlanSchema.parse({ ...av1(), predictor: { kind: "scene" } }), 29), named("exp-hybrid", 5, PlanSchema.parse({ ...withWiener(av1()), predictor: { kind: "scene" } }), 34),
  named("exp-both", 6, PlanSchema.parse({ ...av1(), restore: { kind: "cnn", before: "wiener" } }), 35.5), named("exp-best", 7, withWiener(av1({ preset: 2 })), 45),
  ...[{ aqMode: 0 }, { temporalFilter: false }, { sharpness: 2 }, { cdef: false }, { tune: "ssim" }].map((settings, index) => named(`exp-try-${"abcde"[index]}`, 8 + index, withWiener(av1({ preset: 2, ...settings })), 44 - index)),
];

describe("a stale family", () => {
  it("is left by the built-in planner for the most promising plan outside of it, which says so", async () => {
    const proposal = await next(stale);
    expect(proposal && familyOf(proposal.plan).id).not.toBe("svt-av1 + wiener");
    expect(proposal?.plan.base).toMatchObject({ codec: "svt-av1" });
    expect(proposal?.plan.base.codec === "svt-av1" && proposal.plan.base.preset).toBeLessThanOrEqual(2);
    expect(proposal?.hypothesis).toMatch(/^SVT-AV1 \+ Wiener was tried five times in a row without a new best \(the best is still exp-best\), so this one leaves it\. Starting from exp-/);
    const facts = factsOf(makeExperiment({ id: "next", plan: proposal!.plan, change: { expected: proposal!.expected } }), stale.map(summaryOf));
    expect(checkNumbers(proposal!.hypothesis, facts).segments.filter(({ kind }) => kind === "unmatched")).toEqual([]);
  });

  it("may be gone on with before the limit, and again after one experiment outside", async () => {
    expect((await next(stale, { staleAfter: 6 }))?.hypothesis).not.toContain("leaves it");
    const left = [...stale, named("exp-left", 20, PlanSchema.parse({ ...av1({ preset: 2 }), restore: { kind: "cnn", before: "wiener" } }), 44)];
    expect((await next(left))?.hypothesis).not.toContain("leaves it");
  });

  it("is kept out of even where nothing else is left, and the planner says why it stops", async () => {
    const inside: string[] = [];
    const onlyInside = async (plan: Plan): Promise<string | null> => {
      inside.push(familyOf(plan).id);
      return Promise.resolve("taken");
    };
    const planner = createBuiltInResearcher({ clock: () => new Date(0), budget });
    const experiment = makeExperiment({ id: "now", plan: null, reduction: null });
    const result = await planner.propose({ experiment, digest: digestOf(stale), isTaken: onlyInside, signal: new AbortController().signal });
    expect(result).toMatchObject({ outcome: "failed", reason: expect.stringContaining("SVT-AV1 + Wiener was tried five times in a row without a new best (the best is still exp-best), and the built-in planner knows no untried plan outside of that family") as string });
    expect(inside.length).toBeGreaterThan(20);
    expect(inside).not.toContain("svt-av1 + wiener");
  });
});

describe("near twins", () => {
  it("are passed over by the built-in planner, whatever it is refused", async () => {
    const rows = digestOf(stale).rows;
    const asked: Plan[] = [];
    await next(stale, { isTaken: (plan) => (asked.push(plan), Promise.resolve("taken")) });
    expect(asked.length).toBeGreaterThan(20);
    for (const plan of asked) expect(nearTwinOf(plan, rows), canonicalJson(plan)).toBeNull();
  });

  it("run all the same where only other rungs can give a number, with that as the reason", async () => {
    const first = makeExperiment({ id: "exp-first", reduction: null, change: { results: { clips: [clipBelowQuality("bridge")], notMeasured: {} } } });
    expect(await next([first])).toMatchObject({ parentId: "exp-first", novelty: expect.stringContaining("The curve of exp-first did not cover the baseline's quality") as string });
    const lowest = makeExperiment({ id: "exp-lowest", plan: { ...first.plan!, rungs: [10, 22, 34, 46, 58].map((crf) => ({ crf })) }, reduction: null, change: { results: first.results } });
    expect((await next([lowest]))?.novelty).toBeNull();
  });
});

describe("the parent of a suggestion", () => {
  it("is the experiment that its prose starts from, and none for a codec's first plan", async () => {
    expect((await next([]))?.parentId).toBeNull();
    const proposal = await next(stale, { staleAfter: 50 });
    expect(proposal?.hypothesis).toContain(`Starting from ${proposal?.parentId},`);
    expect(proposal?.novelty).toBeNull();
  });
});
