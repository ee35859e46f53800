import { getLab } from "#app/lab.ts";
import { FamilyTreeQuerySchema, FamilyTreeReplySchema } from "#lib/api/lineage-schema.ts";
import { readFamilyTree } from "#lib/data/read-lineage.ts";
import { parse, replyJson, route } from "../respond.ts";

export function GET(request: Request): Promise<Response> {
  return route(async () => {
    const { suite, limit } = parse(FamilyTreeQuerySchema, Object.fromEntries(new URL(request.url).searchParams), "The query");
    return replyJson(FamilyTreeReplySchema, await readFamilyTree(getLab(), suite, limit));
  });
}
