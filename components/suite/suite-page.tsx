"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { StaleNote } from "../data/stale-note.tsx";
import { Unreadable } from "../data/unreadable.tsx";
import { cx } from "../ui/cx.ts";
import { Loading } from "../ui/loading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { SuiteLinks } from "./suite-links.tsx";

interface Props<Reply> {
  title: string;
  lead: string;
  /** Its address without the suite. */
  page: string;
  suiteId: string;
  /** Whether the held-out suite can be chosen. */
  heldOut?: boolean;
  /** What is read, within a sentence: "the insights". */
  what: string;
  query: Pick<UseQueryResult<Reply>, "data" | "error" | "isError" | "dataUpdatedAt" | "refetch">;
  /** Between the parts of the page. */
  gap?: string;
  children: (reply: Reply) => ReactNode;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** A page about one suite at a time: its head with the suites to choose from, and what is read of the chosen one, in every state. */
export function SuitePage<Reply>({ title, lead, page, suiteId, heldOut = false, what, query: { data, error, isError, dataUpdatedAt, refetch }, gap = "space-y-8", children }: Props<Reply>) {
  return (
    <div className={cx("shell py-8", gap)}>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
          <p className="mt-1 max-w-prose text-sm text-ink-3">{lead}</p>
        </div>
        <SuiteLinks suiteId={suiteId} page={page} heldOut={heldOut} />
      </div>
      {isError && data && <StaleNote error={error} readAt={dataUpdatedAt} />}
      {isError && !data && <Unreadable title={`${sentence(what)} cannot be read right now`} error={error} onRetry={refetch} />}
      {!data && !isError && (
        <Loading what={what}>
          <Skeleton className="h-96" />
        </Loading>
      )}
      {data && children(data)}
    </div>
  );
}
