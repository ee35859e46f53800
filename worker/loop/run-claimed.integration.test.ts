import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { readBlob } from "#lib/data/blobs.ts";
import { cancelExperiment } from "#lib/data/cancel-experiment.ts";
import { listReasoning } from "#lib/data/list-reasoning.ts";
import { readEnv } from "#lib/env.ts";
import type { Stage } from "#lib/experiment/schema.ts";
import { AnalysisSchema } from "#lib/plan/schema.ts";
import { createResearcher } from "#worker/research/researcher.ts";
import { createTestLabWithWorker, createTestWorker, fastPlan, launch, sceneClip, tinySuite } from "./testing/test-worker.ts";

const { test, worker } = await createTestLabWithWorker();
afterAll(() => worker.close());

const workFolders = () => readdir(join(worker.dataDir, "work"));

describe("one experiment", () => {
  it("with the baseline's own plan ends byte-identical to the baseline, at exactly zero, inconclusive", async () => {
    await launch(test.lab, tinySuite(), fastPlan({ preset: "medium" }));
    const { outcome, experiment } = await worker.runNext();
    expect(outcome).toBe("completed");
    const [clip] = experiment.results!.clips;
    expect(clip!.points.map((point) => point.sha256)).toEqual(clip!.baseline.points.map((point) => point.sha256));
    expect(experiment.headline!.reductionPercent).toBeCloseTo(0, 9);
    expect(experiment).toMatchObject({ verdict: "inconclusive", status: "completed", method: "conventional" });
    expect(clip!.bdRate.psnrYuv).toMatchObject({ status: "ok", percent: 0, overlapPercent: 100 });
  });

  it("counts the file's bytes, stores the very files, and says which options were passed", async () => {
    await launch(test.lab, tinySuite(), fastPlan({ bframes: 2 }));
    const { experiment } = await worker.runNext();
    for (const point of experiment.results!.clips[0]!.points) {
      const artifact = experiment.artifacts.find((entry) => entry.name === `bitstream/gravel-crf${point.crf}.avcl`)!;
      const file = (await readBlob(test.lab, artifact.key))!;
      expect(file.length).toBe(point.bytes);
      expect(createHash("sha256").update(file).digest("hex")).toBe(point.sha256);
      // 16 frames at 24/s are 2/3 s.
      expect(point.kbps).toBeCloseTo((file.length * 8 * 1.5) / 1000, 9);
      const applied = experiment.applied!.rungs.find((rung) => rung.crf === point.crf)!;
      expect(Object.values(applied.parts).reduce((sum, bytes) => sum + bytes, 0)).toBe(file.length);
      expect(applied.options).toEqual({ crf: String(point.crf) });
    }
    expect(experiment.applied!.encoder).toMatchObject({ encoder: "libx265", threads: 1, options: expect.objectContaining({ preset: "ultrafast", "x265-params": expect.stringContaining("bframes=2") }) });
    expect(experiment.results!.notMeasured).toEqual({ vmaf: "no ffmpeg in this test", vmafNeg: "no ffmpeg in this test" });
    expect(experiment.stages.map((entry) => entry.stage)).toEqual(["plan", "generate", "baseline", "encode", "decode", "measure", "analyse", "publish"] satisfies Stage[]);
    expect(experiment.stages.every((entry) => entry.finishedAt !== null)).toBe(true);
  });

  it("encodes no baseline the second time, and a different plan has a different result", async () => {
    await launch(test.lab, tinySuite(), fastPlan({ bframes: 0 }));
    const { experiment } = await worker.runNext();
    expect(experiment.results!.clips[0]!.baselineCached).toBe(true);
    expect(experiment.identicalTo).toEqual([]);
  });

  it("says when another plan gave byte-identical bitstreams", async () => {
    // The strength of adaptive quantisation is without effect while its mode is off.
    const first = await launch(test.lab, tinySuite(), fastPlan({ refs: 1 }));
    await worker.runNext();
    await launch(test.lab, tinySuite(), fastPlan({ refs: 1, aqStrength: 2 }));
    const { experiment } = await worker.runNext();
    expect(experiment.identicalTo).toEqual([first.id]);
  });

  it("learns a restoration, counts its bytes and says on every rung whether and why it was used", async () => {
    await launch(test.lab, tinySuite([sceneClip({ id: "shapes", scene: "shapes", noise: 0, width: 256, height: 144 })], "tiny-neural"), { ...fastPlan({ sao: false }), restore: { kind: "cnn", layers: 2, channels: 4, steps: 300, patch: 32, batch: 4 } });
    const { experiment } = await worker.runNext();
    expect(experiment).toMatchObject({ status: "completed", method: "neural" });
    const rungs = experiment.applied!.rungs;
    expect(rungs.some((rung) => rung.restoration!.used)).toBe(true);
    for (const rung of rungs) {
      expect(rung.restoration!.reason).toMatch(rung.restoration!.used ? /^on: gains/ : /^off:/);
      expect(rung.parts.weights ?? 0).toBe(rung.restoration!.used ? rung.restoration!.bytes : 0);
      expect(Object.values(rung.parts).reduce((sum, bytes) => sum + bytes, 0)).toBe(rung.bytes);
    }
    const curves = JSON.parse((await readBlob(test.lab, experiment.artifacts.find((entry) => entry.name === "training/shapes.json")!.key))!.toString()) as { crf: number; lossCurve: { step: number }[] }[];
    expect(curves.map((curve) => curve.crf)).toEqual([17, 22, 27, 32, 37]);
    expect(curves[0]!.lossCurve.length).toBeGreaterThan(1);
  });

  it("finds a scene program in the pixels, cuts by shots and keeps what the decoder needs in the file", async () => {
    const predictor = { kind: "scene" as const, layers: ["gradient" as const, "waves" as const] };
    await launch(test.lab, tinySuite([sceneClip({ id: "slopes", scene: "gradients", noise: 0, width: 160, height: 96 })], "tiny-hybrid"), { ...fastPlan(), predictor, adapt: { kind: "shots" }, restore: { kind: "wiener", classes: 4 } });
    const { experiment } = await worker.runNext();
    expect(experiment).toMatchObject({ status: "completed", method: "hybrid" });
    for (const rung of experiment.applied!.rungs) {
      expect(rung.program).toMatchObject({ used: expect.stringMatching(/alone|residual|no/) as string, layers: expect.arrayContaining(["waves"]) as string[] });
      expect(rung.program!.reason).toMatch(/rendering alone .* dB in \d+ bytes/);
      expect(rung.costs!.fitMs).toBeGreaterThan(0);
      expect(rung.costs!.streams).toBeGreaterThan(0);
      expect(Object.values(rung.parts).reduce((sum, bytes) => sum + bytes, 0)).toBe(rung.bytes);
    }
    expect(experiment.applied!.rungs.some(({ program }) => program!.used !== "no")).toBe(true);
  });

  it("leaves no work folder behind", async () => {
    expect(await workFolders()).toEqual([]);
  });
});

