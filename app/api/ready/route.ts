import { getLab } from "#app/lab.ts";
import { ReadyReplySchema } from "#lib/api/schema.ts";
import { checkStorage } from "#lib/data/check-storage.ts";
import { WORKER_ALIVE_SECONDS } from "#lib/experiment/worker-alive.ts";
import { replyJson, route } from "../respond.ts";

export const dynamic = "force-dynamic";

/** 200 when both stores answer, 503 otherwise; a queue without workers is ready to take experiments. */
export function GET(): Promise<Response> {
  return route(async () => {
    const checks = await checkStorage(getLab(), { aliveWithinSeconds: WORKER_ALIVE_SECONDS });
    const ready = checks.dynamodb === "ok" && checks.s3 === "ok";
    return replyJson(ReadyReplySchema, { status: ready ? "ready" : "not-ready", checks }, { status: ready ? 200 : 503 });
  });
}
