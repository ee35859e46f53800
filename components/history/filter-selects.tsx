"use client";
import { STATUSES, VERDICTS } from "#lib/experiment/names.ts";
import { METHODS } from "#lib/plan/method.ts";
import { TRACKS } from "#lib/plan/track.ts";
import type { HistoryFilter } from "../data/use-experiments.ts";
import { useSuites } from "../data/use-suites.ts";
import { Select } from "../ui/field.tsx";

export interface FilterProps {
  filter: HistoryFilter;
  onChange: (patch: HistoryFilter) => void;
}

export interface FilterOption {
  value: string;
  text: string;
}

/** A select whose empty option stands for any; a value that nobody offers (of a link) is offered as it is. */
export function FilterSelect({ label, value, options, onChange }: { label: string; value: string; options: readonly FilterOption[]; onChange: (value: string) => void }) {
  const known = value === "" || options.some((option) => option.value === value);
  return (
    <Select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)} className="!h-8 !text-xs">
      <option value="">{`Any ${label.toLowerCase()}`}</option>
      {[...options, ...(known ? [] : [{ value, text: value }])].map((option) => (
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
export function FilterSelects({ filter, onChange }: FilterProps) {
  const suites = useSuites();
  return (
    <>
      <FilterSelect label="Status" value={filter.status ?? ""} options={plain(STATUSES)} onChange={(value) => onChange({ status: pick(STATUSES, value) })} />
      <FilterSelect label="Verdict" value={filter.verdict ?? ""} options={plain(VERDICTS)} onChange={(value) => onChange({ verdict: pick(VERDICTS, value) })} />
      <FilterSelect label="Method" value={filter.method ?? ""} options={plain(METHODS)} onChange={(value) => onChange({ method: pick(METHODS, value) })} />
      <FilterSelect label="Track" value={filter.track ?? ""} options={plain(TRACKS)} onChange={(value) => onChange({ track: pick(TRACKS, value) })} />
      <FilterSelect label="Suite" value={filter.suite ?? ""} options={suites.data?.suites.map(({ suite }) => ({ value: suite.id, text: suite.title })) ?? []} onChange={(value) => onChange({ suite: value || undefined })} />
    </>
  );
}