describe("the research loop", () => {
  it("states a hypothesis, runs it, analyses it; the second experiment differs and cites the first", async () => {
    // A history of its own: what the planner proposes after that of the tests above may take a minute.
    const { test: alone, worker } = await createTestLabWithWorker();
    onTestFinished(() => worker.close());
    const suite = tinySuite([sceneClip()], "tiny-loop");
    await launch(alone.lab, suite, null);
    const first = (await worker.runNext()).experiment;
    expect(first).toMatchObject({ status: "completed", researcher: { kind: "built-in" } });
    expect(first.hypothesis).toBeTruthy();
    expect(first.finding).toBeTruthy();
    const reasoning = await listReasoning(alone.lab, first.id);
    expect(reasoning.map((call) => call.kind)).toEqual(["proposal", "analysis"]);
    const analysis = AnalysisSchema.parse(reasoning[1]!.reply);
    expect(analysis.nextPlan).not.toEqual(first.plan);
    expect(worker.said.some((line) => line.includes(first.hypothesis!))).toBe(true);

    await launch(alone.lab, suite, null);
    const second = (await worker.runNext()).experiment;
    expect(second.fingerprint).not.toBe(first.fingerprint);
    expect(second.resultDigest).not.toBe(first.resultDigest);
    expect(`${second.hypothesis} ${second.why}`).toContain(first.id);
  });

  it("fails in stage plan, and is never completed, when the model is not there", async () => {
    const env = readEnv({ ...test.variables, LLM_MODEL: "absent", LLM_BASE_URL: "http://127.0.0.1:9/v1", LLM_RETRIES: "1", LLM_TIMEOUT_SECONDS: "2" });
    await launch(test.lab, tinySuite([sceneClip()], "tiny-outage"), null);
    const { outcome, experiment } = await worker.runNext({ researcher: createResearcher(env, { clock: test.lab.now, log: () => {} }) });
    expect(outcome).toBe("failed");
    expect(experiment).toMatchObject({ status: "failed", verdict: "failed", plan: null, results: null, failure: { stage: "plan" }, evaluation: { reached: "schema", screen: null } });
    expect(await listReasoning(test.lab, experiment.id)).toHaveLength(2);
  });

  it("keeps the measurement, says why there is no analysis, and does not pretend one, when the model goes away half-way", async () => {
    const env = readEnv({ ...test.variables, LLM_MODEL: "absent", LLM_BASE_URL: "http://127.0.0.1:9/v1", LLM_RETRIES: "0", LLM_TIMEOUT_SECONDS: "2" });
    await launch(test.lab, tinySuite(), fastPlan({ preset: "medium", refs: 2 }));
    const { experiment } = await worker.runNext({ researcher: createResearcher(env, { clock: test.lab.now, log: () => {} }) });
    expect(experiment).toMatchObject({ status: "completed", finding: null, analysedAt: null, failure: { stage: "analyse" } });
    expect(experiment.headline!.reductionPercent).not.toBeNull();
  });
});

