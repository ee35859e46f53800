import { describe, expect, it } from "vitest";
import { proposalJsonSchema } from "#lib/research/reply-json-schema.ts";
import type { ScriptedAnswer } from "#e2e/llm-server.ts";
import { startLoopbackModel } from "#e2e/loopback-researcher.ts";
import { createModelClient, type ModelClientOptions } from "./openai-client.ts";

async function ask(script: readonly ScriptedAnswer[], options: Partial<ModelClientOptions> & { path?: string } = {}, signal = new AbortController().signal) {
  const server = await startLoopbackModel(script);
  const { path = "", ...rest } = options;
  const client = createModelClient({ model: "test-model", baseUrl: `${server.url}${path}`, apiKey: undefined, timeoutSeconds: 20, maxTokens: 512, temperature: undefined, responseFormat: "json_schema", ...rest });
  const request = { messages: [{ role: "user" as const, content: "Propose." }], schemaName: "proposal", jsonSchema: proposalJsonSchema(), signal };
  return { server, client, request, reply: await client.complete(request) };
}

describe("the model client", () => {
  it("asks with a strict schema and reports the tokens", async () => {
    const { reply, server } = await ask([{ kind: "ok" }]);
    expect(reply).toMatchObject({ outcome: "ok", promptTokens: 1200, completionTokens: 340 });
    const [sent] = server.requests;
    expect(sent?.body).toMatchObject({ model: "test-model", max_tokens: 512, response_format: { type: "json_schema", json_schema: { name: "proposal", strict: true } } });
    expect(sent?.body).not.toHaveProperty("temperature");
    expect(sent?.headers.authorization).toBe("Bearer none");
  });

  it.each([["json_object", { type: "json_object" }], ["none", undefined]] as const)("asks servers that know only %s", async (responseFormat, sent) => {
    const { server } = await ask([{ kind: "ok" }], { responseFormat, temperature: 0.3 });
    expect(server.requests[0]?.body.response_format).toEqual(sent);
    expect(server.requests[0]?.body.temperature).toBe(0.3);
  });

  it("uses the newer name of the token limit once a model refuses the old one", async () => {
    const refusal = { kind: "status" as const, status: 400, code: "unsupported_parameter", param: "max_tokens", message: "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead." };
    const { reply, server, client, request } = await ask([refusal]);
    expect(reply.outcome).toBe("ok");
    await client.complete(request);
    expect(server.requests.map(({ body }) => [body.max_tokens, body.max_completion_tokens])).toEqual([[512, undefined], [undefined, 512], [undefined, 512]]);
  });

  it("sends an Azure-style gateway its api-version and its key header", async () => {
    const { reply, server } = await ask([{ kind: "ok" }], { path: "/openai/deployments/lab?api-version=2024-10-21", apiKey: "secret" });
    expect(reply.outcome).toBe("ok");
    expect(server.requests[0]?.path).toBe("/v1/openai/deployments/lab/chat/completions?api-version=2024-10-21");
    expect(server.requests[0]?.headers["api-key"]).toBe("secret");
  });

  it.each([
    [{ kind: "refusal" }, "refused", "the model refused: I cannot help with that."],
    [{ kind: "truncated" }, "truncated", "the reply was cut off at the limit of 512 tokens (LLM_MAX_TOKENS)"],
    [{ kind: "prose", bytes: 1_200_000 }, "truncated", "the reply is larger than 1048576 bytes and was cut off"],
    [{ kind: "status", status: 500 }, "http-error", "the model's server answered 500 the loopback server was told to fail"],
    [{ kind: "status", status: 400, code: "content_filter", message: "filtered" }, "refused", "the model's server answered 400 filtered"],
    [{ kind: "not-json" }, "http-error", "the model's server sent no chat completion"],
  ] as const)("reports %j as %s", async (answer, outcome, error) => {
    const { reply } = await ask([answer]);
    expect(reply).toMatchObject({ outcome, error });
  });

  it("does not retry by itself, and hands on how long a busy server asks to wait", async () => {
    const { reply, server } = await ask([{ kind: "status", status: 429, retryAfter: "7" }]);
    expect(reply).toMatchObject({ outcome: "http-error", status: 429, retryAfterMs: 7000 });
    expect(server.requests).toHaveLength(1);
  });

  it.each([{ kind: "hang" }, { kind: "hang-in-body" }] as const)("gives up on a server that never ends its answer: %j", async (answer) => {
    const { reply } = await ask([answer], { timeoutSeconds: 0.2 });
    expect(reply).toMatchObject({ outcome: "timeout", error: "no reply within 0.2 s" });
  });

  it("reports a connection that breaks", async () => {
    const { reply } = await ask([{ kind: "drop-connection" }]);
    expect(reply).toMatchObject({ outcome: "http-error", status: null, error: expect.stringContaining("no connection to the model's server") as string });
  });

  it.each([
    ["negative", -1_000_000], ["a fraction", 12.5], ["text", "12"], ["more than any call takes", 1e15], ["missing", undefined],
  ])("takes a use of tokens that is %s for not reported, and the reply for what it is", async (_what, used) => {
    const { reply } = await ask([{ kind: "raw", body: JSON.stringify({ choices: [{ message: { content: "{}" } }], usage: { prompt_tokens: used, completion_tokens: 5 } }) }]);
    expect(reply).toMatchObject({ outcome: "ok", text: "{}", promptTokens: null, completionTokens: 5 });
  });

  it("counts the tokens of a reply without a choice as well", async () => {
    const { reply } = await ask([{ kind: "raw", body: JSON.stringify({ choices: [], usage: { prompt_tokens: 1200, completion_tokens: 340 } }) }]);
    expect(reply).toMatchObject({ outcome: "http-error", promptTokens: 1200, completionTokens: 340 });
  });

  it("sends and hands on nothing without a UTF-8 form, which servers and stores refuse", async () => {
    const { client, request, server } = await ask([{ kind: "ok" }, { kind: "raw", body: '{"choices":[{"message":{"content":"\\ud83c"}}]}' }]);
    expect(await client.complete({ ...request, messages: [{ role: "user", content: "half \ud83c" }] })).toMatchObject({ outcome: "ok", text: "\ufffd" });
    expect(server.requests[1]?.body.messages).toEqual([{ role: "user", content: "half \ufffd" }]);
  });

  it("stops reading a body that never ends", async () => {
    expect((await ask([{ kind: "endless" }])).reply).toMatchObject({ outcome: "truncated", status: null });
  });

  it("keeps the key out of what a server says about it", async () => {
    const { reply } = await ask([{ kind: "status", status: 401, message: "Incorrect API key provided: sk-operator" }], { apiKey: "sk-operator" });
    expect(reply).toMatchObject({ outcome: "http-error", status: 401, error: "the model's server answered 401 Incorrect API key provided: (the key)" });
  });

  it("stops at once when it is told to", async () => {
    const controller = new AbortController();
    const reason = new Error("the experiment was cancelled");
    const asked = ask([() => { controller.abort(reason); return { kind: "hang" }; }], {}, controller.signal);
    await expect(asked).rejects.toBe(reason);
  });
});
