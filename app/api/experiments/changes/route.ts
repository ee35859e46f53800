import { getLab } from "#app/lab.ts";
import { ChangesQuerySchema, ChangesReplySchema } from "#lib/api/schema.ts";
import { listChanges } from "#lib/data/list-changes.ts";
import { parse, replyJson, route } from "../../respond.ts";

export function GET(request: Request): Promise<Response> {
  return route(async () => {
    const { suite, ...query } = parse(ChangesQuerySchema, Object.fromEntries(new URL(request.url).searchParams), "The query");
    return replyJson(ChangesReplySchema, await listChanges(getLab(), { ...query, suiteId: suite }));
  });
}
