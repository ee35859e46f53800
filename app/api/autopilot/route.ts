import { getEnv, getLab } from "#app/lab.ts";
import { AutopilotReplySchema, StartAutopilotSchema } from "#lib/api/schema.ts";
import { beginAutopilot, showAutopilot } from "#lib/api/steer-autopilot.ts";
import { pricesOf } from "#lib/autopilot/spend.ts";
import { parse, readJson, replyJson, route } from "../respond.ts";

export const dynamic = "force-dynamic";

export function GET(): Promise<Response> {
  return route(async () => replyJson(AutopilotReplySchema, await showAutopilot(getLab(), pricesOf(getEnv()))));
}

export function POST(request: Request): Promise<Response> {
  return route(async () => {
    const settings = parse(StartAutopilotSchema, await readJson(request), "The request");
    return replyJson(AutopilotReplySchema, await beginAutopilot(getLab(), settings, pricesOf(getEnv())), { status: 201 });
  });
}
