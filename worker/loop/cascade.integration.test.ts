import { createHash } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { readBlob } from "#lib/data/blobs.ts";
import { readCalibration } from "#lib/data/read-calibration.ts";
import { enqueueExperiment } from "#lib/data/enqueue-experiment.ts";
import { findChampion } from "#lib/data/find-champion.ts";
import { readOverview } from "#lib/data/read-overview.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import { PlanSchema, type PlanInput } from "#lib/plan/schema.ts";
import { createTestLabWithWorker, fastPlan, launch, sceneClip, tinySuite } from "./testing/test-worker.ts";

/* The evaluation cascade with real encoders: two tiny clips, and a tiny suite in place of the held-out one. */

const RUNGS = [17, 22, 27, 32].map((crf) => ({ crf }));
const small = { width: 128, height: 128, frames: 10 };
const clips = [sceneClip({ id: "cheap", width: 128, height: 128, frames: 8 }), sceneClip({ id: "dear", seed: 3, width: 128, height: 128, frames: 10 })];
/** More than twice the baseline's bits on such clips. */
const HOPELESS: PlanInput = { base: { codec: "x264", preset: "ultrafast" }, rungs: RUNGS };
/** About 7 % fewer. */
const GOOD: PlanInput = { ...fastPlan({ preset: "slow" }), rungs: RUNGS };
/** More of the same scene, so that what is better on the one is better on the other. */
const heldOutSuite = tinySuite([sceneClip({ id: "unseen", ...small, frames: 12 })], "tiny-held-out");

const { test, worker } = await createTestLabWithWorker();
afterAll(() => worker.close());

/** Everything that was encoded since, the baselines too. */
function encodesSince(from: number): string[] {
  return worker.asked.slice(from).filter((what) => what.startsWith("encoding "));
}
const stagesOf = ({ stages }: Experiment) => stages.map(({ stage }) => stage);
const bitsOf = (points: readonly { bytes: number }[]) => points.reduce((sum, { bytes }) => sum + 8 * bytes, 0);

describe("the first look", () => {
  const suite = tinySuite(clips, "tiny-screen");

  it("ends a hopeless plan after two rungs on the cheapest clip, as worse and without a figure of the suite", async () => {
    await enqueueExperiment(test.lab, {
      suite, origin: "by-hand", parentId: null, plan: PlanSchema.parse(HOPELESS), hypothesis: "It will be smaller.", why: null, expected: { reductionPercent: 10, confidence: 0.8 },
      researcher: { kind: "person", model: null, note: null }, idempotencyKey: null,
    });
    const { outcome, experiment } = await worker.runNext();
    expect(outcome).toBe("completed");
    // Five rungs of the baseline on both clips, and two of the plan.
    expect(encodesSince(0)).toHaveLength(12);
    expect(experiment).toMatchObject({ status: "completed", verdict: "worse", results: null, failure: null, headline: { reductionPercent: null, interval: null, bitrateKbps: null } });
    const { reached, screen, validation, champion, bits } = experiment.evaluation!;
    expect({ reached, validation, champion }).toEqual({ reached: "screen", validation: null, champion: null });
    expect(screen).toMatchObject({ clipId: "cheap", outcome: "hopeless", rungs: [{ point: { crf: 22 } }, { point: { crf: 27 } }] });
    for (const { reductionPercent } of screen!.rungs) expect(reductionPercent).toBeLessThan(-20);
    expect(experiment.verdictReason).toBe(`Stopped at the screening: ${screen!.reason}`);
    expect(bits).toEqual({ screen: bitsOf(screen!.rungs.map(({ point }) => point)), suite: 0, heldOut: 0 });
    expect(stagesOf(experiment)).toEqual(["plan", "generate", "baseline", "screen", "analyse", "publish"]);
    expect(experiment.applied!.rungs.map(({ clipId, crf }) => [clipId, crf])).toEqual([["cheap", 22], ["cheap", 27]]);
    expect(experiment.artifacts.map(({ name }) => name)).toEqual(["applied.json", "screen/cheap-crf22.avcl", "screen/cheap-crf27.avcl", "log.txt"]);
    const file = (await readBlob(test.lab, experiment.artifacts[1]!.key))!;
    expect(createHash("sha256").update(file).digest("hex")).toBe(screen!.rungs[0]!.point.sha256);
  });

  it("is no best and no point of the trend, and its prediction was wrong", async () => {
    const { best, champion, trend } = await readOverview(test.lab, { aliveWithinSeconds: 30 });
    expect({ best, champion }).toEqual({ best: null, champion: null });
    expect(trend).toMatchObject([{ verdict: "worse", reductionPercent: null }]);
    const { scores: [score] } = await readCalibration(test.lab);
    expect(score).toMatchObject({ n: 0, judged: 1, baseRate: 0 });
    expect(score!.brier).toBeCloseTo(0.64, 9);
  });

  it("does not stand in the way of whoever asks for all of it, and does not let it through otherwise", async () => {
    await expect(launch(test.lab, suite, HOPELESS, { screening: true })).rejects.toThrow("twin of");
    const from = worker.asked.length;
    await launch(test.lab, suite, HOPELESS);
    const { experiment } = await worker.runNext();
    expect(encodesSince(from)).toHaveLength(8);
    expect(experiment.evaluation).toMatchObject({ reached: "suite", screen: { outcome: "skipped", rungs: [], reason: expect.stringContaining("in full") as string } });
    expect(experiment.results!.clips).toHaveLength(2);
    await expect(launch(test.lab, suite, HOPELESS)).rejects.toThrow("twin of");
  });

  it("is not encoded twice when it passes; and the baseline's own plan is still at exactly zero", async () => {
    const from = worker.asked.length;
    await launch(test.lab, suite, fastPlan({ preset: "medium" }), { screening: true });
    const { experiment } = await worker.runNext();
    const encodes = encodesSince(from);
    expect(encodes).toHaveLength(10);
    expect(new Set(encodes).size).toBe(10);
    expect(encodes.slice(0, 2).sort()).toEqual(["encoding cheap at CRF 27", "encoding cheap at CRF 32"]);
    expect(experiment.headline!.reductionPercent).toBeCloseTo(0, 9);
    const { screen, bits, reached, validation } = experiment.evaluation!;
    expect({ reached, outcome: screen!.outcome, validation }).toEqual({ reached: "suite", outcome: "passed", validation: null });
    for (const { reductionPercent } of screen!.rungs) expect(reductionPercent).toBeCloseTo(0, 9);
    const points = experiment.results!.clips.flatMap((clip) => clip.points);
    expect(points).toHaveLength(10);
    // Counted once: in the first look, and the other eight with the suite.
    expect(bits.screen + bits.suite).toBe(bitsOf(points));
    expect(bits.screen).toBe(bitsOf(screen!.rungs.map(({ point }) => point)));
    expect(stagesOf(experiment)).toEqual(["plan", "generate", "baseline", "screen", "encode", "decode", "measure", "analyse", "publish"]);
    expect(experiment.stages.every(({ finishedAt }) => finishedAt !== null)).toBe(true);
  });
});

