import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError } from "openai";
import { z } from "zod";
import { wellFormed } from "#lib/format/plain-text.ts";
import { boundedFetch, MAX_REPLY_BYTES, ReplyTooLargeError } from "./bounded-fetch.ts";

/** The only file that imports `openai`: one chat completion, its failures as values. */

export interface ChatMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

export interface ModelClientOptions {
  model: string;
  /** Base URL of a chat-completions server; a query such as `?api-version=…` (Azure) is sent with every call. */
  baseUrl: string | undefined;
  /** May be missing: local servers want none. */
  apiKey: string | undefined;
  timeoutSeconds: number;
  maxTokens: number;
  temperature: number | undefined;
  responseFormat: "json_schema" | "json_object" | "none";
  /** Epoch ms, for a Retry-After that is a date. */
  now?: () => number;
}

export interface CompletionRequest {
  messages: readonly ChatMessage[];
  schemaName: string;
  jsonSchema: Record<string, unknown>;
  signal: AbortSignal;
}

interface Measured {
  latencyMs: number;
  promptTokens: number | null;
  completionTokens: number | null;
}

export type Completion =
  | ({ outcome: "ok"; text: string } & Measured)
  | ({
      outcome: "timeout" | "refused" | "truncated" | "http-error";
      error: string;
      /** What the model said before it was cut or refused, if anything. */
      text: string | null;
      /** HTTP status; null without an answer. */
      status: number | null;
      /** What the server asked to wait, milliseconds. */
      retryAfterMs: number | null;
    } & Measured);

export interface ModelClient {
  /** @throws the signal's reason when it aborts; every other failure is a value. */
  complete(request: CompletionRequest): Promise<Completion>;
}

const ReplySchema = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
});

/** No call takes more; a server that says so, or says less than 0, does not know. */
const MAX_TOKENS_OF_A_CALL = 100_000_000;
const tokens = z.int().min(0).max(MAX_TOKENS_OF_A_CALL).nullable().catch(null);
/** Apart from the reply: tokens of a reply without any choice were spent as well, and odd usage makes no reply bad. */
const UsageSchema = z.object({ usage: z.object({ prompt_tokens: tokens, completion_tokens: tokens }) });

type Body = OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming;

function responseFormat(options: ModelClientOptions, request: CompletionRequest): Pick<Body, "response_format"> {
  if (options.responseFormat === "none") return {};
  if (options.responseFormat === "json_object") return { response_format: { type: "json_object" } };
  return { response_format: { type: "json_schema", json_schema: { name: request.schemaName, strict: true, schema: request.jsonSchema } } };
}

/** Retry-After in seconds or as a date, milliseconds from now, or null where it is missing, negative, past or nonsense. */
function retryAfter(headers: Headers | undefined, now: () => number): number | null {
  const header = headers?.get("retry-after")?.trim();
  if (!header) return null;
  const seconds = Number(header);
  const wait = Number.isNaN(seconds) ? Date.parse(header) - now() : seconds * 1000;
  return Number.isFinite(wait) && wait >= 0 ? wait : null;
}

/** Newer OpenAI models answer 400 to `max_tokens`; gateways do not all hand on the `param`, so the message is read too. */
function wantsOtherTokenLimit(error: unknown): boolean {
  return error instanceof APIError && error.status === 400 && (error.param === "max_tokens" || error.message.includes("max_completion_tokens"));
}

function describeCause(error: Error): string {
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return `${error.message} (${describeCause(cause)})`;
}

function failure(error: unknown, { timeoutSeconds, now = Date.now }: ModelClientOptions, timedOut: boolean): Pick<Extract<Completion, { error: string }>, "outcome" | "error" | "status" | "retryAfterMs" | "text"> {
  const none = { text: null, status: null, retryAfterMs: null };
  if (timedOut || error instanceof APIConnectionTimeoutError) return { ...none, outcome: "timeout", error: `no reply within ${timeoutSeconds} s` };
  if (error instanceof ReplyTooLargeError || (error instanceof Error && error.cause instanceof ReplyTooLargeError)) {
    return { ...none, outcome: "truncated", error: `the reply is larger than ${MAX_REPLY_BYTES} bytes and was cut off` };
  }
  if (error instanceof APIConnectionError) return { ...none, outcome: "http-error", error: `no connection to the model's server: ${describeCause(error)}` };
  if (error instanceof APIError) {
    // Azure answers a filtered prompt with a 400 of this code.
    const outcome = error.code === "content_filter" ? "refused" : "http-error";
    const retryAfterMs = retryAfter(error.headers, now);
    const asked = retryAfterMs === null ? "" : `; it asks to wait ${Math.ceil(retryAfterMs / 1000)} s`;
    return { ...none, outcome, error: `the model's server answered ${error.message.slice(0, 1500)}${asked}`, status: error.status ?? null, retryAfterMs };
  }
  return { ...none, outcome: "http-error", error: `the model's server sent no chat completion: ${error instanceof Error ? describeCause(error) : String(error)}`.slice(0, 2000) };
}

