"use client";
import { ChevronRight, Download } from "lucide-react";
import { lazy, Suspense, useCallback, useRef, useState } from "react";
import type { Stage } from "#lib/experiment/schema.ts";
import { formatBytes } from "#lib/format/format-number.ts";
import { Section } from "../../ui/card.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { artifactUrl } from "../files/artifact-url.ts";
import { type LogFilter, NO_FILTER } from "./log-filter.ts";
import { useLogHash } from "./log-hash.ts";
import type { Logged } from "./log-view.tsx";

const LogView = lazy(() => import("./log-view.tsx").then((module) => ({ default: module.LogView })));

/** What the worker said: live while the experiment runs, folded when it has ended, with the whole as a file. */
export function LogSection({ experiment }: { experiment: Logged }) {
  const { id, status, artifacts } = experiment;
  const [opened, setOpened] = useState(status === "running");
  const [filter, setFilter] = useState<LogFilter>(NO_FILTER);
  const place = useRef<HTMLDivElement>(null);
  const go = useCallback((stage: Stage | null) => {
    setOpened(true);
    setFilter({ ...NO_FILTER, stage });
    place.current?.scrollIntoView({ block: "start" });
    place.current?.focus({ preventScroll: true });
  }, []);
  useLogHash(go);
  const file = artifacts.find(({ name }) => name === "log.txt");
  return (
    <div ref={place} tabIndex={-1} className="no-print scroll-mt-20 outline-none">
      <Section
        id="log"
        title="Log"
        aside={
          file && (
            <a href={artifactUrl(id, file.name)} download className="inline-flex items-center gap-1.5 text-xs text-ink-2 underline decoration-line-strong underline-offset-2 hover:decoration-accent">
              <Download aria-hidden className="size-3.5 text-ink-3" />
              log.txt, {formatBytes(file.bytes)}
            </a>
          )
        }
      >
        <details open={opened} onToggle={(event) => setOpened(event.currentTarget.open)} className="group rounded-lg border border-line bg-surface">
          <summary className="flex list-none items-center gap-2 rounded-lg px-4 py-2.5 text-sm font-medium text-ink-2 hover:text-ink">
            <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-3 transition-transform group-open:rotate-90" />
            {status === "running" ? "What the worker says, live" : "What the worker said, stage by stage"}
          </summary>
          <div className="border-t border-line p-3 sm:p-4"><Suspense fallback={<Skeleton className="h-40" />}>{opened && <LogView experiment={experiment} filter={filter} setFilter={setFilter} />}</Suspense></div>
        </details>
      </Section>
    </div>
  );
}
