import { describe, expect, it } from "vitest";
import { CRF_RANGE } from "#lib/plan/base-settings.ts";
import { canonicalJson } from "#lib/plan/fingerprint.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import type { Plan, Proposal } from "#lib/plan/schema.ts";
import { clipBelowQuality, digestOf, makeExperiment, makePlan } from "../experiment.fixture.ts";
import { suggest } from "./suggest.ts";

const options = { budget: { runtimeMs: 15 * 60_000 }, isTaken: () => Promise.resolve(null) };

async function next(experiments: readonly Experiment[], suiteId = "quick"): Promise<Proposal> {
  const suggestion = await suggest(digestOf(experiments, suiteId), options);
  if (!suggestion) throw new Error("the planner had nothing left to suggest");
  return suggestion.proposal;
}

/** A made-up truth: what each plan would measure. Some priors of the planner are wrong on purpose. */
function responseOf({ base, transform }: Plan): number {
  const codec = { "svt-av1": 24, vp9: 3, x265: 5, x264: -38, none: -100 }[base.codec];
  const av1 = base.codec === "svt-av1" ? (6 - base.preset) * 1.7 + (base.aqMode === 0 ? -1.1 : 0) + (base.temporalFilter ? 0 : -2.5) + (base.hierarchicalLevels === 4 ? 1.6 : 0) - base.filmGrain * 0.7 + (base.tune === "psnr" ? 0 : -3) : 0;
  const cost = (transform?.downscale ? -6 : 0) + (transform?.denoise ? -0.9 : 0);
  return codec + av1 + cost;
}

async function simulate(count: number): Promise<{ experiments: Experiment[]; proposals: Proposal[] }> {
  const experiments: Experiment[] = [];
  const proposals: Proposal[] = [];
  for (let index = 0; index < count; index += 1) {
    const proposal = await next(experiments);
    proposals.push(proposal);
    experiments.push(makeExperiment({ id: `exp-${String(index).padStart(3, "0")}`, minute: index, plan: proposal.plan, reduction: responseOf(proposal.plan) }));
  }
  return { experiments, proposals };
}

/** One long run that several tests look at. */
const long = simulate(30);

