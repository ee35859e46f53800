import { getLab } from "#app/lab.ts";
import { parse, route } from "#app/api/respond.ts";
import { HttpError } from "#lib/api/http-error.ts";
import { experimentId } from "#lib/api/schema.ts";
import { getExperiment } from "#lib/data/get-experiment.ts";
import { drawCard } from "../draw-card.tsx";

/**
 * GET /blog/{id}/card.png: the experiment as a picture, for previews where its page is shared. The page names it with its version
 * (`?v=`): what is asked for by the version that it has never changes; anything else is asked again, and answered from its ETag.
 */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return route(async () => {
    const id = parse(experimentId, (await params).id, "The experiment id");
    const experiment = await getExperiment(getLab(), id);
    if (!experiment) throw new HttpError("not-found", `There is no experiment ${id}.`);
    const { version, png } = await drawCard(experiment);
    const etag = `"${version}"`;
    const current = new URL(request.url).searchParams.get("v") === version;
    const headers = { etag, "cache-control": current ? "public, max-age=31536000, immutable" : "no-cache" };
    const known = request.headers.get("if-none-match")?.split(",").some((each) => each.trim().replace(/^W\//, "") === etag);
    if (known) return new Response(null, { status: 304, headers });
    return new Response(Buffer.from(png), { headers: { ...headers, "content-type": "image/png", "content-length": String(png.byteLength) } });
  });
}
