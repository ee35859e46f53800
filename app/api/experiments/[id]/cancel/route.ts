import { getLab } from "#app/lab.ts";
import { HttpError } from "#lib/api/http-error.ts";
import { CancelReplySchema, experimentId } from "#lib/api/schema.ts";
import { cancelExperiment } from "#lib/data/cancel-experiment.ts";
import { parse, replyJson, route } from "../../../respond.ts";

export function POST(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return route(async () => {
    const id = parse(experimentId, (await params).id, "The experiment id");
    const { outcome } = await cancelExperiment(getLab(), id);
    if (outcome === "unknown") throw new HttpError("not-found", `There is no experiment ${id}.`);
    if (outcome === "already-finished") throw new HttpError("already-finished", `Experiment ${id} is finished: there is nothing to cancel.`);
    return replyJson(CancelReplySchema, { outcome });
  });
}