/** Splits `https://host/path?api-version=…` into the parts that the client wants apart. */
function splitBaseUrl(baseUrl: string | undefined): { baseURL: string; defaultQuery: Record<string, string> } {
  const url = new URL(baseUrl ?? "https://api.openai.com/v1");
  const defaultQuery = Object.fromEntries(url.searchParams);
  url.search = "";
  return { baseURL: url.toString().replace(/\/$/, ""), defaultQuery };
}

function interpret(raw: unknown, maxTokens: number): { outcome: "ok"; text: string } | { outcome: "refused" | "truncated" | "http-error"; error: string; text: string | null } {
  const parsed = ReplySchema.safeParse(raw);
  const choice = parsed.data?.choices[0];
  if (!choice) return { outcome: "http-error", error: "the model's server sent no chat completion", text: typeof raw === "string" ? raw.slice(0, 2000) : null };
  const { content, refusal } = choice.message;
  const text = typeof content === "string" ? wellFormed(content) : null;
  if (refusal) return { outcome: "refused", error: `the model refused: ${refusal.slice(0, 1000)}`, text };
  if (choice.finish_reason === "content_filter") return { outcome: "refused", error: "the server's content filter withheld the reply", text };
  if (choice.finish_reason === "length") return { outcome: "truncated", error: `the reply was cut off at the limit of ${maxTokens} tokens (LLM_MAX_TOKENS)`, text };
  return { outcome: "ok", text: text ?? "" };
}

/**
 * A limit on the whole call, body included: the client's own timeout ends with the headers. `over` rejects when time is up
 * or the caller aborts, whether fetch notices or not: undici holds a signal weakly once headers are there, and Node 20
 * may have collected it by then (seen as a call that hung in its body on a busy machine, with AbortSignal.any).
 */
function startLimit(ms: number, caller: AbortSignal) {
  const controller = new AbortController();
  let timedOut = false;
  let reject: (reason: unknown) => void = () => {};
  const over = new Promise<never>((_, rejectPromise) => {
    reject = rejectPromise;
  });
  over.catch(() => {}); // Nobody listens any more once the reply has won.
  const stop = (reason: unknown) => {
    controller.abort(reason);
    reject(reason);
  };
  const onAbort = () => stop(caller.reason);
  const timer = setTimeout(() => {
    timedOut = true;
    stop(new Error("the time for the reply is over"));
  }, ms);
  if (caller.aborted) onAbort();
  else caller.addEventListener("abort", onAbort, { once: true });
  return {
    signal: controller.signal,
    over,
    timedOut: () => timedOut,
    clear: () => {
      clearTimeout(timer);
      caller.removeEventListener("abort", onAbort);
    },
  };
}

/** A client of any server that speaks chat completions: OpenAI, Azure-style gateways, Ollama, vLLM, llama.cpp. */
export function createModelClient(options: ModelClientOptions): ModelClient {
  const { baseURL, defaultQuery } = splitBaseUrl(options.baseUrl);
  const apiKey = options.apiKey ?? "none";
  const client = new OpenAI({
    baseURL, defaultQuery, apiKey, maxRetries: 0, organization: null, project: null, logLevel: "off",
    timeout: Math.ceil(options.timeoutSeconds * 1000),
    // Azure's dated API takes the key in a header of its own.
    defaultHeaders: "api-version" in defaultQuery ? { "api-key": apiKey } : {},
    fetch: boundedFetch,
  });
  let limitName: "max_tokens" | "max_completion_tokens" = "max_tokens";

  return {
    async complete(request) {
      const startedAt = performance.now();
      const limit = startLimit(Math.ceil(options.timeoutSeconds * 1000), request.signal);
      const send = (): Promise<unknown> =>
        client.chat.completions.create(
          {
            model: options.model,
            messages: request.messages.map(({ role, content }) => ({ role, content: wellFormed(content) })),
            [limitName]: options.maxTokens,
            ...(options.temperature === undefined ? {} : { temperature: options.temperature }),
            ...responseFormat(options, request),
          },
          { signal: limit.signal },
        );
      const sendWithKnownLimit = async (): Promise<unknown> => {
        try {
          return await send();
        } catch (error) {
          if (limitName !== "max_tokens" || !wantsOtherTokenLimit(error)) throw error;
          limitName = "max_completion_tokens";
          return await send();
        }
      };
      try {
        const raw = await Promise.race([sendWithKnownLimit(), limit.over]);
        const usage = UsageSchema.safeParse(raw).data?.usage;
        const measured = { latencyMs: performance.now() - startedAt, promptTokens: usage?.prompt_tokens ?? null, completionTokens: usage?.completion_tokens ?? null };
        const reply = interpret(raw, options.maxTokens);
        return reply.outcome === "ok" ? { ...reply, ...measured } : { ...reply, ...measured, status: 200, retryAfterMs: null };
      } catch (error) {
        request.signal.throwIfAborted();
        const failed = failure(error, options, limit.timedOut());
        // Gateways repeat what they were sent, and a record is open to every reader of the page.
        const said = options.apiKey ? failed.error.replaceAll(options.apiKey, "(the key)") : failed.error;
        return { ...failed, error: said, latencyMs: performance.now() - startedAt, promptTokens: null, completionTokens: null };
      } finally {
        limit.clear();
      }
    },
  };
}
