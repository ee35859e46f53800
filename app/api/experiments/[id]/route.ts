import { getLab } from "#app/lab.ts";
import { experimentReply } from "#lib/api/experiment-reply.ts";
import { HttpError } from "#lib/api/http-error.ts";
import { experimentId, ExperimentReplySchema } from "#lib/api/schema.ts";
import { getExperiment } from "#lib/data/get-experiment.ts";
import { listReasoning } from "#lib/data/list-reasoning.ts";
import { parse, replyJson, route } from "../../respond.ts";

export function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return route(async () => {
    const id = parse(experimentId, (await params).id, "The experiment id");
    const [experiment, reasoning] = await Promise.all([getExperiment(getLab(), id), listReasoning(getLab(), id)]);
    if (!experiment) throw new HttpError("not-found", `There is no experiment ${id}.`);
    return replyJson(ExperimentReplySchema, experimentReply(experiment, reasoning));
  });
}
