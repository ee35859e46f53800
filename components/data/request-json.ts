import type { z } from "zod";
import type * as Api from "#lib/api/schema.ts";
import type { ErrorCode } from "#lib/api/schema.ts";

export type Schemas = typeof Api;
/** The reply's schema, chosen from those of the API. */
export type PickSchema<S extends z.ZodType> = (schemas: Schemas) => S;

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
 * The schemas come in a chunk of their own, on the way while the server works out its reply: nothing has to be parsed
 * before a page can be shown and used (40 kB less, gzipped, before the first paint).
 */
async function loadSchemas(): Promise<Schemas> {
  try {
    return await import("#lib/api/schema.ts");
  } catch (cause) {
    throw new ApiError("network", "A part of this page could not be loaded. Is the lab's server still running?", 0, {}, cause);
  }
}

/**
 * Calls the API and parses the reply.
 * @throws {ApiError} with the server's code and sentence; `network` when nothing answered, `bad-reply` when the reply is not the schema.
 */
export async function requestJson<S extends z.ZodType>(pick: PickSchema<S>, path: string, init?: RequestInit): Promise<z.output<S>> {
  let response: Response;
  try {
    // Only to start it early; parseReply awaits it and reports.
    loadSchemas().catch(() => {});
    response = await fetch(path, { ...init, headers: { accept: "application/json", ...init?.headers } });
  } catch (cause) {
    if (init?.signal?.aborted) throw cause;
    throw new ApiError("network", "The lab's server does not answer. Is it still running?", 0, {}, cause);
  }
  return parseReply(pick, response.status, await response.text());
}

/** Parses a reply's text, from fetch or from XMLHttpRequest. @throws {ApiError} */
export async function parseReply<S extends z.ZodType>(pick: PickSchema<S>, status: number, text: string): Promise<z.output<S>> {
  const schemas = await loadSchemas();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw new ApiError("bad-reply", `The server answered with status ${status} and no readable reply.`, status, {}, cause);
  }
  if (status >= 200 && status < 300) {
    const parsed = pick(schemas).safeParse(body);
    if (parsed.success) return parsed.data;
    throw new ApiError("bad-reply", "The server's reply does not have the agreed shape. Page and server may be of different versions: reload.", status, {}, parsed.error);
  }
  const failed = schemas.ErrorReplySchema.safeParse(body);
  if (!failed.success) throw new ApiError("bad-reply", `The server answered with status ${status}.`, status, {}, failed.error);
  const { code, message, details } = failed.data.error;
  throw new ApiError(code, message, status, details);
}

/** The sentence to show for any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
