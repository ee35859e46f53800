import { getLab } from "#app/lab.ts";
import { HttpError } from "#lib/api/http-error.ts";
import { experimentId } from "#lib/api/schema.ts";
import { getExperiment } from "#lib/data/get-experiment.ts";
import { parse, route } from "../../../../respond.ts";
import { streamBlob } from "../../../../stream-blob.ts";

export function GET(request: Request, { params }: { params: Promise<{ id: string; name: string[] }> }): Promise<Response> {
  return route(async () => {
    const { id: rawId, name: parts } = await params;
    const id = parse(experimentId, rawId, "The experiment id");
    const name = parts.map(decodeURIComponent).join("/");
    const experiment = await getExperiment(getLab(), id);
    // Only what the record lists is served: no key is ever built from the address.
    const artifact = experiment?.artifacts.find((entry) => entry.name === name);
    if (!artifact) throw new HttpError("not-found", `Experiment ${id} has no artifact of that name.`);
    return streamBlob(getLab(), artifact.key, { range: request.headers.get("range"), contentType: artifact.contentType, etag: artifact.sha256, fileName: name });
  });
}
