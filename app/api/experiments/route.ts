import { z } from "zod";
import { getLab } from "#app/lab.ts";
import { HttpError } from "#lib/api/http-error.ts";
import { launchExperiment } from "#lib/api/launch-experiment.ts";
import { LaunchReplySchema, LaunchRequestSchema, ListQuerySchema, ListReplySchema } from "#lib/api/schema.ts";
import { listExperiments } from "#lib/data/list-experiments.ts";
import { parse, readJson, replyJson, route } from "../respond.ts";

const IdempotencyKeySchema = z.string().regex(/^[\x21-\x7e]{8,128}$/, "8 to 128 visible ASCII characters").nullable();

export function GET(request: Request): Promise<Response> {
  return route(async () => {
    const { suite, ...query } = parse(ListQuerySchema, Object.fromEntries(new URL(request.url).searchParams), "The query");
    return replyJson(ListReplySchema, await listExperiments(getLab(), { ...query, suiteId: suite }));
  });
}

export function POST(request: Request): Promise<Response> {
  return route(async () => {
    const idempotencyKey = parse(IdempotencyKeySchema, request.headers.get("idempotency-key"), "The Idempotency-Key header");
    const launch = parse(LaunchRequestSchema, await readJson(request), "The request");
    const result = await launchExperiment(getLab(), launch, idempotencyKey);
    if (result.outcome === "duplicate-plan") {
      throw new HttpError("duplicate-plan", `This plan was already run on this suite, as experiment ${result.twinId}. Change a setting, or read that one.`, { twinId: result.twinId });
    }
    const repeated = result.outcome === "repeated";
    return replyJson(LaunchReplySchema, { experiment: result.experiment, repeated }, { status: repeated ? 200 : 201, headers: { location: `/api/experiments/${result.experiment.id}` } });
  });
}
