"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { LEAST_COMPARED, MOST_COMPARED } from "#lib/compare/view.ts";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { requestJson } from "../data/request-json.ts";

/** Typing faster than this asks once. */
const PAUSE_MS = 220;
const LARGEST = 6;
const RECENT = 20;

export interface Candidates {
  groups: { title: string; rows: ExperimentSummary[] }[];
  pending: boolean;
  error: unknown;
  /** More may fit further back in the history. */
  more: boolean;
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

const list = (query: Record<string, string>) => ({ signal }: { signal: AbortSignal }) =>
  requestJson(({ ListReplySchema }) => ListReplySchema, `/api/experiments?${new URLSearchParams(query)}`, { signal });

type Suite = { id: string; title: string } | null;
/** The newest ones; and the largest reductions, of the suite where there is one, with room for those that are chosen already. */
const RECENT_QUERY = { queryKey: ["compare-recent"], queryFn: list({ limit: String(RECENT) }) };
const largestQuery = (suite: Suite) => ({
  queryKey: ["compare-largest", suite?.id ?? null],
  queryFn: list({ limit: String(LARGEST + MOST_COMPARED), verdict: "better", sort: "reduction", ...(suite ? { suite: suite.id } : {}) }),
});

/**
 * What could be added: the largest reductions (of the suite, where there is one) and the newest ones, or what fits the text; searched
 * on the server.
 */
export function useCandidates(open: boolean, text: string, chosen: readonly string[], suite: Suite): Candidates {
  const wanted = useSettled(text.trim());
  const searching = wanted !== "";
  const found = useQuery({ queryKey: ["compare-search", wanted], queryFn: list({ limit: String(RECENT), text: wanted }), enabled: open && searching });
  const recent = useQuery({ ...RECENT_QUERY, enabled: open && !searching });
  const largest = useQuery({ ...largestQuery(suite), enabled: open && !searching });
  const free = (rows: readonly ExperimentSummary[] | undefined) => rows?.filter(({ id }) => !chosen.includes(id)) ?? [];
  if (searching) {
    return { groups: [{ title: "Found", rows: free(found.data?.items) }], pending: found.isPending, error: found.error, more: (found.data?.nextCursor ?? null) !== null };
  }
  const best = free(largest.data?.items).slice(0, LARGEST);
  const groups = [
    { title: suite ? `Largest reductions on ${suite.title}` : "Largest reductions", rows: best },
    { title: "Newest", rows: free(recent.data?.items).filter((row) => !best.some(({ id }) => id === row.id)) },
  ];
  return { groups: groups.filter(({ rows }) => rows.length > 0), pending: recent.isPending || largest.isPending, error: recent.error ?? largest.error, more: false };
}

/** So many of the largest reductions make a first comparison. */
const FIRST = 3;

/** Comparisons to begin with, of experiments on one suite: the largest reductions, and the two newest results. */
export function useStarters(): { text: string; ids: string[] }[] {
  const largest = useQuery(largestQuery(null)).data?.items ?? [];
  const measured = useQuery(RECENT_QUERY).data?.items.filter(({ headline }) => headline !== null && headline.reductionPercent !== null) ?? [];
  // Of the first suite that has enough: one result alone is no comparison.
  const onOneSuite = (rows: readonly ExperimentSummary[], most: number) =>
    rows.map(({ suiteId }) => rows.filter((row) => row.suiteId === suiteId)).find(({ length }) => length >= LEAST_COMPARED)?.slice(0, most) ?? [];
  const [best, newest] = [onOneSuite(largest, FIRST), onOneSuite(measured, LEAST_COMPARED)];
  return [
    { text: `The ${best.length} largest reductions on ${best[0]?.suiteTitle ?? ""}`, rows: best },
    { text: `The two newest results on ${newest[0]?.suiteTitle ?? ""}`, rows: newest },
  ].flatMap(({ text, rows }) => (rows.length === 0 ? [] : [{ text, ids: rows.map(({ id }) => id) }]));
}
