import { enqueueExperiment } from "#lib/data/enqueue-experiment.ts";
import { importExperiment } from "#lib/data/import-experiment.ts";
import { experimentArtifactKey } from "#lib/data/keys.ts";
import type { Lab } from "#lib/data/lab.ts";
import { putBlob } from "#lib/data/blobs.ts";
import { moveEdge } from "#lib/data/lineage-edge.ts";
import { settleChampion } from "#lib/data/settle-champion.ts";
import { saveReasoning } from "#lib/data/save-reasoning.ts";
import type { Experiment, Reasoning, Stage } from "#lib/experiment/schema.ts";
import { headlineOf } from "#lib/metrics/verdict.ts";
import type { Analysis, Plan, Proposal } from "#lib/plan/schema.ts";
import { lineageOf } from "#worker/research/novelty/lineage-of.ts";
import { buildAncestors, buildEvaluation, buildExperiment, buildNewExperiment, buildPlan, buildReasoning, buildStages, buildSuite, sha256, TEST_DATA_NOTE } from "./builders.ts";
import type { Episode } from "./history.ts";
import { EPISODES } from "./history.ts";

/** Time from one seeded experiment to the next, ms. */
const STEP_MS = 7 * 3_600_000;
const WHY = `Written for the tests, from no measurement. ${TEST_DATA_NOTE}`;

/**
 * Puts a history into the lab through its own data layer: the nine ancestors as they were, about thirty experiments with
 * every kind of ending, their reasoning and an artifact each, and on wish some that wait in the queue.
 * Times are relative to the lab's clock; running it twice adds nothing but queued ones.
 * @returns ids by what they are good for in a test.
 */
export async function seedHistory(lab: Lab, { queued = 0 }: { queued?: number } = {}): Promise<{ ids: string[]; ancestors: string[]; queued: string[]; best: string }> {
  const ancestors = buildAncestors();
  for (const ancestor of ancestors) await importExperiment(lab, ancestor);
  const end = lab.now().getTime() - 3_600_000;
  for (const [index, episode] of EPISODES.entries()) {
    const createdAt = new Date(end - (EPISODES.length - 1 - index) * STEP_MS).toISOString();
    await seedEpisode(lab, episode, createdAt);
  }
  const waiting: string[] = [];
  for (let index = 0; index < queued; index += 1) {
    const enqueued = await enqueueExperiment(lab, buildNewExperiment());
    if (enqueued.outcome !== "duplicate-plan") waiting.push(enqueued.experiment.id);
  }
  return { ids: EPISODES.map(({ id }) => id), ancestors: ancestors.map(({ id }) => id), queued: waiting, best: "seed-av1-aq-off" };
}

async function seedEpisode(lab: Lab, episode: Episode, createdAt: string): Promise<void> {
  const { artifacts, ...made } = experimentOf(episode, createdAt);
  const { evaluation, also } = made.evaluation && made.headline ? await settleChampion(lab, made, made.evaluation, made.headline) : { evaluation: null, also: [] };
  const experiment = { ...made, artifacts, evaluation };
  for (const { key, contentType } of artifacts) await putBlob(lab, key, noteOf(episode), { contentType });
  for (const reasoning of reasoningOf(episode, experiment)) await saveReasoning(lab, reasoning);
  const edges = [...also, ...moveEdge(lab, { ...experiment, lineage: null }, experiment.lineage)];
  if ((await importExperiment(lab, experiment)) === "imported" && edges.length > 0) await lab.db.write(...edges);
}

/** The plan that an earlier episode ran. */
function planOf(id: string): Plan {
  const plan = EPISODES.find((episode) => episode.id === id)?.plan;
  if (!plan) throw new Error(`no episode ${id} with a plan`);
  return buildPlan(plan);
}

/** Where the plan comes from, worked out by the worker's own code. */
function descentOf({ from, novelty }: Episode, plan: Plan | null): Pick<Experiment, "lineage" | "novelty"> {
  const lineage = from === undefined || plan === null ? null : lineageOf(plan, { id: from, plan: planOf(from) }, "researcher");
  return { lineage, novelty: lineage && novelty ? { nearTwinId: lineage.parentId, distance: lineage.distance, justification: `${novelty} (${TEST_DATA_NOTE})` } : null };
}

/** What the cascade adds to a finished experiment; one that it stopped has no result of its suite. */
function evaluated(experiment: Experiment, { id, heldOutFactors }: Episode): Partial<Experiment> {
  const { plan, results, applied, finishedAt } = experiment;
  if (!plan || !results || !applied) return {};
  const evaluation = buildEvaluation(plan, results, { heldOutFactors, label: id, measuredAt: finishedAt ?? experiment.createdAt });
  const { screen } = evaluation;
  const stagesBut = (...skipped: Stage[]) => buildStages(experiment.createdAt, (experiment.runtimeMs ?? 0) / 1000, "publish", skipped);
  if (screen?.outcome !== "hopeless") return evaluation.validation ? { evaluation, stages: stagesBut() } : { evaluation };
  const rungs = applied.rungs.filter(({ clipId, crf }) => clipId === screen.clipId && screen.rungs.some(({ point }) => point.crf === crf));
  return { evaluation, verdict: "worse", verdictReason: `Stopped at the screening: ${screen.reason}. ${TEST_DATA_NOTE}`, headline: headlineOf([]), results: null, applied: { ...applied, rungs }, stages: stagesBut("encode", "decode", "measure", "validate") };
}

