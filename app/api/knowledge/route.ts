import { getEnv, getLab } from "#app/lab.ts";
import { KnowledgeQuerySchema, KnowledgeReplySchema } from "#lib/api/knowledge-schema.ts";
import { readKnowledgeView } from "#lib/data/read-knowledge-view.ts";
import { parse, replyJson, route } from "../respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return route(async () => {
    const { suite } = parse(KnowledgeQuerySchema, Object.fromEntries(new URL(request.url).searchParams), "The query");
    return replyJson(KnowledgeReplySchema, await readKnowledgeView(getLab(), suite, getEnv().DIGEST_TOKENS));
  });
}
