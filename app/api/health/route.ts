import packageJson from "../../../package.json" with { type: "json" };
import { HealthReplySchema } from "#lib/api/schema.ts";
import { replyJson, route } from "../respond.ts";

export const dynamic = "force-dynamic";

/** The process answers; says nothing about storage (see /api/ready). */
export function GET(): Promise<Response> {
  return route(async () => replyJson(HealthReplySchema, { status: "ok", version: packageJson.version }));
}
