"use client";
import { STATUSES, VERDICTS } from "#lib/experiment/names.ts";
import { METHODS } from "#lib/plan/method.ts";
import { TRACKS } from "#lib/plan/track.ts";
import type { HistoryFilter } from "../data/use-experiments.ts";
import { useSuites } from "../data/use-suites.ts";
import { Button } from "../ui/button.tsx";
import { Select } from "../ui/field.tsx";

function Filter({ label, value, options, onChange }: { label: string; value: string; options: readonly { value: string; text: string }[]; onChange: (value: string) => void }) {
  return (
    <Select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)} className="!h-8 !text-xs">
      <option value="">{`Any ${label.toLowerCase()}`}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </Select>
  );
}

/** The chosen option as the closed list's own type; the empty option stands for any. */
const pick = <T extends string>(values: readonly T[], value: string) => values.find((each) => each === value);
const plain = (values: readonly string[]) => values.map((value) => ({ value, text: value }));

/** Status, verdict, method, track and suite. */
export function HistoryFilters({ filter, onChange }: { filter: HistoryFilter; onChange: (filter: HistoryFilter) => void }) {
  const suites = useSuites();
  const active = Object.values(filter).some(Boolean);
  return (
    <div className="no-print grid w-full grid-cols-2 gap-2 sm:flex sm:w-auto sm:flex-wrap">
      <Filter label="Status" value={filter.status ?? ""} options={plain(STATUSES)} onChange={(value) => onChange({ ...filter, status: pick(STATUSES, value) })} />
      <Filter label="Verdict" value={filter.verdict ?? ""} options={plain(VERDICTS)} onChange={(value) => onChange({ ...filter, verdict: pick(VERDICTS, value) })} />
      <Filter label="Method" value={filter.method ?? ""} options={plain(METHODS)} onChange={(value) => onChange({ ...filter, method: pick(METHODS, value) })} />
      <Filter label="Track" value={filter.track ?? ""} options={plain(TRACKS)} onChange={(value) => onChange({ ...filter, track: pick(TRACKS, value) })} />
      <Filter
        label="Suite"
        value={filter.suite ?? ""}
        options={suites.data?.suites.map(({ suite }) => ({ value: suite.id, text: suite.title })) ?? []}
        onChange={(value) => onChange({ ...filter, suite: value || undefined })}
      />
      {active && (
        <Button variant="ghost" size="sm" className="h-8" onClick={() => onChange({})}>
          Clear filters
        </Button>
      )}
    </div>
  );
}
