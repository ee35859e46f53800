import { getLab } from "#app/lab.ts";
import { HttpError } from "#lib/api/http-error.ts";
import { LineageReplySchema } from "#lib/api/lineage-schema.ts";
import { experimentId } from "#lib/api/schema.ts";
import { readLineage } from "#lib/data/read-lineage.ts";
import { parse, replyJson, route } from "../../../respond.ts";

export function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return route(async () => {
    const id = parse(experimentId, (await params).id, "The experiment id");
    const lineage = await readLineage(getLab(), id);
    if (!lineage) throw new HttpError("not-found", `There is no experiment ${id}.`);
    return replyJson(LineageReplySchema, lineage);
  });
}