describe("the built-in planner", () => {
  it("starts with SVT-AV1 at a middle preset on rungs that span the baseline", async () => {
    const { plan, expected } = await next([]);
    expect(plan.base).toMatchObject({ codec: "svt-av1", preset: 6 });
    expect(plan.rungs.map(({ crf }) => crf)).toEqual(CRF_RANGE["svt-av1"].ladder);
    expect(expected.reductionPercent).toBeGreaterThan(0);
  });

  it("explores every codec family before it refines, then improves on the best", async () => {
    const { experiments, proposals } = await long;
    expect(new Set(proposals.slice(0, 4).map(({ plan }) => plan.base.codec)).size).toBe(4);
    expect(proposals.slice(4, 10).every(({ plan }) => plan.base.codec === "svt-av1")).toBe(true);
    const reductions = experiments.map(({ headline }) => headline?.reductionPercent ?? 0);
    expect(Math.max(...reductions.slice(0, 12))).toBeGreaterThan(reductions[0] ?? 0);
    expect(Math.max(...reductions)).toBeGreaterThan(24 + 6 * 1.7 + 1.5);
  });

  it("never repeats a plan in thirty experiments", async () => {
    const { proposals } = await long;
    expect(new Set(proposals.map(({ plan }) => canonicalJson(plan))).size).toBe(30);
  });

  it("cites an earlier experiment from the second suggestion on", async () => {
    const { experiments, proposals } = await long;
    proposals.slice(1).forEach((proposal, index) => expect(proposal.why).toContain(experiments[index]?.id));
  });

  it("leaves a change alone that was measured to hurt, and keeps one that helped", async () => {
    const { experiments } = await long;
    const worse = experiments.filter(({ plan }) => plan?.base.codec === "svt-av1" && !plan.base.temporalFilter);
    expect(worse.length).toBeLessThanOrEqual(2);
    const last = experiments.slice(-8).filter(({ plan }) => plan?.base.codec === "svt-av1" && plan.base.hierarchicalLevels === 4);
    expect(last.length).toBeGreaterThan(4);
  });

  it("goes another way after a first result that is worse than the baseline", async () => {
    const plan = (await next([])).plan;
    const [afterGain, afterLoss] = await Promise.all([30, -12].map((reduction) => next([makeExperiment({ id: "first", plan, reduction })])));
    expect(afterGain?.plan).not.toEqual(afterLoss?.plan);
    expect(afterGain?.why).toContain("first (SVT-AV1 preset 6), came out 30.0 % smaller");
    expect(afterLoss?.why).toContain("first (SVT-AV1 preset 6), came out 12.0 % larger");
    expect(afterLoss?.expected.reductionPercent).toBeLessThan(afterGain?.expected.reductionPercent ?? -1000);
  });

  it("gives the same answer for the same digest", async () => {
    const { experiments } = await simulate(9);
    expect(await next(experiments)).toEqual(await next(experiments));
  });

  it("shifts the rungs of a plan whose curve did not reach the baseline's quality", async () => {
    const first = makeExperiment({ id: "first", reduction: null, change: { results: { clips: [clipBelowQuality("bridge")], notMeasured: {} } } });
    const proposal = await next([first]);
    expect(proposal.plan.base).toEqual(first.plan?.base);
    expect(proposal.plan.rungs[0]?.crf).toBeLessThan(CRF_RANGE["svt-av1"].ladder[0] ?? 0);
    expect(proposal.plan.rungs.at(-1)?.crf).toBeLessThan(60);
    expect(proposal.why).toContain("first");
  });

  it("takes the best plan of another suite first on a new one", async () => {
    const best = makeExperiment({ id: "elsewhere", plan: makePlan({ codec: "svt-av1", preset: 4 }), reduction: 31 });
    const proposal = await next([best, makeExperiment({ id: "weaker", minute: 1, reduction: 12 })], "full");
    expect(proposal.plan).toEqual(best.plan);
    expect(proposal.why).toContain("elsewhere on quick, 31.0 % smaller");
  });

  it("asks who ran a plan before it suggests it", async () => {
    const first = (await next([])).plan;
    const taken = await suggest(digestOf([]), { ...options, isTaken: (plan) => Promise.resolve(canonicalJson(plan) === canonicalJson(first) ? "twin" : null) });
    expect(taken?.proposal.plan).not.toEqual(first);
  });

  it("does not build on imported or unverified numbers", async () => {
    const imported = Array.from({ length: 9 }, (_, index) => makeExperiment({ id: `old-${index}`, minute: index, plan: null, reduction: null, change: { origin: "imported", verdict: "unverified", resultDigest: "same" } }));
    expect(await next(imported)).toEqual(await next([]));
  });

  it("goes on after failures, with a codec that has not failed", async () => {
    const failed = makeExperiment({ id: "broken", reduction: null, change: { status: "failed", verdict: "failed", failure: { stage: "encode", reason: "the encoder crashed", detail: "signal 11" } } });
    const proposal = await next([failed]);
    expect(proposal.plan.base.codec).not.toBe("svt-av1");
    expect(proposal.why).toContain("broken (SVT-AV1 preset 6), failed");
  });

  it("still has an idea when no codec gave a number", async () => {
    const failed = (["svt-av1", "x265", "vp9", "x264"] as const).map((codec, index) =>
      makeExperiment({ id: `broken-${codec}`, minute: index, plan: makePlan({ codec }), reduction: null, change: { status: "failed", verdict: "failed" } }));
    expect((await next(failed)).why).toContain("No plan has given a number on this suite yet");
  });

  it("leaves slow settings out when they would not end in time", async () => {
    const slow = (await long).experiments.slice(0, 4).map((experiment) => ({ ...experiment, runtimeMs: 10 * 60_000 }));
    const { base, restore } = (await next(slow)).plan;
    expect(base.codec === "svt-av1" && base.preset).toBeGreaterThanOrEqual(4);
    expect(restore?.kind).not.toBe("cnn");
  });
});
