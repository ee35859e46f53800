import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { readBlob } from "#lib/data/blobs.ts";
import { checkStorage } from "#lib/data/check-storage.ts";
import { enqueueExperiment } from "#lib/data/enqueue-experiment.ts";
import { getExperiment } from "#lib/data/get-experiment.ts";
import { closeLab, createLab, type Lab } from "#lib/data/lab.ts";
import { listExperiments } from "#lib/data/list-experiments.ts";
import { readOverview } from "#lib/data/read-overview.ts";
import { createTestLab } from "#lib/data/testing.ts";
import { StorageUnavailableError } from "#lib/errors.ts";
import type { Env } from "#lib/env.ts";
import { createResearcher, type Researcher } from "#worker/research/researcher.ts";
import { startWorker } from "./start-worker.ts";
import { startCuttableProxy, type CuttableProxy } from "./testing/cuttable-proxy.ts";
import { createTestWorker, fastPlan, launch, sceneClip, tinySuite, type TestWorker } from "./testing/test-worker.ts";

interface BehindProxies {
  direct: Lab;
  far: Lab;
  env: Env;
  dynamodb: CuttableProxy;
  s3: CuttableProxy;
  close(): void;
}

/** A lab seen twice: by the test directly, and by the worker through proxies. */
async function labBehindProxies(): Promise<BehindProxies> {
  const test = await createTestLab();
  const dynamodb = await startCuttableProxy(test.env.DYNAMODB_ENDPOINT ?? "");
  const s3 = await startCuttableProxy(test.env.S3_ENDPOINT ?? "");
  const env = { ...test.env, DYNAMODB_ENDPOINT: dynamodb.url, S3_ENDPOINT: s3.url };
  const far = createLab(env);
  const close = () => {
    dynamodb.close();
    s3.close();
    closeLab(far);
  };
  return { direct: test.lab, far, env, dynamodb, s3, close };
}

/** Asks stores that say nothing. Takes as long as the clients are patient, so that it goes on beside the other tests. */
async function askInSilence() {
  const behind = await labBehindProxies();
  const { direct, far, dynamodb, s3 } = behind;
  const { id } = await launch(direct, tinySuite(), fastPlan());
  dynamodb.silence();
  s3.silence();
  const words = checkStorage(far, { aliveWithinSeconds: 30 });
  const asked = await Promise.allSettled([
    listExperiments(far, { limit: 5 }), getExperiment(far, id), readOverview(far, { aliveWithinSeconds: 30 }),
    enqueueExperiment(far, { suite: tinySuite(), origin: "researcher", parentId: null, plan: null, hypothesis: null, why: null, expected: null, researcher: null, idempotencyKey: "again" }),
  ]);
  return { behind, id, asked, words: await words };
}

let silence: ReturnType<typeof askInSilence>;
beforeAll(() => {
  silence = askInSilence();
  silence.catch(() => {}); // The test that waits for it says so.
});

/** The built-in researcher; `before` happens when all is measured and nothing is stored yet. */
function researcherThat(env: Env, lab: Lab, before: () => void): Researcher {
  const researcher = createResearcher(env, { clock: lab.now, log: () => {} });
  return {
    propose: (input) => researcher.propose(input),
    analyse: (input) => {
      before();
      return researcher.analyse(input);
    },
  };
}

const saidBy = (said: readonly string[], text: string | RegExp) => expect.poll(() => said.some((line) => (typeof text === "string" ? line.includes(text) : text.test(line))), { timeout: 30_000 }).toBe(true);
const completions = async (lab: Lab) => (await readOverview(lab, { aliveWithinSeconds: 60 })).experiments.byVerdict;

describe("DynamoDB away in the middle of an experiment", () => {
  it("for longer than the lease: the experiment completes once, in its first attempt", async () => {
    const { direct, far, env, dynamodb, close } = await labBehindProxies();
    const { id } = await launch(direct, tinySuite([sceneClip({ frames: 48 })], "tiny-away"), fastPlan());
    const worker = await createTestWorker(far, env, { leaseSeconds: 2 });
    onTestFinished(() => worker.close().then(close));
    const running = worker.runNext();
    await expect.poll(() => worker.encoding(), { timeout: 30_000 }).toBe(true);
    dynamodb.cut();
    const { leaseExpiresAt, stages } = (await getExperiment(direct, id))!;
    await expect.poll(() => direct.now().toISOString() > leaseExpiresAt!, { timeout: 30_000 }).toBe(true);
    await saidBy(worker.said, "heartbeat failed: DynamoDB did not answer");
    expect(await getExperiment(direct, id)).toMatchObject({ status: "running", attempt: 1, leaseExpiresAt });
    await dynamodb.mend();

    const { outcome, experiment } = await running;
    expect(outcome).toBe("completed");
    expect(experiment).toMatchObject({ id, status: "completed", attempt: 1, failure: null });
    expect(experiment.stages.length).toBeGreaterThan(stages.length);
    expect(experiment.stages.every((entry) => entry.finishedAt !== null)).toBe(true);
    expect(await completions(direct)).toEqual({ [experiment.verdict!]: 1 });
  });
});

