import { requestOrigin } from "#app/blog/[id]/request-origin.ts";
import { getLab } from "#app/lab.ts";
import { exportExperiments } from "#lib/api/export-experiments.ts";
import { ExportQuerySchema } from "#lib/api/export-schema.ts";
import { exportFileName } from "#lib/export/file-name.ts";
import { CONTENT_TYPES } from "#lib/export/write-export.ts";
import { parse, route } from "../../respond.ts";
import { sendText } from "../../send-text.ts";

export function GET(request: Request): Promise<Response> {
  return route(async () => {
    const query = parse(ExportQuerySchema, Object.fromEntries(new URL(request.url).searchParams), "The query");
    const lab = getLab();
    const { format, ids, filter } = query;
    const fileName = exportFileName(["experiments", ...(ids ? [`${ids.length}-selected`] : [filter.suite, filter.clip, filter.method, filter.model, filter.track, filter.verdict, filter.status, filter.text, filter.sort && `by-${filter.sort}`]), lab.now().toISOString().slice(0, 10)], format);
    return sendText(await exportExperiments(lab, query, (await requestOrigin())?.origin ?? null), { contentType: CONTENT_TYPES[format], fileName });
  });
}
