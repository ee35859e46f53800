import { getLab } from "#app/lab.ts";
import { OverviewReplySchema } from "#lib/api/schema.ts";
import { readOverview } from "#lib/data/read-overview.ts";
import { WORKER_ALIVE_SECONDS } from "#lib/experiment/worker-alive.ts";
import { replyJson, route } from "../respond.ts";

export const dynamic = "force-dynamic";

export function GET(): Promise<Response> {
  return route(async () => replyJson(OverviewReplySchema, await readOverview(getLab(), { aliveWithinSeconds: WORKER_ALIVE_SECONDS })));
}