describe("a store that goes away when everything is measured", () => {
  const suite = tinySuite([sceneClip()], "tiny-measured");
  let behind: BehindProxies;
  let worker: TestWorker;
  beforeAll(async () => {
    behind = await labBehindProxies();
    worker = await createTestWorker(behind.far, behind.env);
  });
  afterAll(async () => {
    await worker.close();
    behind.close();
  });

  it("DynamoDB for a while: the result waits for it", async () => {
    const { direct, far, env, dynamodb } = behind;
    await launch(direct, suite, fastPlan({ bframes: 1 }));
    const running = worker.runNext({ researcher: researcherThat(env, far, () => dynamodb.cut()) });
    await saidBy(worker.said, /(reading|writing) did not succeed, trying again/);
    await dynamodb.mend();
    expect((await running).experiment).toMatchObject({ status: "completed", attempt: 1, failure: null, finding: expect.any(String) });
  });

  it("S3 for a while: every artifact is there in the end", async () => {
    const { direct, far, env, s3 } = behind;
    await launch(direct, suite, fastPlan({ bframes: 2 }));
    const running = worker.runNext({ researcher: researcherThat(env, far, () => s3.cut()) });
    await saidBy(worker.said, /storing experiments\/.* did not succeed, trying again/);
    await s3.mend();
    const { outcome, experiment } = await running;
    expect(outcome).toBe("completed");
    expect(experiment.failure).toBeNull();
    for (const { key, bytes } of experiment.artifacts) expect((await readBlob(direct, key))?.length).toBe(bytes);
    expect(experiment.artifacts.filter(({ name }) => name.startsWith("bitstream/"))).toHaveLength(5);
  });

  it("S3 for longer than the lab's patience: it fails in stage publish with the reason, and what was applied stays on record", async () => {
    const { direct, far, env, s3 } = behind;
    await launch(direct, suite, fastPlan({ bframes: 3 }));
    const { outcome, experiment } = await worker.runNext({ patienceMs: 0, researcher: researcherThat(env, far, () => s3.cut()) });
    await s3.mend();
    expect(outcome).toBe("failed");
    expect(experiment).toMatchObject({ status: "failed", failure: { stage: "publish", reason: expect.stringMatching(/^S3 did not answer \(PutObject\)/) } });
    expect(experiment.applied!.rungs).toHaveLength(5);
  });
});

describe("a worker with an empty queue", () => {
  it("starts while both stores are away, survives another outage, and goes on claiming afterwards", async () => {
    const { direct, env, dynamodb, s3, close } = await labBehindProxies();
    const dataDir = await mkdtemp(join(tmpdir(), "lab-outage-"));
    const shutdown = new AbortController();
    const said: string[] = [];
    dynamodb.cut();
    s3.cut();
    const worker = startWorker({ env: { ...env, LAB_DATA_DIR: dataDir }, id: "w-1", log: (_level, message) => void said.push(message), shutdown: shutdown.signal, idleMs: 50 });
    onTestFinished(async () => {
      shutdown.abort();
      await worker;
      close();
      await rm(dataDir, { recursive: true, force: true });
    });
    await saidBy(said, /^experiments: DynamoDB did not answer .* trying again/);
    await Promise.all([dynamodb.mend(), s3.mend()]);
    await saidBy(said, "experiments: goes on");
    said.length = 0;
    dynamodb.cut();
    await saidBy(said, /^experiments: DynamoDB did not answer .* trying again/);
    await dynamodb.mend();
    await saidBy(said, "experiments: goes on");

    const { id } = await launch(direct, tinySuite([sceneClip({ frames: 10 })], "tiny-after"), fastPlan());
    await expect.poll(async () => (await getExperiment(direct, id))?.status, { timeout: 40_000 }).toBe("completed");
  });
});

describe("what the API asks for", () => {
  it("is answered with StorageUnavailableError when the stores take connections and say nothing, and works again afterwards", async () => {
    const { behind, id, asked, words } = await silence;
    const { far, dynamodb, s3 } = behind;
    for (const answer of asked) expect(answer).toMatchObject({ status: "rejected", reason: expect.any(StorageUnavailableError) });
    expect([words.dynamodb, words.s3]).toEqual(["DynamoDB did not answer (readiness): Error: no answer within 5 s", "S3 did not answer (readiness): Error: no answer within 5 s"]);

    await Promise.all([dynamodb.mend(), s3.mend()]);
    expect((await listExperiments(far, { limit: 5 })).items.map((row) => row.id)).toEqual([id]);
    expect(await checkStorage(far, { aliveWithinSeconds: 30 })).toMatchObject({ dynamodb: "ok", s3: "ok" });
    behind.close();
  });
});
