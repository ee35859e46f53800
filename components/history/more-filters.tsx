"use client";
import { useId, useState } from "react";
import { LONGEST_FILTER } from "#lib/api/list-limits.ts";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { useSuites } from "../data/use-suites.ts";
import { cx } from "../ui/cx.ts";
import { dayOfFrom, dayOfTo, fromDay, toDay } from "./days.ts";
import { FilterSelect, type FilterProps } from "./filter-selects.tsx";

const BOX = "h-8 w-full rounded-md border border-line-strong bg-surface px-2 text-xs text-ink placeholder:text-ink-3 hover:border-ink-3";
/** Researchers that are no model. */
const KINDS = ["built-in", "person", "imported"];

function DayField({ label, value, onDay }: { label: string; value: string; onDay: (day: string) => void }) {
  // While somebody types, the field keeps what is typed: half a year is no day yet.
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <label className="flex min-w-0 items-center gap-1.5 text-xs text-ink-3 max-md:col-span-2 md:!min-w-43">
      <span className="w-9 shrink-0 md:w-auto">{label}</span>
      <input
        type="date"
        value={typed ?? value}
        onChange={(event) => {
          setTyped(event.target.value);
          onDay(event.target.value);
        }}
        onBlur={() => setTyped(null)}
        className={cx(BOX, "num min-w-0")}
      />
    </label>
  );
}

function ModelField({ model, met, onModel }: { model: string; met: readonly string[]; onModel: (model: string | undefined) => void }) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const known = [...new Set([...KINDS, ...met])];
  const ask = (text: string) => {
    setTyped(null);
    onModel(text.trim() || undefined);
  };
  return (
    <>
      <input
        type="text"
        aria-label="Researcher"
        placeholder="Any researcher"
        list={id}
        value={typed ?? model}
        maxLength={LONGEST_FILTER.model}
        onChange={(event) => (event.target.value === "" || known.includes(event.target.value) ? ask(event.target.value) : setTyped(event.target.value))}
        onKeyDown={(event) => event.key === "Enter" && ask(event.currentTarget.value)}
        onBlur={(event) => typed !== null && ask(event.target.value)}
        className={BOX}
      />
      <datalist id={id}>
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

/** Clip, researcher and dates. @param rows loaded ones, whose models are offered */
export function MoreFilters({ filter, onChange, rows }: FilterProps & { rows: readonly ExperimentSummary[] }) {
  const suites = useSuites().data;
  const clips = new Map(suites?.suites.flatMap(({ suite }) => suite.clips.map((clip) => [clip.id, clip.title] as const)));
  const models = [...(suites?.researcher.model ? [suites.researcher.model] : []), ...rows.flatMap(({ researcher }) => (researcher?.model ? [researcher.model] : []))];
  return (
    <>
      <FilterSelect label="Clip" value={filter.clip ?? ""} options={[...clips].map(([value, text]) => ({ value, text }))} onChange={(value) => onChange({ clip: value || undefined })} />
      <ModelField model={filter.model ?? ""} met={models} onModel={(model) => onChange({ model })} />
      <DayField label="From" value={filter.from ? dayOfFrom(filter.from) : ""} onDay={(day) => (day === "" || fromDay(day)) && onChange({ from: fromDay(day) })} />
      <DayField label="Until" value={filter.to ? dayOfTo(filter.to) : ""} onDay={(day) => (day === "" || toDay(day)) && onChange({ to: toDay(day) })} />
    </>
  );
}
