import { getEnv } from "#app/lab.ts";
import { SuitesReplySchema } from "#lib/api/schema.ts";
import { estimateCost } from "#lib/clips/cost.ts";
import { HELD_OUT_SUITE_ID, SUITES } from "#lib/clips/suites.ts";
import { replyJson, route } from "../respond.ts";

export const dynamic = "force-dynamic";

export function GET(): Promise<Response> {
  return route(async () => {
    const env = getEnv();
    return replyJson(SuitesReplySchema, {
      suites: SUITES.map((suite) => ({ suite, researcherMayUse: suite.id !== HELD_OUT_SUITE_ID, cost: estimateCost(suite, null) })),
      researcher: env.LLM_MODEL ? { kind: "model", model: env.LLM_MODEL } : { kind: "built-in", model: null },
      upload: { maxBytes: Math.round(env.LAB_UPLOAD_MAX_MB * 1024 * 1024), maxSeconds: env.LAB_UPLOAD_MAX_SECONDS },
    });
  });
}
