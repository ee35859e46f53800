"use client";
import { useRef, useState } from "react";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { titleOf } from "#lib/format/describe-experiment.ts";
import { messageOf } from "../data/request-json.ts";
import { useCancel } from "../data/use-cancel.ts";
import { isRefusal, newIdempotencyKey, useLaunch } from "../data/use-launch.ts";
import { describeRefusal, mayCancel, mayRetry, type Outcome, retryRequest } from "./retry.ts";

export interface BulkReport {
  what: "retry" | "cancel";
  of: number;
  outcomes: readonly Outcome[];
  running: boolean;
}

/** Retries or cancels several experiments one after the other, and tells of each what came of it. */
export function useBulk() {
  const launch = useLaunch();
  const cancel = useCancel();
  const [report, setReport] = useState<BulkReport | null>(null);
  /** The key of a retry nobody answered: pressing again must not enqueue it twice. */
  const keys = useRef(new Map<string, string>());

  const run = async (what: BulkReport["what"], rows: readonly ExperimentSummary[], one: (row: ExperimentSummary) => Promise<Pick<Outcome, "done" | "text" | "link">>) => {
    const outcomes: Outcome[] = [];
    for (const row of rows) {
      setReport({ what, of: rows.length, outcomes: [...outcomes], running: true });
      outcomes.push({ id: row.id, title: titleOf(row), ...(await one(row)) });
    }
    setReport({ what, of: rows.length, outcomes, running: false });
  };
  const retryOne = async (row: ExperimentSummary) => {
    const idempotencyKey = keys.current.get(row.id) ?? newIdempotencyKey();
    keys.current.set(row.id, idempotencyKey);
    try {
      const { experiment } = await launch.mutateAsync({ request: retryRequest(row), idempotencyKey });
      keys.current.delete(row.id);
      return { done: true, text: "queued again as", link: experiment.id };
    } catch (error) {
      if (isRefusal(error)) keys.current.delete(row.id);
      return describeRefusal(error);
    }
  };
  const cancelOne = async (row: ExperimentSummary) => {
    try {
      const { outcome } = await cancel.mutateAsync(row.id);
      const text = { cancelled: "cancelled", requested: "will stop in a moment", "already-finished": "had finished already" }[outcome];
      return { done: outcome !== "already-finished", text, link: null };
    } catch (error) {
      return { done: false, text: messageOf(error), link: null };
    }
  };
  return {
    report,
    busy: report?.running ?? false,
    retry: (rows: readonly ExperimentSummary[]) => void run("retry", rows.filter(mayRetry), retryOne),
    cancel: (rows: readonly ExperimentSummary[]) => void run("cancel", rows.filter(mayCancel), cancelOne),
    dismiss: () => setReport(null),
  };
}
