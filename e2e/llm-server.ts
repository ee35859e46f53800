import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Socket } from "node:net";
import { z } from "zod";
import { BaseSchema, CRF_RANGE } from "#lib/plan/base-settings.ts";
import { PlanSchema, type Analysis, type Plan, type Proposal } from "#lib/plan/schema.ts";

/*
 * A loopback server that speaks the chat-completions protocol, its failures included, for tests. Replies follow a script;
 * when the script is used up, it answers every request properly.
 */

const RequestSchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  max_tokens: z.number().optional(),
  max_completion_tokens: z.number().optional(),
  response_format: z.looseObject({ type: z.string(), json_schema: z.looseObject({ name: z.string() }).optional() }).optional(),
});
export type ChatRequest = z.infer<typeof RequestSchema>;

export interface RecordedRequest {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: ChatRequest;
}

/** One scripted answer. `ok` answers by what is asked for: a proposal or an analysis. */
export type Answer =
  | { kind: "ok" }
  | { kind: "proposal"; proposal: unknown }
  | { kind: "analysis"; analysis: unknown }
  /** Any content of an assistant message. */
  | { kind: "content"; content: string }
  | { kind: "broken-json" }
  | { kind: "out-of-bounds" }
  | { kind: "refusal" }
  | { kind: "truncated" }
  | { kind: "prose"; bytes: number }
  /** Never answers. */
  | { kind: "hang" }
  /** Answers with this content once something else has happened. */
  | { kind: "late"; after: Promise<void>; content: string }
  /** Sends headers and the start of a body, then nothing. */
  | { kind: "hang-in-body" }
  | { kind: "drop-connection" }
  | { kind: "not-json" }
  /** Any body at all, as it is. */
  | { kind: "raw"; body: string | Buffer; contentType?: string }
  /** Sends a body that never ends, as fast as it is read. */
  | { kind: "endless" }
  | { kind: "status"; status: number; message?: string; code?: string; param?: string; retryAfter?: string };

export type ScriptedAnswer = Answer | ((request: ChatRequest, index: number) => Answer);

export interface LlmServer {
  /** Base URL for LLM_BASE_URL, with /v1. */
  url: string;
  requests: RecordedRequest[];
  /** Appends to the script. */
  say: (...answers: ScriptedAnswer[]) => void;
  close: () => Promise<void>;
}

const MAX_REQUEST_BYTES = 4 * 1024 * 1024;

/** A plan that the built-in defaults make valid: SVT-AV1 at this preset. */
export function samplePlan(preset = 8): Plan {
  return PlanSchema.parse({ base: BaseSchema.parse({ codec: "svt-av1", preset }), rungs: CRF_RANGE["svt-av1"].ladder.map((crf) => ({ crf })) });
}

export function sampleProposal(plan: Plan = samplePlan()): Proposal {
  return {
    hypothesis: "AV1 at a fast preset still needs fewer bits than the HEVC baseline on these clips.",
    why: "A model behind a loopback server proposes this plan, to be measured like any other.",
    plan,
    expected: { reductionPercent: 20, confidence: 0.7 },
  };
}

export function sampleAnalysis(nextPlan: Plan | null = samplePlan(5)): Analysis {
  return {
    finding: "The plan ran as typed, and the record holds its rates at equal quality.",
    rootCause: "AV1 has tools for prediction and restoration that HEVC lacks, which these clips reward.",
    nextIdea: "Try a slower preset, because the search is what the fast one leaves out.",
    nextPlan,
  };
}

/** Which of the two calls this is: by the schema's name, or by the prompt for servers without schemas. */
export function asksForAnalysis(request: ChatRequest): boolean {
  const name = request.response_format?.json_schema?.name;
  return name === undefined ? request.messages.some((message) => message.content.startsWith("Analyse experiment")) : name === "analysis";
}

