"use client";
import { ChevronRight, Download } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { isActive } from "#lib/experiment/is-active.ts";
import { STAGES } from "#lib/experiment/names.ts";
import type { Experiment, Stage } from "#lib/experiment/schema.ts";
import { STAGE_TITLES } from "#lib/format/describe-experiment.ts";
import { formatBytes, formatCount, formatPlural } from "#lib/format/format-number.ts";
import type { LogLevel } from "#lib/log/levels.ts";
import { messageOf } from "../data/request-json.ts";
import { useLog } from "../data/use-log.ts";
import { Section } from "../ui/card.tsx";
import { Field, Input, Select } from "../ui/field.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { artifactUrl } from "./artifact-url.ts";
import { filterLog, type LogFilter, NO_FILTER } from "./log-filter.ts";
import { useLogHash } from "./log-hash.ts";
import { LogLines } from "./log-lines.tsx";

type Logged = Pick<Experiment, "id" | "status" | "artifacts">;

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
          <div className="border-t border-line p-3 sm:p-4">{opened && <Log experiment={experiment} filter={filter} setFilter={setFilter} />}</div>
        </details>
      </Section>
    </div>
  );
}

const LEVELS: Record<LogLevel, string> = { debug: "everything", info: "without details", warn: "warnings and errors", error: "errors" };

function Log({ experiment, filter, setFilter }: { experiment: Logged; filter: LogFilter; setFilter: (filter: LogFilter) => void }) {
  const active = isActive(experiment);
  const { data, error } = useLog(experiment.id, { enabled: true, active });
  if (!data) return error ? <p className="text-sm text-bad">The log cannot be read: {messageOf(error)}</p> : <Skeleton className="h-40" />;
  const { lines } = data;
  if (lines.length === 0) return <p className="text-sm text-ink-3">{active ? "Nothing was said yet." : "No log was kept of this experiment: it is older than the logs, or ended where no worker could keep one."}</p>;
  const said = new Set(lines.map(({ stage }) => stage));
  const shown = filterLog(lines, filter);
  return (
    <div className="space-y-3">
      <div className="grid gap-3 sm:grid-cols-[10rem_12rem_1fr]">
        <Field id="log-stage" label="Stage">
          <Select id="log-stage" value={filter.stage ?? ""} onChange={({ target }) => setFilter({ ...filter, stage: STAGES.find((stage) => stage === target.value) ?? null })}>
            <option value="">all stages</option>
            {STAGES.filter((stage) => said.has(stage) || stage === filter.stage).map((stage) => (
              <option key={stage} value={stage}>
                {STAGE_TITLES[stage]}
              </option>
            ))}
          </Select>
        </Field>
        <Field id="log-level" label="Show">
          <Select id="log-level" value={filter.least} onChange={({ target }) => setFilter({ ...filter, least: target.value as LogLevel })}>
            {Object.entries(LEVELS).map(([level, words]) => (
              <option key={level} value={level}>
                {words}
              </option>
            ))}
          </Select>
        </Field>
        <Field id="log-text" label="With the text">
          <Input id="log-text" type="search" value={filter.text} placeholder="clip, CRF, word" onChange={({ target }) => setFilter({ ...filter, text: target.value })} />
        </Field>
      </div>
      {shown.length > 0 ? <LogLines lines={shown} growing={active} /> : <p className="rounded-md border border-line px-3 py-6 text-center text-sm text-ink-3">No line fits.</p>}
      <p className="num text-xs text-ink-3">
        {shown.length === lines.length ? formatPlural(lines.length, "line") : `${formatCount(shown.length)} of ${formatPlural(lines.length, "line")}`}
        {error ? ` · not up to date: ${messageOf(error)}` : " · times are local, in UTC when pointed at"}
      </p>
    </div>
  );
}
