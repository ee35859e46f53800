import { getEnv, getLab } from "#app/lab.ts";
import { AutopilotReplySchema } from "#lib/api/schema.ts";
import { continueAutopilot } from "#lib/api/steer-autopilot.ts";
import { pricesOf } from "#lib/autopilot/spend.ts";
import { replyJson, route } from "../../respond.ts";

export function POST(): Promise<Response> {
  return route(async () => replyJson(AutopilotReplySchema, await continueAutopilot(getLab(), pricesOf(getEnv()))));
}
