import { z } from "zod";
import { KnowledgeQuerySchema, KnowledgeReplySchema } from "./knowledge-schema.ts";
import { ExportOneQuerySchema, ExportQuerySchema } from "./export-schema.ts";
import { ImportQuerySchema, ImportReplySchema } from "./import-schema.ts";
import { LogQuerySchema, LogReplySchema } from "../log/schema.ts";
import { FamilyTreeQuerySchema, FamilyTreeReplySchema, LineageReplySchema } from "./lineage-schema.ts";
import {
  AutopilotReplySchema, CalibrationReplySchema, CancelReplySchema, ChangesQuerySchema, ChangesReplySchema, CompareQuerySchema, CompareReplySchema, ErrorReplySchema, ExperimentReplySchema, HealthReplySchema, InsightsQuerySchema, InsightsReplySchema, LaunchReplySchema, LaunchRequestSchema, ListQuerySchema, ListReplySchema,
  OverviewReplySchema, ReadyReplySchema, StartAutopilotSchema, StopAutopilotSchema, SuitesReplySchema, UploadReplySchema,
} from "./schema.ts";

/** Named schemas of the document; zod writes them as JSON Schema 2020-12, the dialect of OpenAPI 3.1. */
const SCHEMAS = {
  LaunchRequest: { schema: LaunchRequestSchema, io: "input" },
  LaunchReply: { schema: LaunchReplySchema, io: "output" },
  ListReply: { schema: ListReplySchema, io: "output" },
  ChangesReply: { schema: ChangesReplySchema, io: "output" },
  LineageReply: { schema: LineageReplySchema, io: "output" },
  FamilyTreeReply: { schema: FamilyTreeReplySchema, io: "output" },
  LogReply: { schema: LogReplySchema, io: "output" },
  ExperimentReply: { schema: ExperimentReplySchema, io: "output" },
  CompareReply: { schema: CompareReplySchema, io: "output" },
  ImportReply: { schema: ImportReplySchema, io: "output" },
  CancelReply: { schema: CancelReplySchema, io: "output" },
  SuitesReply: { schema: SuitesReplySchema, io: "output" },
  UploadReply: { schema: UploadReplySchema, io: "output" },
  OverviewReply: { schema: OverviewReplySchema, io: "output" },
  KnowledgeReply: { schema: KnowledgeReplySchema, io: "output" },
  InsightsReply: { schema: InsightsReplySchema, io: "output" },
  CalibrationReply: { schema: CalibrationReplySchema, io: "output" },
  StartAutopilot: { schema: StartAutopilotSchema, io: "input" },
  StopAutopilot: { schema: StopAutopilotSchema, io: "input" },
  AutopilotReply: { schema: AutopilotReplySchema, io: "output" },
  HealthReply: { schema: HealthReplySchema, io: "output" },
  ReadyReply: { schema: ReadyReplySchema, io: "output" },
  ErrorReply: { schema: ErrorReplySchema, io: "output" },
} as const;
type SchemaName = keyof typeof SCHEMAS;

const ref = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: SchemaName) => ({ "application/json": { schema: ref(name) } });
const reply = (description: string, name: SchemaName) => ({ description, content: json(name) });
const failure = (description: string) => reply(description, "ErrorReply");
const idParameter = { name: "id", in: "path", required: true, schema: { type: "string" } };
const binary = { "application/octet-stream": { schema: { type: "string", format: "binary" } } };
const exported = { description: "A file to keep, with its name in Content-Disposition", content: Object.fromEntries(["text/csv", "text/markdown", "application/json"].map((type) => [type, { schema: { type: "string" } }])) };
const unavailable = { 503: failure("storage-unavailable: DynamoDB or S3 does not answer; nothing was lost") };

function queryParameters(schema: z.ZodType): object[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input" }) as { properties?: Record<string, object>; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({ name, in: "query", required: required.includes(name), schema: property }));
}

const wrongState = failure("autopilot-state, with its state in details.autopilot");
const autopilotPost = (summary: string, operationId: string) => ({ post: { summary, operationId, responses: { 200: reply("Its new state", "AutopilotReply"), 409: wrongState, ...unavailable } } });

