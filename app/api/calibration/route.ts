import { getLab } from "#app/lab.ts";
import { CalibrationReplySchema } from "#lib/api/schema.ts";
import { readCalibration } from "#lib/data/read-calibration.ts";
import { replyJson, route } from "../respond.ts";

export const dynamic = "force-dynamic";

export function GET(): Promise<Response> {
  return route(async () => replyJson(CalibrationReplySchema, await readCalibration(getLab())));
}
