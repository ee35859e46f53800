"use client";
import { useId } from "react";
import type { CommonClips } from "#lib/compare/common-clips.ts";
import type { Compared } from "#lib/compare/schema.ts";
import { BASELINE, type CompareView, METRICS } from "#lib/compare/view.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { RD_METRICS } from "../charts/rd-series.ts";
import { Select } from "../ui/field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import type { SeriesLook } from "./series-look.ts";

/** The metric as the charts know it. */
export const metricOf = (key: CompareView["metric"]) => RD_METRICS.find((each) => each.key === key) ?? RD_METRICS[0];
/** "PSNR-Y", where the switch has room for "Y" only. */
export const metricTitle = (key: CompareView["metric"]): string => {
  const { label } = metricOf(key);
  return label.length === 1 ? `PSNR-${label}` : label;
};

/** Metric, clip and anchor of the whole page; they stay in reach on wide screens. */
export function CompareToolbar({ view, common, experiments, anchor, looks, onChange }: {
  view: CompareView;
  common: CommonClips;
  experiments: readonly Compared[];
  anchor: string;
  looks: ReadonlyMap<string, SeriesLook>;
  onChange: (patch: Partial<CompareView>) => void;
}) {
  const id = useId();
  const points = common.clips.flatMap(({ results, baseline }) => [...[...results.values()].flatMap((own) => own.points), ...baseline.points]);
  const reasonOf = (metric: string) => experiments.flatMap(({ notMeasured }) => notMeasured[metric] ?? [])[0] ?? "no reason on record";
  const options = METRICS.map((key) => {
    const measured = points.some((point) => point[key] !== null);
    return { value: key, label: metricOf(key).label, disabled: !measured, title: measured ? undefined : `Not measured: ${reasonOf(key)}` };
  });
  return (
    <div className="no-print z-20 -mx-1 flex flex-wrap items-center gap-x-5 gap-y-2 rounded-lg border border-line bg-surface px-3 py-2 shadow-card lg:sticky lg:top-16">
      <span className="flex max-w-full flex-wrap items-center gap-2">
        <span className="text-xs text-ink-3">Quality</span>
        <Segmented label="Quality metric" value={view.metric} onChange={(metric) => onChange({ metric })} options={options} />
      </span>
      <span className="flex items-center gap-2">
        <label htmlFor={`${id}-clip`} className="text-xs text-ink-3">Clip</label>
        <Select id={`${id}-clip`} value={view.clip ?? ""} onChange={(event) => onChange({ clip: event.target.value || null })} className="!h-8 max-w-64 !text-xs">
          <option value="">{common.byPairs ? `All ${formatPlural(common.clips.length, "clip")}` : `All ${formatPlural(common.clips.length, "shared clip")}`}</option>
          {common.clips.map(({ facts }) => (
            <option key={facts.sha256} value={facts.clipId}>{facts.title}</option>
          ))}
        </Select>
      </span>
      <span className="flex items-center gap-2">
        <label htmlFor={`${id}-anchor`} className="text-xs text-ink-3">Anchor</label>
        <Select id={`${id}-anchor`} value={anchor} onChange={(event) => onChange({ anchor: event.target.value })} className="!h-8 !text-xs">
          {[...common.measured, BASELINE].map((key) => (
            <option key={key} value={key}>{key === BASELINE ? "HEVC baseline" : looks.get(key)?.letter}</option>
          ))}
        </Select>
      </span>
    </div>
  );
}
