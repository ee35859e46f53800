import type { z } from "zod";
import { errorReplyOf, HttpError } from "#lib/api/http-error.ts";

/** Replies with JSON that fits the schema; a reply that does not is our own fault and ends as `internal`. */
export function replyJson<S extends z.ZodType>(schema: S, value: z.input<S>, init?: ResponseInit): Response {
  return Response.json(schema.parse(value), { ...init, headers: { "cache-control": "no-store", ...init?.headers } });
}

/** Runs a route's body and maps what it throws to a typed error reply. */
export async function route(body: () => Promise<Response>): Promise<Response> {
  try {
    return await body();
  } catch (error) {
    const { status, reply } = errorReplyOf(error);
    if (status >= 500) console.error(error);
    return Response.json(reply, { status, headers: { "cache-control": "no-store" } });
  }
}

/**
 * Parses by schema.
 * @throws {HttpError} invalid-request with every path that does not fit
 */
export function parse<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 20).map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  const first = issues[0];
  throw new HttpError("invalid-request", `${what} is not valid: ${first?.path ? `${first.path}: ` : ""}${first?.message ?? "unknown"}`, { issues });
}

const MAX_JSON_BYTES = 64 * 1024;

/**
 * Reads a body of bounded size: a declared length is only a claim.
 * @param hint what to do with a larger one
 * @throws {HttpError} too-large
 */
export async function readBody(request: Request, maxBytes: number, hint = ""): Promise<Uint8Array> {
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    if (bytes > maxBytes) {
      await reader.cancel();
      throw new HttpError("too-large", `The request body is larger than ${maxBytes} bytes.${hint}`);
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads a JSON body of bounded size.
 * @throws {HttpError} invalid-request for what is not JSON, too-large beyond 64 KiB
 */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBody(request, MAX_JSON_BYTES);
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch (cause) {
    throw new HttpError("invalid-request", "The request body is not JSON.", undefined, { cause });
  }
}
