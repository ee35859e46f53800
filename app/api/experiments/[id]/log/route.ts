import { getLab } from "#app/lab.ts";
import { HttpError } from "#lib/api/http-error.ts";
import { experimentId } from "#lib/api/schema.ts";
import { getExperiment } from "#lib/data/get-experiment.ts";
import { readLog } from "#lib/data/read-log.ts";
import { LogQuerySchema, LogReplySchema } from "#lib/log/schema.ts";
import { parse, replyJson, route } from "../../../respond.ts";

export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return route(async () => {
    const id = parse(experimentId, (await params).id, "The experiment id");
    const { after } = parse(LogQuerySchema, Object.fromEntries(new URL(request.url).searchParams), "The query");
    const log = await readLog(getLab(), id, after, () => getExperiment(getLab(), id));
    if (!log) throw new HttpError("not-found", `There is no experiment ${id}.`);
    return replyJson(LogReplySchema, log);
  });
}
