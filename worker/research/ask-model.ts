import type { Researcher as ResearcherRecord } from "#lib/experiment/schema.ts";
import { extractJson } from "./extract-json.ts";
import type { ChatMessage, Completion, ModelClient } from "./openai-client.ts";
import { cut, wellFormed } from "#lib/format/plain-text.ts";
import { oneLine } from "#lib/research/quote.ts";
import type { CallRecord, Failed, Log } from "./researcher.ts";
import type { Sleep } from "./sleep.ts";

/** What the reader of a reply makes of it: a value, or what is wrong with it in words that the model can act on. */
export type Judged<T> = { outcome: "ok"; value: T } | { outcome: "invalid-schema" | "duplicate-plan" | "near-twin" | "stale-family"; error: string };

export interface Question<T> {
  kind: CallRecord["kind"];
  messages: readonly ChatMessage[];
  schemaName: string;
  jsonSchema: Record<string, unknown>;
  /** @param lastTry true when the model will not be asked again */
  judge: (reply: unknown, lastTry: boolean) => Promise<Judged<T>>;
}

export interface Asking {
  client: ModelClient;
  researcher: ResearcherRecord;
  /** Further tries after the first. */
  retries: number;
  clock: () => Date;
  sleep: Sleep;
  log: Log;
  signal: AbortSignal;
}

/** A bad reply is shown to the model again up to this length. */
const MAX_ECHO = 4000;
/** Kept of a reply in the transcript. */
const MAX_TRANSCRIPT_REPLY = 200_000;
/** Kept of an error: it may name a key of half a megabyte that the model made up. */
const MAX_ERROR = 2000;
const FIRST_WAIT_MS = 1000;
const MAX_WAIT_MS = 30_000;
/** Busy, overloaded or restarting: worth waiting for. Other 4xx (a wrong key, an unknown model) will not change. */
const TRANSIENT_STATUS = new Set([408, 409, 425, 429]);

const IN_WORDS: Record<Exclude<CallRecord["outcome"], "ok">, string> = {
  timeout: "did not answer in time",
  refused: "refused",
  "invalid-json": "sent broken JSON",
  "invalid-schema": "sent a reply out of bounds",
  "duplicate-plan": "proposed a plan that was already run",
  "near-twin": "proposed all but a plan that was already run, and did not say why",
  "stale-family": "stayed with a family of plans that has stopped to improve",
  "http-error": "could not be reached",
  truncated: "sent a reply that was cut off",
};

/** How a try ended, after "the model"; an answered error says which, since a rate limit wants something else than a wrong key. */
function inWords(outcome: Exclude<CallRecord["outcome"], "ok">, completion: Completion): string {
  if (outcome !== "http-error" || !("status" in completion) || completion.status === null) return IN_WORDS[outcome];
  if (completion.status === 429) return "was refused by its server's rate limit (429)";
  return completion.status < 400 ? "answered with something that is no chat completion" : `answered with an error (${completion.status})`;
}

function worthAnotherTry(completion: Completion): boolean {
  if (completion.outcome !== "http-error" || completion.status === null) return true;
  return completion.status < 400 || completion.status >= 500 || TRANSIENT_STATUS.has(completion.status);
}

function waitBefore(completion: Completion, failures: number): number {
  if (completion.outcome !== "http-error") return 0;
  return Math.min(MAX_WAIT_MS, completion.retryAfterMs ?? FIRST_WAIT_MS * 2 ** failures);
}

function shortened(error: string): string {
  const text = wellFormed(error);
  return text.length > MAX_ERROR ? `${cut(text, MAX_ERROR)}…` : text;
}

async function read<T>(completion: Completion, question: Question<T>, lastTry: boolean): Promise<{ outcome: "ok"; value: T } | { outcome: Exclude<CallRecord["outcome"], "ok">; error: string }> {
  if (completion.outcome !== "ok") return { outcome: completion.outcome, error: shortened(completion.error) };
  const json = extractJson(completion.text);
  if (!json.ok) return { outcome: "invalid-json", error: shortened(`the reply is no valid JSON: ${json.error}`) };
  const judged = await question.judge(json.value, lastTry);
  return judged.outcome === "ok" ? judged : { ...judged, error: shortened(judged.error) };
}

/** What the model reads when it is asked again: its own reply, cut, and what is wrong with it. */
function correction(completion: Completion, outcome: string, error: string): ChatMessage[] {
  const text = "text" in completion ? completion.text : null;
  if (outcome === "timeout" || outcome === "http-error") return [];
  return [
    ...(text ? [{ role: "assistant" as const, content: cut(text, MAX_ECHO) }] : []),
    { role: "user" as const, content: `This reply could not be used: ${error}\nReply again, with the corrected JSON object and nothing else.` },
  ];
}

/**
 * Asks until a reply is usable, with the precise error of the last one, at most 1 + retries times. Every try is a record.
 * @throws the signal's reason when it aborts
 */
export async function askModel<T>(question: Question<T>, asking: Asking): Promise<{ outcome: "ok"; value: T; calls: CallRecord[] } | Failed> {
  const calls: CallRecord[] = [];
  const problems: string[] = [];
  let extra: ChatMessage[] = [];
  let last = "";
  for (let failures = 0; failures <= asking.retries; failures += 1) {
    const messages = [...question.messages, ...extra];
    const createdAt = asking.clock().toISOString();
    const completion = await asking.client.complete({ messages, schemaName: question.schemaName, jsonSchema: question.jsonSchema, signal: asking.signal });
    const result = await read(completion, question, failures === asking.retries);
    calls.push({
      kind: question.kind, sequence: calls.length + 1, createdAt, researcher: asking.researcher,
      outcome: result.outcome, error: result.outcome === "ok" ? null : result.error, reply: result.outcome === "ok" ? result.value : null,
      promptTokens: completion.promptTokens, completionTokens: completion.completionTokens, latencyMs: completion.latencyMs,
      transcript: { messages, rawReply: completion.text === null ? null : cut(completion.text, MAX_TRANSCRIPT_REPLY) },
    });
    if (result.outcome === "ok") return { outcome: "ok", value: result.value, calls };
    last = inWords(result.outcome, completion);
    problems.push(`try ${calls.length}: ${result.outcome}: ${oneLine(result.error)}`);
    asking.log("warn", `${question.kind}: the model ${last}: ${oneLine(result.error)}`);
    if (!worthAnotherTry(completion)) break;
    extra = correction(completion, result.outcome, result.error);
    const wait = failures < asking.retries ? waitBefore(completion, failures) : 0;
    if (wait > 0) await asking.sleep(wait, asking.signal);
  }
  const tries = calls.length === 1 ? "1 try" : `${calls.length} tries`;
  return { outcome: "failed", reason: `no usable ${question.kind} after ${tries}: the model ${last}`, detail: problems.join("\n"), calls };
}
