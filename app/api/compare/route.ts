import { getLab } from "#app/lab.ts";
import { CompareQuerySchema, CompareReplySchema } from "#lib/api/schema.ts";
import { readComparison } from "#lib/data/read-comparison.ts";
import { parse, replyJson, route } from "../respond.ts";

export function GET(request: Request): Promise<Response> {
  return route(async () => {
    const { ids } = parse(CompareQuerySchema, Object.fromEntries(new URL(request.url).searchParams), "The query");
    return replyJson(CompareReplySchema, await readComparison(getLab(), ids));
  });
}