const PATHS = {
  "/api/experiments": {
    get: {
      summary: "List experiments, newest first or sorted by a number; a list that is sorted by one holds only experiments that have it, imported ones apart (verdict=unverified)", operationId: "listExperiments", parameters: queryParameters(ListQuerySchema),
      responses: { 200: reply("A page, with the cursor of the next", "ListReply"), 400: failure("invalid-request"), ...unavailable },
    },
    post: {
      summary: "Launch an experiment", operationId: "launchExperiment",
      parameters: [{ name: "Idempotency-Key", in: "header", required: false, schema: { type: "string", minLength: 8, maxLength: 128 }, description: "A repeat with the same key within a day returns the experiment of the first." }],
      requestBody: { required: true, content: json("LaunchRequest") },
      responses: {
        201: reply("Queued", "LaunchReply"), 200: reply("The key had been used: nothing new was enqueued", "LaunchReply"), 400: failure("invalid-request"),
        404: failure("not-found: suite, upload or parent"), 409: failure("duplicate-plan with details.twinId, or upload-not-ready"), 413: failure("too-large"), ...unavailable,
      },
    },
  },
  "/api/experiments/{id}": {
    get: { summary: "One experiment with its reasoning", operationId: "getExperiment", parameters: [idParameter], responses: { 200: reply("The whole record", "ExperimentReply"), 404: failure("not-found"), ...unavailable } },
  },
  "/api/experiments/changes": {
    get: {
      summary: "What was written since an asOf, so that a poll transfers only what changed; the rows of the last seconds come again", operationId: "listChanges", parameters: queryParameters(ChangesQuerySchema),
      responses: { 200: reply("Rows that fit the filters, ids of those that do not; experiments without the number that a list is sorted by are not told apart", "ChangesReply"), 400: failure("invalid-request"), ...unavailable },
    },
  },
  "/api/experiments/export": {
    get: {
      summary: "A selection, or everything that fits the filters, as a file; streamed, whatever its size", operationId: "exportExperiments", parameters: queryParameters(ExportQuerySchema),
      responses: { 200: exported, 400: failure("invalid-request"), 404: failure("not-found: an id of the selection"), ...unavailable },
    },
  },
  "/api/experiments/{id}/export": {
    get: { summary: "One experiment as a file", operationId: "exportExperiment", parameters: [idParameter, ...queryParameters(ExportOneQuerySchema)], responses: { 200: exported, 400: failure("invalid-request"), 404: failure("not-found"), ...unavailable } },
  },
  "/api/import": {
    post: {
      summary: "Import records of another lab as unverified ones; the same file again adds nothing", operationId: "importRecords", parameters: queryParameters(ImportQuerySchema),
      requestBody: { required: true, content: { "application/json": { schema: {}, example: { total_experiments: 0, generated_at: "2026-01-01T00:00:00Z", reports: [] } } } },
      responses: {
        200: reply("Checked only, or nothing new", "ImportReply"), 201: reply("Imported", "ImportReply"), 400: failure("invalid-request: nothing was imported; details.misfits names each place"), 413: failure("too-large"),
        503: failure("storage-unavailable: how many went in is in the message; the same file again adds the rest"),
      },
    },
  },
  "/api/experiments/{id}/lineage": {
    get: { summary: "Where the plan of an experiment comes from and what came of it", operationId: "getLineage", parameters: [idParameter], responses: { 200: reply("Ancestors, children and siblings with what changed", "LineageReply"), 404: failure("not-found"), ...unavailable } },
  },
  "/api/lineage": {
    get: { summary: "The newest experiments of a suite as a family tree", operationId: "getFamilyTree", parameters: queryParameters(FamilyTreeQuerySchema), responses: { 200: reply("Each with its parent", "FamilyTreeReply"), 400: failure("invalid-request"), ...unavailable } },
  },
  "/api/experiments/{id}/log": {
    get: {
      summary: "What the worker said, only what came after a place; live while it runs", operationId: "getLog", parameters: [idParameter, ...queryParameters(LogQuerySchema)],
      responses: { 200: reply("Lines in their order, with the place to ask from next; artifact log.txt is the whole of a finished one", "LogReply"), 400: failure("invalid-request"), 404: failure("not-found"), ...unavailable },
    },
  },
  "/api/experiments/{id}/cancel": {
    post: {
      summary: "Cancel a queued or running experiment", operationId: "cancelExperiment", parameters: [idParameter],
      responses: { 200: reply("cancelled at once, or requested of the worker", "CancelReply"), 404: failure("not-found"), 409: failure("already-finished"), ...unavailable },
    },
  },
  "/api/experiments/{id}/artifacts/{name}": {
    get: {
      summary: "An artifact's bytes", operationId: "getArtifact",
      parameters: [idParameter, { name: "name", in: "path", required: true, schema: { type: "string" }, description: "The artifact's name in the record; it may hold slashes." }, { name: "Range", in: "header", required: false, schema: { type: "string" } }],
      responses: { 200: { description: "The whole", content: binary }, 206: { description: "The asked range", content: binary }, 404: failure("not-found"), 416: failure("range-not-satisfiable"), ...unavailable },
    },
  },
  "/api/experiments/{id}/transcripts/{kind}/{sequence}": {
    get: {
      summary: "The full prompt and reply of one call of the researcher", operationId: "getTranscript",
      parameters: [idParameter, { name: "kind", in: "path", required: true, schema: { enum: ["proposal", "analysis"] } }, { name: "sequence", in: "path", required: true, schema: { type: "integer", minimum: 1 } }],
      responses: { 200: { description: "Messages and raw reply", content: { "application/json": {} } }, 404: failure("not-found"), ...unavailable },
    },
  },
  "/api/compare": {
    get: {
      summary: "A few experiments side by side: plans, measured points and costs", operationId: "compareExperiments", parameters: queryParameters(CompareQuerySchema),
      responses: { 200: reply("In the order of the ids; unknown ones are named", "CompareReply"), 400: failure("invalid-request"), ...unavailable },
    },
  },
  "/api/suites": { get: { summary: "Suites, their cost, the researcher and the upload limits", operationId: "listSuites", responses: { 200: reply("All suites", "SuitesReply") } } },
  "/api/uploads": {
    post: {
      summary: "Upload a video; a worker then checks it", operationId: "uploadVideo",
      parameters: [{ name: "name", in: "query", required: true, schema: { type: "string", minLength: 1, maxLength: 200 } }],
      requestBody: { required: true, content: { "video/*": { schema: { type: "string", format: "binary" } } } },
      responses: { 201: reply("Stored, being checked", "UploadReply"), 400: failure("invalid-request: no name, or an empty file"), 413: failure("too-large"), ...unavailable },
    },
  },
  "/api/uploads/{id}": { get: { summary: "Whether an upload can be used", operationId: "getUpload", parameters: [idParameter], responses: { 200: reply("checking, ready or rejected with the reason", "UploadReply"), 404: failure("not-found"), ...unavailable } } },
  "/api/overview": { get: { summary: "Headline figures, trend, workers and warnings", operationId: "getOverview", responses: { 200: reply("The dashboard's figures", "OverviewReply"), ...unavailable } } },
  "/api/knowledge": {
    get: {
      summary: "What the lab knows when it plans for a suite, and the text of it that a model reads", operationId: "getKnowledge", parameters: queryParameters(KnowledgeQuerySchema),
      responses: { 200: reply("Folded from all settled experiments but those on held-out clips", "KnowledgeReply"), 400: failure("invalid-request"), ...unavailable },
    },
  },
  "/api/insights": {
    get: {
      summary: "Bits against encode time, methods over time and which settings matter, of one suite", operationId: "getInsights", parameters: queryParameters(InsightsQuerySchema),
      responses: { 200: reply("Folded from all settled experiments of the suite; imported ones and held-out clips are not in it", "InsightsReply"), 400: failure("invalid-request"), ...unavailable },
    },
  },
  "/api/calibration": { get: { summary: "Predictions against what was measured, with scores by researcher, over the newest 200 finished experiments", operationId: "getCalibration", responses: { 200: reply("Predictions and scores", "CalibrationReply"), ...unavailable } } },
  "/api/autopilot": {
    get: { summary: "The autopilot's state, spend so far and what is left of every limit", operationId: "getAutopilot", responses: { 200: reply("autopilot is null when it was never started", "AutopilotReply"), ...unavailable } },
    post: {
      summary: "Start the autopilot with its limits; the first experiment is enqueued at once", operationId: "startAutopilot", requestBody: { required: true, content: json("StartAutopilot") },
      responses: { 201: reply("Started", "AutopilotReply"), 400: failure("invalid-request: a limit out of bounds, or the held-out suite"), 404: failure("not-found: suite"), 409: wrongState, 413: failure("too-large"), ...unavailable },
    },
  },
  "/api/autopilot/pause": autopilotPost("Pause: the running experiment ends, no further one is enqueued", "pauseAutopilot"),
  "/api/autopilot/resume": autopilotPost("Go on after a pause", "resumeAutopilot"),
  "/api/autopilot/stop": {
    post: {
      summary: "Stop for good, and cancel the current experiment when asked to", operationId: "stopAutopilot", requestBody: { required: false, content: json("StopAutopilot") },
      responses: { 200: reply("Stopped", "AutopilotReply"), 400: failure("invalid-request"), 409: wrongState, 413: failure("too-large"), ...unavailable },
    },
  },
  "/api/health": { get: { summary: "The process answers", operationId: "getHealth", responses: { 200: reply("ok", "HealthReply") } } },
  "/api/ready": { get: { summary: "Both stores answer", operationId: "getReady", responses: { 200: reply("ready", "ReadyReply"), 503: reply("not ready, with what each store said", "ReadyReply") } } },
} as const;

/** The OpenAPI 3.1 document of the API, made from the schemas that the routes parse with. */
export function openApiDocument() {
  const schemas = Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, { schema, io }]) => {
      const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
      return [name, rest];
    }),
  );
  return {
    openapi: "3.1.0",
    info: { title: "AI video-codec lab", version: "1", description: "Launch experiments, follow them, read what was measured. Rates are kbit/s, qualities dB, times ms; reductions are percent at equal PSNR-YUV, positive is smaller." },
    paths: PATHS,
    components: { schemas },
  };
}
