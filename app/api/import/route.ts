import { getLab } from "#app/lab.ts";
import { ImportQuerySchema, ImportReplySchema } from "#lib/api/import-schema.ts";
import { receiveImport } from "#lib/api/receive-import.ts";
import { API_LIMITS } from "#lib/import/limits.ts";
import { parse, readBody, replyJson, route } from "../respond.ts";

export function POST(request: Request): Promise<Response> {
  return route(async () => {
    const { check } = parse(ImportQuerySchema, Object.fromEntries(new URL(request.url).searchParams), "The query");
    const bytes = await readBody(request, API_LIMITS.maxBytes, " Larger files are imported with `npm run import -- FILE`.");
    const outcome = await receiveImport(getLab(), bytes, { checkOnly: check === "true" });
    return replyJson(ImportReplySchema, outcome, { status: outcome.imported > 0 ? 201 : 200 });
  });
}
