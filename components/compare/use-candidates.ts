"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { requestJson } from "../data/request-json.ts";

/** Typing faster than this asks once. */
const PAUSE_MS = 220;
/** Of the newest better ones, so many are looked at for the largest reductions, and so many shown. */
const LOOKED_AT = 50;
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

const reductionOf = ({ headline }: ExperimentSummary): number => headline?.reductionPercent ?? Number.NEGATIVE_INFINITY;

/**
 * What could be added: the largest reductions (of the suite, where there is one) and the newest ones, or what fits the text; searched
 * on the server.
 */
export function useCandidates(open: boolean, text: string, chosen: readonly string[], suite: { id: string; title: string } | null): Candidates {
  const wanted = useSettled(text.trim());
  const searching = wanted !== "";
  const found = useQuery({ queryKey: ["compare-search", wanted], queryFn: list({ limit: String(RECENT), text: wanted }), enabled: open && searching });
  const recent = useQuery({ queryKey: ["compare-recent"], queryFn: list({ limit: String(RECENT) }), enabled: open && !searching });
  const better = useQuery({ queryKey: ["compare-better", suite?.id ?? null], queryFn: list({ limit: String(LOOKED_AT), verdict: "better", ...(suite ? { suite: suite.id } : {}) }), enabled: open && !searching });
  const free = (rows: readonly ExperimentSummary[] | undefined) => rows?.filter(({ id }) => !chosen.includes(id)) ?? [];
  if (searching) {
    return { groups: [{ title: "Found", rows: free(found.data?.items) }], pending: found.isPending, error: found.error, more: (found.data?.nextCursor ?? null) !== null };
  }
  const best = free(better.data?.items).sort((a, b) => reductionOf(b) - reductionOf(a)).slice(0, LARGEST);
  const groups = [
    { title: suite ? `Largest reductions on ${suite.title}` : "Largest reductions", rows: best },
    { title: "Newest", rows: free(recent.data?.items).filter((row) => !best.includes(row) && !best.some(({ id }) => id === row.id)) },
  ];
  return { groups: groups.filter(({ rows }) => rows.length > 0), pending: recent.isPending || better.isPending, error: recent.error ?? better.error, more: false };
}
