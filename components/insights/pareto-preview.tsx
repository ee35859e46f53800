"use client";
import Link from "next/link";
import { messageOf } from "../data/request-json.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { ParetoSection } from "./pareto-section.tsx";
import { useInsights } from "./use-insights.ts";

/** The front of bits against encode time on the dashboard, with the way to everything else that the history shows. */
export function ParetoPreview({ suiteId, finished }: { suiteId: string; finished: string }) {
  const { data, error, isError } = useInsights(suiteId, finished);
  if (!data) return isError ? <p className="text-sm text-ink-3">Bits against encode time cannot be read right now: {messageOf(error)}</p> : <Skeleton className="h-72" />;
  if (data.heldOut) return null;
  return (
    <ParetoSection
      reply={data} chartClass="h-56" brief
      aside={
        <Link href={`/insights?suite=${encodeURIComponent(suiteId)}`} className="text-sm underline decoration-line-strong underline-offset-2 hover:decoration-accent">
          Methods and settings
        </Link>
      }
    />
  );
}
