import { z } from "zod";
import { getLab } from "#app/lab.ts";
import { HttpError } from "#lib/api/http-error.ts";
import { experimentId } from "#lib/api/schema.ts";
import { listReasoning } from "#lib/data/list-reasoning.ts";
import { parse, route } from "../../../../../respond.ts";
import { streamBlob } from "../../../../../stream-blob.ts";

const ParamsSchema = z.object({ id: experimentId, kind: z.enum(["proposal", "analysis"]), sequence: z.coerce.number().int().min(1) });

export function GET(request: Request, { params }: { params: Promise<{ id: string; kind: string; sequence: string }> }): Promise<Response> {
  return route(async () => {
    const { id, kind, sequence } = parse(ParamsSchema, await params, "The address");
    const call = (await listReasoning(getLab(), id)).find((entry) => entry.kind === kind && entry.sequence === sequence);
    if (!call?.transcriptKey) throw new HttpError("not-found", "There is no transcript of that call.");
    return streamBlob(getLab(), call.transcriptKey, { range: request.headers.get("range"), contentType: "application/json", etag: null, fileName: `${id}-${kind}-${sequence}.json` });
  });
}
