import { requestOrigin } from "#app/blog/[id]/request-origin.ts";
import { getLab } from "#app/lab.ts";
import { exportExperiments } from "#lib/api/export-experiments.ts";
import { ExportOneQuerySchema } from "#lib/api/export-schema.ts";
import { HttpError } from "#lib/api/http-error.ts";
import { experimentId } from "#lib/api/schema.ts";
import { getExperiment } from "#lib/data/get-experiment.ts";
import { experimentMarkdown } from "#lib/export/experiment-markdown.ts";
import { exportFileName } from "#lib/export/file-name.ts";
import { CONTENT_TYPES } from "#lib/export/write-export.ts";
import { parse, route } from "../../../respond.ts";
import { sendText } from "../../../send-text.ts";

async function* whole(text: string): AsyncGenerator<string> {
  yield text;
}

export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return route(async () => {
    const id = parse(experimentId, (await params).id, "The experiment id");
    const { format } = parse(ExportOneQuerySchema, Object.fromEntries(new URL(request.url).searchParams), "The query");
    const file = { contentType: CONTENT_TYPES[format], fileName: exportFileName([id], format) };
    const lab = getLab();
    if (format === "json") return sendText(await exportExperiments(lab, { format, detail: "record", ids: [id], filter: {} }, null), file);
    const experiment = await getExperiment(lab, id);
    if (!experiment) throw new HttpError("not-found", `There is no experiment ${id}.`);
    const origin = await requestOrigin();
    return sendText(whole(experimentMarkdown(experiment, origin && new URL(`/blog/${id}`, origin).href)), file);
  });
}
