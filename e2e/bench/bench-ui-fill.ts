import type { Lab } from "#lib/data/lab.ts";
import { summaryOf, toItem } from "#lib/data/record.ts";
import type { Item } from "#lib/aws/dynamodb.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import { buildExperiment, buildPlan, buildSuite } from "../builders.ts";

/** Items of one go; several goes at once keep DynamoDB Local busy while the next items are made. */
const GO = 250;
const GOES_AT_ONCE = 4;
const TEMPLATES = 60;
const MODELS = ["gpt-5.2", "qwen3", "mistral"];

const START = Date.UTC(2026, 0, 1);
export const idOf = (index: number): string => `bench-${String(index).padStart(6, "0")}`;
/** The words by which a row is found on the page. */
const titleOf = (index: number): string => `Plan ${index} of the bench`;

/** Experiments of every kind that a list tells apart, measured as the builders do. */
function template(index: number): Experiment {
  const plan = buildPlan({ base: index % 3 === 0 ? { codec: "x265", preset: "slow" } : { codec: "svt-av1", preset: 4 + (index % 6) }, ...(index % 5 === 0 ? { restore: { kind: "wiener" } } : {}) });
  const model = MODELS[index % 4];
  return buildExperiment({
    id: "template", plan, suite: buildSuite(index % 2 === 0 ? "quick" : "full"), rateFactors: [0.6 + index / TEMPLATES], seconds: 40 + index,
    researcher: model === undefined ? { kind: "built-in", model: null, note: null } : { kind: "model", model, note: null },
    ...(index % 10 === 9 ? { status: "failed" as const, verdict: "failed" as const, headline: null, results: null, applied: null, failure: { stage: "encode" as const, reason: "The encoder was ended by SIGSEGV.", detail: null } } : {}),
  });
}

/**
 * Fills a history with so many finished experiments, one a minute. Rows are whole, as large as real ones; behind them, curves are
 * left out, which no list reads and which would be gigabytes.
 */
export async function fillForBench(lab: Lab, count: number): Promise<void> {
  const templates = Array.from({ length: TEMPLATES }, (_, index) => {
    const experiment = template(index);
    return { experiment: { ...experiment, results: null, applied: null }, sparkline: summaryOf(experiment).sparkline };
  });
  const itemOf = (index: number): Item => {
    const { experiment, sparkline } = templates[index % TEMPLATES]!;
    const createdAt = new Date(START + index * 60_000);
    const { runtimeMs, headline } = experiment;
    const item = toItem({
      ...experiment, id: idOf(index), createdAt: createdAt.toISOString(), startedAt: createdAt.toISOString(), finishedAt: new Date(createdAt.getTime() + (runtimeMs ?? 0)).toISOString(),
      hypothesis: `${titleOf(index)}: ${experiment.hypothesis ?? ""}`, resultDigest: null, fingerprint: null,
      // Multiples of an irrational number: every reduction another one, everywhere alike.
      headline: headline && { ...headline, reductionPercent: ((index * 61.803_398_875) % 120) - 40 },
      revision: 0, releases: 0, claimId: null, changedAt: null,
    });
    return { ...item, summary: { ...(item.summary as Item), sparkline } };
  };
  let next = 0;
  const fill = async () => {
    while (next < count) {
      const from = next;
      next += GO;
      await lab.db.putMany(lab.tables.experiments, Array.from({ length: Math.min(GO, count - from) }, (_, offset) => itemOf(from + offset)));
    }
  };
  await Promise.all(Array.from({ length: GOES_AT_ONCE }, fill));
}
