import { createHash } from "node:crypto";
import { getLab } from "#app/lab.ts";
import { listFinished } from "#lib/data/list-finished.ts";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { requestOrigin } from "./blog/[id]/request-origin.ts";
import { route } from "./api/respond.ts";

const ENTRIES = 30;

/** A feed of the newest experiments; a reader that has it already gets only that news. */
export function sendFeed(request: Request, { write, contentType }: { write: (rows: ExperimentSummary[], origin: string) => string; contentType: string }): Promise<Response> {
  return route(async () => {
    const origin = (await requestOrigin())?.origin ?? new URL(request.url).origin;
    const body = write(await listFinished(getLab(), ENTRIES), origin);
    const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
    const headers = { etag, "cache-control": "private, max-age=60", "content-type": `${contentType}; charset=utf-8`, "x-content-type-options": "nosniff" };
    const known = request.headers.get("if-none-match")?.split(",").some((each) => each.trim().replace(/^W\//, "") === etag);
    return known ? new Response(null, { status: 304, headers }) : new Response(body, { headers });
  });
}
