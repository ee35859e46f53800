import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getExperiment } from "#lib/data/get-experiment.ts";
import { importExperiment } from "#lib/data/import-experiment.ts";
import { listReasoning } from "#lib/data/list-reasoning.ts";
import { saveReasoning } from "#lib/data/save-reasoning.ts";
import { createTestLab, type TestLab } from "#lib/data/testing.ts";
import { sampleAnalysis, startLlmServer, type LlmServer } from "#e2e/llm-server.ts";
import { analysePast } from "./analyse-past.ts";
import { buildDigest } from "#lib/data/build-digest.ts";
import { makeExperiment } from "./experiment.fixture.ts";
import { renderDigest } from "#lib/research/render-digest.ts";
import { createResearcher } from "./researcher.ts";

let test: TestLab;
let server: LlmServer;
const { signal } = new AbortController();
const log = (): void => undefined;

beforeAll(async () => {
  test = await createTestLab();
  server = await startLlmServer();
});
afterAll(async () => {
  await server.close();
});

function tools(model: boolean) {
  const { lab, env } = test;
  const researcher = createResearcher({ ...env, LLM_MODEL: model ? "test-model" : undefined, LLM_BASE_URL: server.url, LLM_RETRIES: 0 }, { clock: lab.now, log });
  return { lab, researcher, log, signal };
}

describe("analysing the past", () => {
  it("gives every finished experiment without an analysis one, once, however often and side by side it runs", async () => {
    const { lab } = test;
    await importExperiment(lab, makeExperiment({ id: "past-1", reduction: 24 }));
    await importExperiment(lab, makeExperiment({ id: "past-2", minute: 1, plan: null, reduction: null, change: { origin: "imported", verdict: "unverified" } }));
    await importExperiment(lab, makeExperiment({ id: "past-3", minute: 2, reduction: null, change: { status: "failed", verdict: "failed" } }));
    const both = await Promise.all([analysePast(tools(false)), analysePast(tools(false))]);
    expect(both[0].analysed + both[1].analysed).toBe(2);
    expect(await analysePast(tools(false))).toEqual({ analysed: 0, already: 0, failed: 0 });
    for (const id of ["past-1", "past-2"]) {
      expect((await listReasoning(lab, id)).filter(({ kind, outcome }) => kind === "analysis" && outcome === "ok")).toHaveLength(1);
      expect((await getExperiment(lab, id))?.finding).not.toBeNull();
    }
    expect((await getExperiment(lab, "past-2"))?.finding).toContain("quality was never measured");
    expect((await getExperiment(lab, "past-3"))?.analysedAt).toBeNull();
  });

  it("asks again next time when the model gave no analysis, and keeps both transcripts", async () => {
    const { lab } = test;
    await importExperiment(lab, makeExperiment({ id: "past-4", minute: 4, reduction: 11 }));
    server.say({ kind: "refusal" });
    expect(await analysePast(tools(true))).toEqual({ analysed: 0, already: 0, failed: 1 });
    expect(await analysePast(tools(true))).toEqual({ analysed: 1, already: 0, failed: 0 });
    const calls = await listReasoning(lab, "past-4");
    expect(calls.map(({ sequence, outcome }) => [sequence, outcome])).toEqual([[1, "refused"], [2, "ok"]]);
    expect(new Set(calls.map(({ transcriptKey }) => transcriptKey)).size).toBe(2);
  });

  it("does not ask when a worker has stored the analysis and not yet marked the experiment", async () => {
    const { lab } = test;
    await importExperiment(lab, makeExperiment({ id: "past-5", minute: 5, reduction: 12 }));
    await saveReasoning(lab, {
      experimentId: "past-5", kind: "analysis", sequence: 1, createdAt: "2026-11-23T12:30:00.000Z", researcher: { kind: "model", model: "other", note: null }, outcome: "ok", error: null,
      reply: sampleAnalysis(), promptTokens: 1, completionTokens: 1, latencyMs: 1, transcriptKey: null,
    });
    const before = server.requests.length;
    expect(await analysePast(tools(true))).toEqual({ analysed: 0, already: 1, failed: 0 });
    expect(server.requests).toHaveLength(before);
    expect((await getExperiment(lab, "past-5"))?.finding).toBe(sampleAnalysis().finding);
  });
});

describe("the digest of a real history", () => {
  it("reads the suite's experiments and leaves the held-out suite out", async () => {
    const { lab } = test;
    await importExperiment(lab, makeExperiment({ id: "secret-1", minute: 9, suiteId: "held-out", reduction: 66.6 }));
    const digest = await buildDigest(lab, { suiteId: "quick" });
    expect(digest.rows.map(({ id }) => id)).toContain("past-1");
    expect(digest.details.map(({ id }) => id)).toContain("past-1");
    expect(digest.history).toMatchObject({ count: 1, ids: ["past-2"] });
    expect(renderDigest(digest)).not.toMatch(/secret-1|held-out|66\.6/);
    expect((await buildDigest(lab, { suiteId: "held-out" })).rows).toEqual([]);
  });
});