describe("what can go wrong", () => {
  it("cancels in the middle of a stage and leaves nothing running or lying about", async () => {
    const { id } = await launch(test.lab, tinySuite([sceneClip({ frames: 240, width: 320, height: 240 })], "tiny-cancel"), fastPlan({ preset: "veryslow" }));
    const running = worker.runNext();
    await expect.poll(async () => (await workFolders()).length).toBe(1);
    expect(await cancelExperiment(test.lab, id)).toEqual({ outcome: "requested" });
    const { outcome, experiment } = await running;
    expect(outcome).toBe("cancelled");
    expect(experiment).toMatchObject({ status: "cancelled", verdict: "cancelled", headline: null });
    expect(await workFolders()).toEqual([]);
  });

  it("releases its experiment when the worker shuts down, and another worker completes it", async () => {
    const { id } = await launch(test.lab, tinySuite([sceneClip({ frames: 120 })], "tiny-release"), fastPlan({ preset: "medium" }));
    const leaving = await createTestWorker(test.lab, test.env);
    const running = leaving.runNext();
    await expect.poll(async () => (await readdir(join(leaving.dataDir, "work")).catch(() => [])).length).toBe(1);
    leaving.shutdown.abort();
    expect((await running).outcome).toBe("released");
    await leaving.close();
    const { outcome, experiment } = await worker.runNext();
    expect({ outcome, id: experiment.id, attempt: experiment.attempt }).toEqual({ outcome: "completed", id, attempt: 2 });
  });

  it("fails with the stage and the reason when an experiment outlives its time limit", async () => {
    await launch(test.lab, tinySuite([sceneClip({ frames: 240, width: 320, height: 240 })], "tiny-limit"), fastPlan({ preset: "veryslow" }));
    const { experiment } = await worker.runNext({ limitMinutes: 0.01 });
    expect(experiment).toMatchObject({ status: "failed", failure: { reason: expect.stringContaining("outlived its time limit of 0.01 minutes") } });
    expect(["plan", "generate", "baseline"]).toContain(experiment.failure!.stage);
  });

  it("fails in stage generate when the uploaded file is gone", async () => {
    const uploadId = "3b241101-e2bb-4255-8caf-4136c566a962";
    const suite = { id: "upload-gone", title: "Gone", description: "", clips: [{ kind: "upload" as const, id: "upload-gone", title: "gone.mp4", uploadId, frames: 24 }] };
    await launch(test.lab, suite, fastPlan());
    const { experiment } = await worker.runNext();
    expect(experiment).toMatchObject({ status: "failed", failure: { stage: "generate", reason: expect.stringContaining(uploadId) } });
  });
});
