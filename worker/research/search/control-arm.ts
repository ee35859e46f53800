import { canonicalJson } from "#lib/plan/fingerprint.ts";
import { PlanSchema, type Plan } from "#lib/plan/schema.ts";
import type { Digest, DigestRow } from "#lib/research/digest-schema.ts";
import { z } from "zod";
import { suggest } from "../planner/suggest.ts";
import { createRandom } from "./random.ts";

/*
 * The control arm: the built-in planner, random search and a fixed grid on the same table of measured plans, with the same
 * first plan for a seed and the same budget. A table replaces encoding, so that many seeds take seconds.
 */

/** A table of real measurements with its provenance. */
export const SearchTableSchema = z.object({
  provenance: z.object({ suite: z.string(), clips: z.array(z.string()), machine: z.string(), node: z.string(), encoders: z.string(), pipelineVersion: z.string(), baseline: z.string(), madeAt: z.string(), note: z.string() }),
  entries: z.array(z.object({ plan: PlanSchema, reductionPercent: z.number().nullable(), encodeMs: z.number(), failure: z.string().nullable().default(null) })),
});
export type SearchTable = z.infer<typeof SearchTableSchema>;

export interface Entry {
  plan: Plan;
  reductionPercent: number;
}

export const ARMS = ["planner", "random", "grid"] as const;
export type Arm = (typeof ARMS)[number];

const NOON = Date.UTC(2026, 0, 1, 12);

function rowOf({ plan, reductionPercent }: Entry, index: number): DigestRow {
  return {
    id: `trial-${String(index + 1).padStart(3, "0")}`, createdAt: new Date(NOON + index * 60_000).toISOString(), suiteId: "table", parentId: null, status: "completed", verdict: reductionPercent > 0 ? "better" : "worse",
    plan, hypothesis: null, expectedPercent: null, reductionPercent, bdRatePercent: null, bitrateKbps: null, baselineKbps: null, psnrYuvDb: null, clips: null, clampedClips: null, interval: null, runtimeMs: null,
    finding: null, failure: null, identicalTo: [],
  };
}

const digestOf = (past: readonly Entry[]): Digest => ({
  suiteId: "table", rows: past.map(rowOf).reverse(), olderExist: false, details: [], history: { count: 0, identical: 0, claimedPercent: [], ids: [] },
});

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const all = [...values];
  for (let index = all.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [all[index], all[other]] = [all[other]!, all[index]!];
  }
  return all;
}

async function plannerOrder(entries: readonly Entry[], first: Entry, budget: number, seed: number): Promise<Entry[]> {
  const byPlan = new Map(entries.map((entry) => [canonicalJson(entry.plan), entry]));
  const pool = entries.map(({ plan }) => plan);
  const past = [first];
  while (past.length < budget) {
    const suggestion = await suggest(digestOf(past), { budget: { runtimeMs: Infinity }, isTaken: () => Promise.resolve(null), seed, pool });
    const next = suggestion && byPlan.get(canonicalJson(suggestion.proposal.plan));
    if (!next) break;
    past.push(next);
  }
  return past;
}

/**
 * The reductions that an arm measures, in order.
 * @param entries measured plans, in the order of the grid
 * @param budget experiments at most
 */
export async function runArm(arm: Arm, entries: readonly Entry[], { seed, budget }: { seed: number; budget: number }): Promise<number[]> {
  const random = createRandom(seed);
  const order = shuffled(entries, random);
  const [first] = order;
  if (!first) return [];
  const ordered = arm === "planner" ? await plannerOrder(entries, first, budget, seed) : arm === "random" ? order : [first, ...entries.filter((entry) => entry !== first)];
  return ordered.slice(0, budget).map(({ reductionPercent }) => reductionPercent);
}

/** The best after so many experiments. */
export const bestAfter = (reductions: readonly number[], count: number): number => Math.max(...reductions.slice(0, count));

/** The reduction from which on a plan belongs to the best 1 % of the table (one plan at least). */
export function topPercent(entries: readonly Entry[]): number {
  const sorted = entries.map(({ reductionPercent }) => reductionPercent).sort((a, b) => b - a);
  return sorted[Math.max(0, Math.ceil(entries.length / 100) - 1)] ?? Infinity;
}

/** Experiments until a reduction of at least `goal`; null when the budget ended before. */
export function experimentsUntil(reductions: readonly number[], goal: number): number | null {
  const index = reductions.findIndex((reduction) => reduction >= goal - 1e-9);
  return index < 0 ? null : index + 1;
}
