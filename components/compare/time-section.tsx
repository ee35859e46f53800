"use client";
import dynamic from "next/dynamic";
import { useMemo } from "react";
import type { CommonClips, SharedClip } from "#lib/compare/common-clips.ts";
import { costsOver } from "#lib/compare/costs.ts";
import type { Compared } from "#lib/compare/schema.ts";
import { tradeOff } from "#lib/compare/trade-off.ts";
import { BASELINE, type CompareView } from "#lib/compare/view.ts";
import { formatCount, formatPlural } from "#lib/format/format-number.ts";
import { Card, Section } from "../ui/card.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { metricTitle } from "./compare-toolbar.tsx";
import { CostsTable } from "./costs-table.tsx";
import type { SeriesLook } from "./series-look.ts";

const TradeChart = dynamic(() => import("./trade-chart.tsx").then((module) => module.TradeChart), { ssr: false, loading: () => <Skeleton className="h-full" /> });

interface TimeProps {
  clips: readonly SharedClip[];
  common: CommonClips;
  experiments: readonly Compared[];
  view: CompareView;
  looks: ReadonlyMap<string, SeriesLook>;
  onChange: (patch: Partial<CompareView>) => void;
}

/** What quality costs in time: a place for each experiment, and the same with all other costs as numbers. */
export function TimeSection({ clips, common, experiments, view, looks, onChange }: TimeProps) {
  const { time, gain, metric } = view;
  const { points, missing } = useMemo(() => tradeOff(common.measured, clips, { time, gain, metric }), [common.measured, clips, time, gain, metric]);
  const costs = useMemo(() => common.measured.map((id) => ({ id, costs: costsOver(clips, id) })), [common.measured, clips]);
  const machines = [...new Set(experiments.filter(({ id }) => common.measured.includes(id)).flatMap(({ machine }) => machine ?? []))];
  const cached = costs.reduce((sum, each) => sum + each.costs.cachedStreams, 0);
  const streams = costs.reduce((sum, each) => sum + each.costs.streams, 0);
  return (
    <Section
      id="time" title="Time against quality"
      aside={
        <span className="no-print flex flex-wrap gap-2">
          <Segmented
            label="Time" value={time} onChange={(value) => onChange({ time: value })}
            options={[{ value: "encode", label: "Encode", title: "Inside the base encoder" }, { value: "work", label: "All work", title: "With trials, fitting and training" }, { value: "decode", label: "Decode", title: "Pictures a second" }]}
          />
          <Segmented label="Bits saved" value={gain} onChange={(value) => onChange({ gain: value })} options={[{ value: "reduction", label: "Reduction" }, { value: "bd-rate", label: `BD-rate, ${metricTitle(metric)}` }]} />
        </span>
      }
    >
      <figure className="m-0">
        <Card className="p-3">
          <p className="px-1 text-xs text-ink-3">
            Bits saved against HEVC, {gain === "reduction" ? "at the baseline point" : `over the whole curve in ${metricTitle(metric)}`}, mean over {formatPlural(clips.length, "clip")}; {time === "decode" ? "up and right" : "up and left"} is better.
          </p>
          <div className="h-72 sm:h-80" role="img" aria-label="Time against saved bits; the numbers are in the table below.">
            <TradeChart points={points} time={time} looks={looks} />
          </div>
          {missing.length > 0 && (
            <ul className="px-1 text-xs text-ink-2">
              {missing.map(({ key, reason }) => (
                <li key={key} className="[overflow-wrap:anywhere]">
                  <span className="font-semibold">{looks.get(key)?.letter}</span> has no place here: {reason}.
                </li>
              ))}
            </ul>
          )}
        </Card>
      </figure>
      <div className="mt-3">
        <CostsTable costs={costs} clips={clips} points={points} looks={looks} />
      </div>
      <p className="mt-2 text-xs text-ink-3">
        {machines.length > 1 ? `Times were taken on different machines (${machines.join("; ")}) and do not compare exactly. ` : machines.length === 1 ? `Times of ${machines[0]}, with whatever else it had to do. ` : ""}
        {cached > 0 && `${formatCount(cached)} of ${formatPlural(streams, "stream")} came from the machine's cache, with the times of their first encoding. `}
        {!points.some(({ key }) => key === BASELINE) && "The baseline's decoder is another program, whose speed is on no record."}
      </p>
    </Section>
  );
}
