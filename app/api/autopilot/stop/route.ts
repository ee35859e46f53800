import { getEnv, getLab } from "#app/lab.ts";
import { AutopilotReplySchema, StopAutopilotSchema } from "#lib/api/schema.ts";
import { endAutopilot } from "#lib/api/steer-autopilot.ts";
import { pricesOf } from "#lib/autopilot/spend.ts";
import { parse, readJson, replyJson, route } from "../../respond.ts";

/** A stop without a body is a plain stop. */
const hasBody = (request: Request): boolean => request.body !== null && request.headers.get("content-length") !== "0";

export function POST(request: Request): Promise<Response> {
  return route(async () => {
    const wish = parse(StopAutopilotSchema, hasBody(request) ? await readJson(request) : {}, "The request");
    return replyJson(AutopilotReplySchema, await endAutopilot(getLab(), wish, pricesOf(getEnv())));
  });
}