function contentOf(answer: Answer, request: ChatRequest): string {
  const analysis = asksForAnalysis(request);
  switch (answer.kind) {
    case "proposal":
      return JSON.stringify(answer.proposal);
    case "analysis":
      return JSON.stringify(answer.analysis);
    case "content":
    case "late":
      return answer.content;
    case "broken-json":
      return '{"hypothesis": "AV1 needs fewer bits than HEVC", "why": ';
    case "out-of-bounds":
      return JSON.stringify(analysis ? { ...sampleAnalysis(), finding: "short" } : { ...sampleProposal(), plan: { base: { codec: "svt-av1", preset: 99 }, rungs: [{ crf: 5 }] } });
    case "prose":
      return "I would rather tell a story. ".repeat(Math.ceil(answer.bytes / 29));
    default:
      return JSON.stringify(analysis ? sampleAnalysis() : sampleProposal());
  }
}

function completion(answer: Answer, request: ChatRequest): Record<string, unknown> {
  const refused = answer.kind === "refusal";
  const content = refused ? null : contentOf(answer, request);
  const cut = answer.kind === "truncated" ? content?.slice(0, 100) : content;
  return {
    id: "chatcmpl-loopback", object: "chat.completion", created: 0, model: request.model,
    choices: [{ index: 0, finish_reason: answer.kind === "truncated" ? "length" : "stop", message: { role: "assistant", content: cut, refusal: refused ? "I cannot help with that." : null } }],
    usage: { prompt_tokens: 1200, completion_tokens: 340, total_tokens: 1540 },
  };
}

function send(answer: Answer, request: ChatRequest, response: ServerResponse): void {
  const json = { "content-type": "application/json" };
  if (answer.kind === "hang") return;
  if (answer.kind === "drop-connection") {
    response.socket?.destroy();
    return;
  }
  if (answer.kind === "hang-in-body") {
    response.writeHead(200, json);
    response.write('{"id": "chatcmpl-loop');
    return;
  }
  if (answer.kind === "not-json") {
    response.writeHead(200, { "content-type": "text/html" }).end("<html>Welcome to the gateway</html>");
    return;
  }
  if (answer.kind === "raw") {
    response.writeHead(200, { "content-type": answer.contentType ?? json["content-type"] }).end(answer.body);
    return;
  }
  if (answer.kind === "endless") {
    response.writeHead(200, json);
    const pour = () => {
      if (!response.destroyed) response.write(" ".repeat(65_536), () => setImmediate(pour));
    };
    pour();
    return;
  }
  if (answer.kind === "status") {
    const { status, message = "the loopback server was told to fail", code = null, param = null, retryAfter } = answer;
    response.writeHead(status, { ...json, ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }) }).end(JSON.stringify({ error: { message, type: "error", code, param } }));
    return;
  }
  const reply = () => response.writeHead(200, json).end(JSON.stringify(completion(answer, request)));
  if (answer.kind === "late") void answer.after.then(reply);
  else reply();
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_REQUEST_BYTES) throw new Error("the request is larger than any prompt should be");
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString("utf8")) as unknown;
}

/**
 * Starts the server on a free port of 127.0.0.1.
 * @param options.otherwise the answer to every request after the script
 */
export async function startLlmServer({ script = [], otherwise = { kind: "ok" } }: { script?: readonly ScriptedAnswer[]; otherwise?: ScriptedAnswer } = {}): Promise<LlmServer> {
  const queue = [...script];
  const requests: RecordedRequest[] = [];
  const sockets = new Set<Socket>();
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== "POST" || !request.url?.split("?")[0]?.endsWith("/chat/completions")) {
      send({ kind: "status", status: 404, message: `no such path: ${request.url ?? ""}` }, { model: "", messages: [] }, response);
      return;
    }
    const body = RequestSchema.parse(await readBody(request));
    const index = requests.length;
    requests.push({ path: request.url, headers: request.headers, body });
    const next = queue.shift() ?? otherwise;
    send(typeof next === "function" ? next(body, index) : next, body, response);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify({ error: { message: String(error), type: "invalid_request_error" } }));
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    say: (...answers) => void queue.push(...answers),
    async close() {
      // Scripted hangs keep their sockets open for good.
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
