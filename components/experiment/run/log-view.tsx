"use client";
import { isActive } from "#lib/experiment/is-active.ts";
import { STAGES } from "#lib/experiment/names.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import { STAGE_TITLES } from "#lib/format/describe-experiment.ts";
import { formatCount, formatPlural } from "#lib/format/format-number.ts";
import type { LogLevel } from "#lib/log/levels.ts";
import { messageOf } from "../../data/request-json.ts";
import { useLog } from "../../data/use-log.ts";
import { Field, Input, Select } from "../../ui/field.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { filterLog, type LogFilter } from "./log-filter.ts";
import { LogLines } from "./log-lines.tsx";

export type Logged = Pick<Experiment, "id" | "status" | "artifacts">;

const LEVELS: Record<LogLevel, string> = { debug: "everything", info: "without details", warn: "warnings and errors", error: "errors" };

/** The lines of a log that was opened, and what narrows them. */
export function LogView({ experiment, filter, setFilter }: { experiment: Logged; filter: LogFilter; setFilter: (filter: LogFilter) => void }) {
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
