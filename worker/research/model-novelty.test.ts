import { describe, expect, it } from "vitest";
import { samplePlan, sampleProposal, type ScriptedAnswer } from "#e2e/llm-server.ts";
import { startLoopbackModel } from "#e2e/loopback-researcher.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import { PlanSchema, type Plan } from "#lib/plan/schema.ts";
import { proposalJsonSchema } from "#lib/research/reply-json-schema.ts";
import { digestOf, makeExperiment, withoutPlan } from "./experiment.fixture.ts";
import { createModelResearcher } from "./model-researcher.ts";
import { createModelClient } from "./openai-client.ts";

const { signal } = new AbortController();
const says = (plan: Plan, change: Record<string, unknown> = {}): ScriptedAnswer => ({ kind: "proposal", proposal: { ...sampleProposal(plan), parentId: null, novelty: null, ...change } });
const withWiener = (plan: Plan): Plan => PlanSchema.parse({ ...plan, restore: { kind: "wiener" } });

async function propose(past: readonly Experiment[], script: readonly ScriptedAnswer[], retries = 1) {
  const server = await startLoopbackModel(script);
  const client = createModelClient({ model: "test-model", baseUrl: server.url, apiKey: undefined, timeoutSeconds: 20, maxTokens: 4096, temperature: undefined, responseFormat: "json_schema" });
  const researcher = createModelResearcher({ client, model: "test-model", retries, limitMinutes: 30, staleAfter: 3, clock: () => new Date(0), log: () => {}, sleep: () => Promise.resolve() });
  const result = await researcher.propose({ experiment: withoutPlan, digest: digestOf(past), isTaken: () => Promise.resolve(null), signal });
  const prompts = server.requests.map(({ body }) => body.messages.at(-1)?.content ?? "");
  return { result, prompts, system: server.requests[0]?.body.messages[0]?.content ?? "", first: server.requests[0]?.body.messages[1]?.content ?? "" };
}

describe("a near twin of a model", () => {
  const past = [makeExperiment({ id: "exp-known", plan: samplePlan(4) })];
  const twin: Plan = { ...samplePlan(4), rungs: [16, 26, 38, 50, 62].map((crf) => ({ crf })) };

  it("without a reason is asked about, with the experiment, the distance, what little differs and the way to keep it", async () => {
    const { result, prompts } = await propose(past, [says(twin), says(samplePlan(2))]);
    expect(result.calls.map(({ outcome }) => outcome)).toEqual(["near-twin", "ok"]);
    for (const told of ["exp-known", "distance 0.000", "CRF 14/24/36/50/63 -> 16/26/38/50/62", '"novelty"']) expect(prompts[1]).toContain(told);
  });

  it("with a reason runs, and the reason goes along", async () => {
    const novelty = "The ladder of exp-known left a gap between its last two points.";
    const { result } = await propose(past, [says(twin, { parentId: "exp-known", novelty })]);
    expect(result).toMatchObject({ outcome: "ok", proposal: { plan: twin, parentId: "exp-known", novelty } });
  });

  it("with an empty reason is one without, and one of a word is out of bounds", async () => {
    const { result } = await propose(past, [says(twin, { novelty: " " }), says(twin, { novelty: "because" }), says(samplePlan(2))], 2);
    expect(result.calls.map(({ outcome }) => outcome)).toEqual(["near-twin", "invalid-schema", "ok"]);
  });

  it("again and again ends in a readable failure", async () => {
    const { result } = await propose(past, [says(twin), says(twin)]);
    expect(result).toMatchObject({ outcome: "failed", reason: "no usable proposal after 2 tries: the model proposed all but a plan that was already run, and did not say why" });
  });

  it("is none for a step of a preset, and a reply without the new fields is still a reply", async () => {
    const { result } = await propose(past, [{ kind: "proposal", proposal: sampleProposal(samplePlan(5)) }]);
    expect(result.calls.map(({ outcome }) => outcome)).toEqual(["ok"]);
  });
});

describe("a stale family of a model", () => {
  const tries = [8, 7, 5].map((preset, index) => makeExperiment({ id: `exp-try-${"abc"[index]}`, minute: index + 1, plan: withWiener(samplePlan(preset)), reduction: 30 - index }));
  const past = [makeExperiment({ id: "exp-best", plan: withWiener(samplePlan(4)), reduction: 40 }), ...tries];

  it("is told in the prompt before anything is proposed, and only when it applies", async () => {
    const { first, system } = await propose(past, [says(samplePlan(3))]);
    expect(first).toContain("SVT-AV1 + Wiener was tried three times in a row without a new best (the best is still exp-best)");
    expect(first).toContain("must leave the family svt-av1 + wiener");
    expect(system).toContain("the next plan must leave it");
    expect((await propose(past.slice(0, 3), [says(samplePlan(3))])).first).not.toContain("must leave the family");
  });

  it("has to be left: a plan inside of it is asked about, one outside is taken", async () => {
    const { result, prompts } = await propose(past, [says(withWiener(samplePlan(1))), says(samplePlan(1))]);
    expect(result.calls.map(({ outcome }) => outcome)).toEqual(["stale-family", "ok"]);
    expect(prompts[1]).toContain("the plan stays in the family svt-av1 + wiener");
  });

  it("never left ends in a readable failure", async () => {
    const { result } = await propose(past, [says(withWiener(samplePlan(1))), says(withWiener(samplePlan(2)))]);
    expect(result).toMatchObject({ outcome: "failed", reason: "no usable proposal after 2 tries: the model stayed with a family of plans that has stopped to improve" });
  });
});

it("the proposal's strict schema requires the parent and the reason, and lets both be null", () => {
  const { properties, required } = proposalJsonSchema() as { properties: Record<string, { anyOf?: { type: string }[] }>; required: string[] };
  expect(required).toEqual(expect.arrayContaining(["parentId", "novelty"]));
  for (const name of ["parentId", "novelty"]) expect(properties[name]?.anyOf?.map(({ type }) => type)).toEqual(["string", "null"]);
});
