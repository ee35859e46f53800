import { getLab } from "#app/lab.ts";
import { InsightsQuerySchema, InsightsReplySchema } from "#lib/api/schema.ts";
import { readInsights } from "#lib/data/read-insights.ts";
import { parse, replyJson, route } from "../respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return route(async () => {
    const { suite } = parse(InsightsQuerySchema, Object.fromEntries(new URL(request.url).searchParams), "The query");
    return replyJson(InsightsReplySchema, await readInsights(getLab(), suite));
  });
}
