import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { getExperiment } from "#lib/data/get-experiment.ts";
import { closeLab, createLab } from "#lib/data/lab.ts";
import { readOverview } from "#lib/data/read-overview.ts";
import { createTestLab } from "#lib/data/testing.ts";
import { startWorker } from "./start-worker.ts";
import { startCuttableProxy } from "./testing/cuttable-proxy.ts";
import { createTestWorker, fastPlan, launch, sceneClip, tinySuite } from "./testing/test-worker.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

describe("a worker that is cut off from DynamoDB for longer than its lease", () => {
  it("loses its experiment to another one, learns it when it is back, and changes nothing", async () => {
    const { lab, env } = await createTestLab();
    const proxy = await startCuttableProxy(env.DYNAMODB_ENDPOINT ?? "");
    const farEnv = { ...env, DYNAMODB_ENDPOINT: proxy.url };
    const far = createLab(farEnv);
    const [cutOff, other] = [await createTestWorker(far, farEnv, { leaseSeconds: 2 }), await createTestWorker(lab, env)];
    cleanups.push(() => proxy.close(), () => closeLab(far), () => cutOff.close(), () => other.close());

    const { id } = await launch(lab, tinySuite([sceneClip()], "tiny-taken"), fastPlan());
    const running = cutOff.runNext();
    await expect.poll(() => cutOff.encoding(), { timeout: 30_000 }).toBe(true);
    proxy.cut();
    const before = (await getExperiment(lab, id))!;
    await expect.poll(() => lab.now().toISOString() > before.leaseExpiresAt!, { timeout: 30_000 }).toBe(true);

    const taken = await other.runNext();
    expect(taken.outcome).toBe("completed");
    expect(taken.experiment).toMatchObject({ id, status: "completed", attempt: 2 });
    expect(taken.experiment.owner).not.toBe(before.owner);
    expect(taken.experiment.artifacts.every(({ key }) => key.startsWith(`experiments/${id}/2/`))).toBe(true);

    await proxy.mend();
    expect((await running).outcome).toBe("lost");
    expect(cutOff.said).toContainEqual(expect.stringContaining("the lease was lost: another worker owns the experiment now"));
    expect(await readdir(join(cutOff.dataDir, "work"))).toEqual([]);
    expect(await getExperiment(lab, id)).toEqual(taken.experiment);
    expect((await readOverview(lab, { aliveWithinSeconds: 60 })).experiments).toEqual({ total: 1, byVerdict: { [taken.experiment.verdict!]: 1 } });
  });
});

describe("two workers on one queue", () => {
  it("complete each of six experiments exactly once", async () => {
    const { lab, env } = await createTestLab();
    const suite = tinySuite([sceneClip({ width: 64, height: 64, frames: 10 })], "tiny-queue");
    const plans = [0, 1, 2, 3, 4, 5].map((bframes) => ({ ...fastPlan({ bframes }), rungs: [{ crf: 20 }, { crf: 25 }, { crf: 30 }, { crf: 35 }] }));
    const ids: string[] = [];
    for (const plan of plans) ids.push((await launch(lab, suite, plan)).id);

    const shutdown = new AbortController();
    const said: string[] = [];
    const folder = await mkdtemp(join(tmpdir(), "lab-two-workers-"));
    const workers = ["w-1", "w-2"].map((id) =>
      startWorker({ env: { ...env, LAB_DATA_DIR: join(folder, id), LAB_ENCODE_SLOTS: 1 }, id, log: (_level, message) => void said.push(`${id} ${message}`), shutdown: shutdown.signal, idleMs: 50 }),
    );
    cleanups.push(async () => {
      shutdown.abort();
      await Promise.all(workers);
      await rm(folder, { recursive: true, force: true });
    });
    const read = () => Promise.all(ids.map((id) => getExperiment(lab, id)));
    await expect.poll(async () => (await read()).every((experiment) => experiment?.status === "completed"), { timeout: 100_000, interval: 500 }).toBe(true);

    const experiments = await read();
    expect(experiments.map((experiment) => experiment?.attempt)).toEqual(ids.map(() => 1));
    expect(new Set(experiments.map((experiment) => experiment?.owner))).toEqual(new Set(["w-1", "w-2"]));
    await expect.poll(() => ids.map((id) => said.filter((line) => line.endsWith(`experiment ${id}: completed`)).length)).toEqual(ids.map(() => 1));
    const { total, byVerdict } = (await readOverview(lab, { aliveWithinSeconds: 60 })).experiments;
    expect({ total, ended: Object.values(byVerdict).reduce((sum, count) => sum + count, 0) }).toEqual({ total: 6, ended: 6 });
  }, 120_000);
});
