"use client";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { useKnownOverview } from "../data/use-overview.ts";

/** Whether another experiment of the suite is champion now. Each suite has its own title; the overview names one of them. */
export function useFormerChampion(): (row: Pick<ExperimentSummary, "id" | "suiteId">) => boolean {
  const champion = useKnownOverview()?.champion ?? null;
  return ({ id, suiteId }) => champion !== null && champion.suiteId === suiteId && champion.id !== id;
}
