import { beforeEach, describe, expect, it } from "vitest";
import { buildCompletion, buildNewExperiment } from "#e2e/builders.ts";
import { makeExperiment } from "#worker/research/experiment.fixture.ts";
import type { Experiment } from "../experiment/schema.ts";
import { emptyDocument } from "../knowledge/document.ts";
import { fold } from "../knowledge/fold.ts";
import { BEST_ID, experimentAt, madeUpHistory } from "#worker/research/history.fixture.ts";
import { buildDigest } from "./build-digest.ts";
import { claimNextExperiment } from "./claim-next-experiment.ts";
import { completeExperiment } from "./complete-experiment.ts";
import { enqueueExperiment } from "./enqueue-experiment.ts";
import { importExperiment } from "./import-experiment.ts";
import { ALL_SUITES, knowledgeKey, suiteScope, unfoldedPartition } from "./keys.ts";
import type { Lab } from "./lab.ts";
import { readKnowledge } from "./read-knowledge.ts";
import { recordAnalysis } from "./record-analysis.ts";
import { countReads, createTestLab, writeHistory } from "./testing.ts";

let lab: Lab;
beforeEach(async () => {
  ({ lab } = await createTestLab());
});

const QUICK = { kind: "suite", suiteId: "quick" } as const;

async function importAll(experiments: readonly Experiment[]): Promise<void> {
  for (let start = 0; start < experiments.length; start += 10) await Promise.all(experiments.slice(start, start + 10).map((experiment) => importExperiment(lab, experiment)));
}

/** Notes that wait in a scope. */
const notes = async (scope: string): Promise<number> => (await lab.db.query({ table: lab.tables.experiments, key: [["pk", "=", unfoldedPartition(scope)]], limit: 1000 })).items.length;

