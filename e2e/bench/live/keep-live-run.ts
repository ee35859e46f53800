import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { AutopilotReplySchema, ExperimentReplySchema, ListReplySchema } from "#lib/api/schema.ts";
import { findSuite } from "#lib/clips/suites.ts";
import type { ClipResult, Experiment } from "#lib/experiment/schema.ts";
import { PIPELINE_VERSION } from "#lib/plan/fingerprint.ts";
import { LiveRunSchema, type LiveExperiment } from "./live-run.ts";

/*
 * node --import tsx e2e/bench/live/keep-live-run.ts --url http://localhost:3000 --out FILE: reads the experiments that the autopilot of a
 * running lab enqueued, and keeps their records (no curves, no files) as JSON.
 */

const { values } = parseArgs({ options: { url: { type: "string", default: "http://localhost:3000" }, out: { type: "string", default: "e2e/bench/data/live-run.json" } } });
const read = async (path: string): Promise<unknown> => {
  const reply = await fetch(new URL(path, values.url));
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  return reply.json();
};

const { autopilot } = AutopilotReplySchema.parse(await read("/api/autopilot"));
if (!autopilot) throw new Error(`the autopilot of ${values.url} was never started`);

const ids: string[] = [];
let cursor: string | null = null;
do {
  const page = ListReplySchema.parse(await read(`/api/experiments?limit=100${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`));
  ids.push(...page.items.filter(({ origin, createdAt }) => origin === "autopilot" && createdAt >= autopilot.startedAt).map(({ id }) => id));
  cursor = page.nextCursor;
} while (cursor !== null);

const perClip = (clips: readonly ClipResult[]) => clips.map(({ clip, reduction }) => ({ clipId: clip.clipId, reductionPercent: reduction.status === "ok" ? reduction.percent : null }));

function keep(experiment: Experiment): LiveExperiment {
  const { evaluation, headline, lineage, results } = experiment;
  const validation = evaluation?.validation?.outcome === "measured" ? evaluation.validation : null;
  return {
    id: experiment.id, createdAt: experiment.createdAt, hypothesis: experiment.hypothesis, method: experiment.method, plan: experiment.plan, expected: experiment.expected,
    status: experiment.status, verdict: experiment.verdict, verdictReason: experiment.verdictReason,
    reductionPercent: headline?.reductionPercent ?? null, interval: headline?.interval ?? null, bdRatePercent: headline?.bdRatePercent ?? null, clips: perClip(results?.clips ?? []),
    reached: evaluation?.reached ?? null,
    heldOut: validation && {
      verdict: validation.verdict, reductionPercent: validation.headline.reductionPercent, interval: validation.headline.interval, bdRatePercent: validation.headline.bdRatePercent, clips: perClip(validation.clips),
    },
    champion: evaluation?.champion ? { confirmed: evaluation.champion.confirmed, reason: evaluation.champion.reason } : null,
    parentId: lineage?.parentId ?? null,
    changes: lineage?.changes.map(({ setting, from, to }) => `${setting} ${String(from ?? "none")} -> ${String(to ?? "none")}`) ?? [],
    runtimeMs: experiment.runtimeMs, resultDigest: experiment.resultDigest,
  };
}

const experiments: Experiment[] = [];
for (const id of ids) experiments.push(ExperimentReplySchema.parse(await read(`/api/experiments/${id}`)).experiment);
const ended = experiments.filter(({ status }) => status !== "queued" && status !== "running").sort((a, b) => a.createdAt.localeCompare(b.createdAt));
const machines = new Set(ended.flatMap(({ applied }) => (applied ? [`${applied.machine.cpu}, ${applied.machine.cores} cores`] : [])));
const run = LiveRunSchema.parse({
  provenance: {
    suite: findSuite(autopilot.settings.suiteId)?.id ?? autopilot.settings.suiteId, machine: [...machines].join("; "), node: process.version,
    encoders: [...new Set(ended.flatMap(({ applied }) => applied?.encoder.build ?? []))], pipelineVersion: PIPELINE_VERSION,
    researcher: [...new Set(ended.flatMap(({ researcher }) => (researcher ? [researcher.model ?? "built-in planner"] : [])))].join(", "),
    baseline: "x265 medium, tune psnr, CRF 17/22/27/32/37", startedAt: autopilot.startedAt, stoppedAt: autopilot.stoppedAt, stopReason: autopilot.stopReason, settings: autopilot.settings,
    note: "Kept by e2e/bench/live/keep-live-run.ts from a lab that ran the autopilot. Reductions: percent at equal PSNR-YUV against the baseline, mean over clips.",
  },
  experiments: ended.map(keep),
});
await writeFile(values.out, `${JSON.stringify(run, null, 1)}\n`);
console.log(`${run.experiments.length} experiments of ${ids.length} are in ${values.out}.`);