describe("a new best of its suite", () => {
  const suite = (id: string) => tinySuite([sceneClip(small)], id);
  const check = { suite: heldOutSuite, of: new Set(["tiny-best", "tiny-off", "tiny-gone"]), on: true };

  it("runs on the held-out suite and becomes champion, with bitstreams that anybody can decode", async () => {
    await launch(test.lab, suite("tiny-best"), GOOD);
    const { outcome, experiment } = await worker.runNext({ heldOut: check });
    expect(outcome).toBe("completed");
    const { reached, validation, champion, bits } = experiment.evaluation!;
    if (validation?.outcome !== "measured") throw new Error(`not measured: ${JSON.stringify(validation)}`);
    expect({ reached, suiteId: validation.suiteId, verdict: validation.verdict }).toEqual({ reached: "held-out", suiteId: "tiny-held-out", verdict: "better" });
    expect(champion).toMatchObject({ confirmed: true, previousId: null });
    expect(champion!.reason).toMatch(/^\d+\.\d % on Tiny, \d+\.\d % on held-out clips: (\d+\.\d points (less|more)|the same); the first champion of Tiny$/);
    expect(bits.heldOut).toBe(bitsOf(validation.clips.flatMap((clip) => clip.points)));
    expect(stagesOf(experiment).slice(-3)).toEqual(["analyse", "validate", "publish"]);
    const held = experiment.artifacts.filter(({ name }) => name.startsWith("held-out/"));
    expect(held.map(({ name, sha256 }) => [name, sha256])).toEqual(validation.clips[0]!.points.map(({ crf, sha256 }) => [`held-out/unseen-crf${crf}.avcl`, sha256]));
    // What was applied, which the researcher reads, is of its own suite only.
    expect(new Set(experiment.applied!.rungs.map(({ clipId }) => clipId))).toEqual(new Set(["gravel"]));
    expect(await findChampion(test.lab, "tiny-best")).toMatchObject({ id: experiment.id, heldOutPercent: validation.headline.reductionPercent });
    expect((await readOverview(test.lab, { aliveWithinSeconds: 30 })).champion).toMatchObject({ id: experiment.id, suiteId: "tiny-best" });
  });

  it("that is none is not put to the held-out suite", async () => {
    const from = worker.asked.length;
    await launch(test.lab, suite("tiny-best"), { ...GOOD, rungs: [{ crf: 16 }, ...RUNGS.slice(1)], base: { codec: "x265", preset: "faster" } });
    const { experiment } = await worker.runNext({ heldOut: check });
    expect(experiment.evaluation).toMatchObject({ reached: "suite", validation: null, champion: null });
    expect(encodesSince(from).filter((what) => what.includes("unseen"))).toEqual([]);
  });

  it("stays unconfirmed, and says so, where the operator does not validate", async () => {
    const from = worker.asked.length;
    await launch(test.lab, suite("tiny-off"), GOOD);
    const { experiment } = await worker.runNext({ heldOut: { ...check, on: false } });
    expect(experiment.evaluation).toMatchObject({ reached: "suite", validation: null, champion: { confirmed: false, reason: expect.stringContaining("LAB_VALIDATE=off") as string, previousId: null } });
    expect(encodesSince(from).filter((what) => what.includes("unseen"))).toEqual([]);
    expect(await findChampion(test.lab, "tiny-off")).toBeNull();
  });

  it("keeps its result when the held-out suite cannot be measured, with the reason on record", async () => {
    const gone = { id: "gone", title: "Gone", description: "", clips: [{ kind: "upload" as const, id: "upload-gone", title: "gone.mp4", uploadId: "3b241101-e2bb-4255-8caf-4136c566a963", frames: 24 }] };
    await launch(test.lab, suite("tiny-gone"), GOOD);
    const { outcome, experiment } = await worker.runNext({ heldOut: { ...check, suite: gone } });
    expect(outcome).toBe("completed");
    expect(experiment).toMatchObject({ verdict: "better", failure: null, evaluation: { reached: "suite", validation: { outcome: "failed", suiteId: "gone", reason: expect.stringContaining("3b241101") as string }, champion: { confirmed: false } } });
    expect(experiment.artifacts.some(({ name }) => name === "bitstream/gravel-crf17.avcl")).toBe(true);
    expect(await findChampion(test.lab, "tiny-gone")).toBeNull();
  });
});
