import type { z } from "zod";
import { type ErrorCode, ErrorReplySchema } from "#lib/api/schema.ts";

/** What went wrong with a call of the API: the server's own code, or why there is none. */
export class ApiError extends Error {
  readonly code: ErrorCode | "network" | "bad-reply";
  readonly status: number;
  readonly details: Record<string, unknown>;

  constructor(code: ApiError["code"], message: string, status: number, details: Record<string, unknown> = {}, cause?: unknown) {
    super(message, { cause });
    this.name = "ApiError";
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

/**
 * Calls the API and parses the reply.
 * @throws {ApiError} with the server's code and sentence; `network` when nothing answered, `bad-reply` when the reply is not the schema.
 */
export async function requestJson<S extends z.ZodType>(schema: S, path: string, init?: RequestInit): Promise<z.output<S>> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers: { accept: "application/json", ...init?.headers } });
  } catch (cause) {
    if (init?.signal?.aborted) throw cause;
    throw new ApiError("network", "The lab's server does not answer. Is it still running?", 0, {}, cause);
  }
  return parseReply(schema, response.status, await response.text());
}

/** Parses a reply's text, from fetch or from XMLHttpRequest. @throws {ApiError} */
export function parseReply<S extends z.ZodType>(schema: S, status: number, text: string): z.output<S> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw new ApiError("bad-reply", `The server answered with status ${status} and no readable reply.`, status, {}, cause);
  }
  if (status >= 200 && status < 300) {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new ApiError("bad-reply", "The server's reply does not have the agreed shape. Page and server may be of different versions: reload.", status, {}, parsed.error);
  }
  const failed = ErrorReplySchema.safeParse(body);
  if (!failed.success) throw new ApiError("bad-reply", `The server answered with status ${status}.`, status, {}, failed.error);
  const { code, message, details } = failed.data.error;
  throw new ApiError(code, message, status, details);
}

/** The sentence to show for any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