describe("what the lab knows", () => {
  it("reads as much for one more experiment after 400 as after 20", async () => {
    const readsFor = async (next: number) => {
      await buildDigest(lab, { suiteId: "quick" });
      await importExperiment(lab, experimentAt(next));
      const watch = countReads(lab);
      const digest = await buildDigest(watch.lab, { suiteId: "quick" });
      expect(digest.rows.some(({ id }) => id === `exp-${next}`)).toBe(true);
      return watch.reads;
    };
    await writeHistory(lab, madeUpHistory(20));
    const few = await readsFor(20);
    await writeHistory(lab, Array.from({ length: 379 }, (_, index) => experimentAt(21 + index)));
    const many = await readsFor(400);
    // Of the details, how many are incomparable differs: at most ten records, each with its twins.
    expect(Math.abs(many.items - few.items)).toBeLessThanOrEqual(8);
    expect(many.items).toBeLessThan(40);
    expect(many.objects).toBe(few.objects);
    const { knowledge } = await buildDigest(lab, { suiteId: "quick" });
    expect(knowledge?.here.counts.settled).toBe(401);
    expect(knowledge?.everywhere.counts.settled).toBe(401);
    expect(knowledge?.here.shape?.id).toBe(BEST_ID);
  }, 120_000);

  it("is the same, folded one by one as they end, as folded from the start", async () => {
    const past = madeUpHistory(30);
    for (const experiment of past) {
      await importExperiment(lab, experiment);
      await readKnowledge(lab, QUICK);
    }
    const { document } = await readKnowledge(lab, QUICK);
    expect(document).toEqual({ ...past.reduce(fold, emptyDocument(QUICK)), backfill: null });
    expect(await notes(suiteScope("quick"))).toBe(0);
    // Nobody asked for all suites: its notes wait.
    expect(await notes(ALL_SUITES)).toBe(30);
  });

  it("holds every experiment once when several read and others end at the same time", async () => {
    const past = madeUpHistory(40);
    await Promise.all([importAll(past), ...Array.from({ length: 4 }, () => buildDigest(lab, { suiteId: "quick" })), readKnowledge(lab, { kind: "all" })]);
    const readers = await Promise.all(Array.from({ length: 4 }, () => readKnowledge(lab, QUICK)));
    for (const { document } of readers) {
      expect(document.knowledge.counts.settled).toBe(40);
      expect(new Set(document.rows.map(({ id }) => id)).size).toBe(40);
    }
  });

  it("finds records from before it was kept, and those that ended meanwhile, once each", async () => {
    const past = madeUpHistory(12);
    await importAll(past);
    const { items } = await lab.db.query({ table: lab.tables.experiments, key: [["pk", "=", unfoldedPartition(suiteScope("quick"))]], limit: 100 });
    // As an older version left them: without notes.
    for (const { pk, sk } of items.slice(0, 9)) await lab.db.write({ kind: "delete", table: lab.tables.experiments, key: { pk: String(pk), sk: String(sk) } });
    const { document, complete } = await readKnowledge(lab, QUICK);
    expect(complete).toBe(true);
    expect(document.rows.map(({ id }) => id).sort()).toEqual(past.map(({ id }) => id).sort());
    expect(document.knowledge.counts.settled).toBe(12);
  });

  it("is made anew from the history when its document is lost or cannot be read", async () => {
    await importAll(madeUpHistory(8));
    const before = await readKnowledge(lab, QUICK);
    const pointer = await lab.db.get(lab.tables.experiments, knowledgeKey(suiteScope("quick")));
    await lab.blobs.delete(String(pointer?.blob));
    expect((await readKnowledge(lab, QUICK)).document).toEqual(before.document);
    const again = await lab.db.get(lab.tables.experiments, knowledgeKey(suiteScope("quick")));
    await lab.blobs.put(String(again?.blob), Buffer.from(JSON.stringify({ version: 0 })), "application/json");
    expect((await readKnowledge(lab, QUICK)).document).toEqual(before.document);
  });

  it("stops where a request asks it to, and goes on from there", async () => {
    await writeHistory(lab, madeUpHistory(100));
    const first = await readKnowledge(lab, QUICK, { most: 50 });
    expect(first.complete).toBe(false);
    const second = await readKnowledge(lab, QUICK);
    expect(second.complete).toBe(true);
    expect(second.document.knowledge.counts.settled).toBe(100);
  });

  it("keeps one version of a document, and leaves nothing behind for a suite that is made up", async () => {
    await importAll(madeUpHistory(3));
    await readKnowledge(lab, QUICK);
    const old = await lab.db.get(lab.tables.experiments, knowledgeKey(suiteScope("quick")));
    await importExperiment(lab, experimentAt(5));
    await readKnowledge(lab, QUICK);
    expect(await lab.blobs.head(String(old?.blob))).toBeNull();
    expect((await buildDigest(lab, { suiteId: "made-up" })).knowledge?.here.counts.settled).toBe(0);
    expect(await lab.db.get(lab.tables.experiments, knowledgeKey(suiteScope("made-up")))).toBeNull();
  });

  it("counts an import that is older than everything like a new one", async () => {
    await importExperiment(lab, experimentAt(50));
    await readKnowledge(lab, QUICK);
    await importExperiment(lab, experimentAt(1));
    const { document } = await readKnowledge(lab, QUICK);
    expect(document.rows.map(({ id }) => id)).toEqual(["exp-50", "exp-1"]);
  });

  it("follows an experiment from the queue to its finding, and names what waits", async () => {
    await enqueueExperiment(lab, buildNewExperiment());
    const [waiting] = (await buildDigest(lab, { suiteId: "quick" })).rows;
    expect(waiting).toMatchObject({ status: "queued" });
    const id = waiting?.id ?? "";
    expect((await buildDigest(lab, { suiteId: "quick", without: id })).rows).toEqual([]);
    await claimNextExperiment(lab, { owner: "worker", leaseSeconds: 30 });
    await completeExperiment(lab, { id, owner: "worker", attempt: 1 }, buildCompletion({ rateFactors: [0.7] }));
    const before = await buildDigest(lab, { suiteId: "quick" });
    expect(before.rows).toMatchObject([{ id, status: "completed", finding: null }]);
    await recordAnalysis(lab, id, { finding: "It paid by a third.", analysedAt: lab.now().toISOString() });
    const after = await buildDigest(lab, { suiteId: "quick" });
    expect(after.rows).toMatchObject([{ id, finding: "It paid by a third." }]);
    expect(after.knowledge?.here.counts).toEqual({ settled: 1, byVerdict: { better: 1 } });
  });

  it("has nothing of the held-out suite, not even a note", async () => {
    await importExperiment(lab, makeExperiment({ id: "secret", suiteId: "held-out" }));
    await importExperiment(lab, makeExperiment({ id: "open-book" }));
    expect((await readKnowledge(lab, { kind: "all" })).document.rows.map(({ id }) => id)).toEqual(["open-book"]);
    expect(await notes(suiteScope("held-out"))).toBe(0);
    expect(await buildDigest(lab, { suiteId: "held-out" })).toMatchObject({ rows: [], details: [] });
  });
});