const noteOf = ({ id }: Episode) => Buffer.from(JSON.stringify({ note: TEST_DATA_NOTE, experiment: id }, null, 2));

function experimentOf(episode: Episode, createdAt: string): Experiment {
  const { id, researcher, end, expectedPercent, hypothesis } = episode;
  const suite = buildSuite(episode.suite);
  const plan = episode.plan && buildPlan(episode.plan);
  const note = noteOf(episode);
  const common = {
    id, createdAt, suite, plan, researcher, hypothesis: hypothesis && `${hypothesis} (${TEST_DATA_NOTE})`, why: WHY, parentId: episode.parentId ?? null,
    origin: episode.origin ?? ("researcher" as const), expected: plan && { reductionPercent: expectedPercent, confidence: 0.6 },
  };
  if (end) {
    const nothing = { verdict: end.status, headline: null, results: null, applied: null, resultDigest: null, fingerprint: null } as const;
    return end.status === "failed"
      ? buildExperiment({
          ...common, ...nothing, status: "failed", verdictReason: `${end.reason} ${TEST_DATA_NOTE}`, failure: { stage: end.stage, reason: end.reason, detail: end.detail },
          seconds: 9, stages: buildStages(createdAt, 9, end.stage),
        })
      : buildExperiment({ ...common, ...nothing, status: "cancelled", cancelRequested: true, verdictReason: `Cancelled on request before it finished. ${TEST_DATA_NOTE}`, seconds: 5, stages: buildStages(createdAt, 5, "generate") });
  }
  const seconds = episode.suite === "quick" ? 52 : 410;
  const finished = buildExperiment({
    ...common, ...descentOf(episode, plan), rateFactors: episode.rateFactors, lostDb: episode.lostDb, label: id, seconds,
    artifacts: [{ name: "note.json", key: experimentArtifactKey(id, 1, "note.json"), bytes: note.byteLength, sha256: sha256(note.toString()), contentType: "application/json" }],
    analysedAt: new Date(Date.parse(createdAt) + (seconds + 1) * 1000).toISOString(),
  });
  const whole = { ...finished, ...(episode.evaluated ? evaluated(finished, episode) : {}) };
  return { ...whole, finding: findingOf(whole) };
}

function findingOf({ headline, verdict, evaluation }: Experiment): string {
  const percent = headline?.reductionPercent ?? null;
  if (evaluation?.reached === "screen") return `The first look ended it, so there is no reduction on its suite. ${TEST_DATA_NOTE}`;
  if (percent === null) return `The plan never reaches the baseline's quality, so there is no rate to compare: ${verdict}. ${TEST_DATA_NOTE}`;
  return `The mean rate at equal PSNR-YUV is ${Math.abs(percent).toFixed(1)} % ${percent > 0 ? "below" : "above"} the baseline's. ${TEST_DATA_NOTE}`;
}

function reasoningOf(episode: Episode, experiment: Experiment): Reasoning[] {
  const { id, plan, createdAt, researcher, finishedAt, finding } = experiment;
  if (!researcher || researcher.kind === "person") return [];
  const tokens = researcher.kind === "model" ? { promptTokens: 5_120, completionTokens: 640, latencyMs: 8_200 } : {};
  const call = (overrides: Partial<Reasoning>) => buildReasoning({ experimentId: id, createdAt, researcher, ...tokens, ...overrides });
  if (!plan) {
    return (["timeout", "invalid-json", "timeout"] as const).map((outcome, index) =>
      call({ sequence: index + 1, createdAt: new Date(Date.parse(createdAt) + index * 1000).toISOString(), outcome, error: `${outcome}. ${TEST_DATA_NOTE}`, completionTokens: null }),
    );
  }
  const proposal: Proposal = {
    hypothesis: experiment.hypothesis ?? TEST_DATA_NOTE, why: WHY, plan, expected: { reductionPercent: episode.expectedPercent, confidence: 0.6 },
  };
  if (experiment.status !== "completed" || finding === null) return [call({ reply: proposal })];
  const analysis: Analysis = {
    finding, rootCause: `No cause: the curves are a model. ${TEST_DATA_NOTE}`, nextIdea: `Try a slower preset of the same codec next. ${TEST_DATA_NOTE}`,
    // A plan that the history does not have, so that launching it is possible.
    nextPlan: buildPlan({ base: { codec: "svt-av1", preset: 6, keyint: 60 + EPISODES.indexOf(episode) } }),
  };
  return [call({ reply: proposal }), call({ kind: "analysis", createdAt: finishedAt ?? createdAt, reply: analysis })];
}
