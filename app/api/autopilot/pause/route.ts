import { getEnv, getLab } from "#app/lab.ts";
import { AutopilotReplySchema } from "#lib/api/schema.ts";
import { holdAutopilot } from "#lib/api/steer-autopilot.ts";
import { pricesOf } from "#lib/autopilot/spend.ts";
import { replyJson, route } from "../../respond.ts";

export function POST(): Promise<Response> {
  return route(async () => replyJson(AutopilotReplySchema, await holdAutopilot(getLab(), pricesOf(getEnv()))));
}
