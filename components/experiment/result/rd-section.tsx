"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { ClipResult, Results } from "#lib/experiment/schema.ts";
import { formatDecibels, formatRate } from "#lib/format/format-number.ts";
import { isMeasured, RD_METRICS, type RdMetric, rdSeriesOf } from "../../charts/rd-series.ts";
import { Card, Section } from "../../ui/card.tsx";
import { cx } from "../../ui/cx.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

const RdChart = dynamic(() => import("../../charts/rd-chart.tsx").then((module) => module.RdChart), { ssr: false, loading: () => <Skeleton className="h-full" /> });

function markOf({ reduction }: ClipResult, metric: RdMetric) {
  // The baseline point lives on the PSNR-YUV curve; on another metric's axis it would be a made-up place.
  if (metric.key !== "psnrYuv" || reduction.qualityDb === null || reduction.baselineKbps === null) return null;
  return { baselineKbps: reduction.baselineKbps, candidateKbps: reduction.status === "ok" ? reduction.candidateKbps : null, quality: reduction.qualityDb };
}

function Caption({ result }: { result: ClipResult }) {
  const { reduction } = result;
  if (reduction.status === "incomparable") return <>{reduction.reason}</>;
  return (
    <>
      Compared at {formatDecibels(reduction.qualityDb)}: baseline {formatRate(reduction.baselineKbps)}, candidate {formatRate(reduction.candidateKbps)}.
    </>
  );
}

/** RD curves per clip with a switch of the metric. */
export function RdSection({ results }: { results: Results }) {
  const [key, setKey] = useState<RdMetric["key"]>("psnrYuv");
  const metric = RD_METRICS.find((each) => each.key === key) ?? RD_METRICS[0];
  const options = RD_METRICS.map((each) => {
    const measured = isMeasured(results.clips, each.key);
    return { value: each.key, label: each.label, disabled: !measured, title: measured ? undefined : `Not measured: ${results.notMeasured[each.key] ?? results.notMeasured.vmaf ?? "no reason on record"}` };
  });
  return (
    <Section id="curves" title="Rate-distortion curves" aside={<Segmented label="Quality metric" value={key} onChange={setKey} options={options} />}>
      <ul className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-xs text-ink-3">
        <li className="flex items-center gap-1.5">
          <svg aria-hidden viewBox="0 0 26 10" className="h-2.5 w-6.5"><path d="M0 5h26" stroke="var(--series-baseline)" strokeWidth="2" strokeDasharray="5 3" /><circle cx="13" cy="5" r="3.5" fill="var(--surface)" stroke="var(--series-baseline)" strokeWidth="1.8" /></svg>
          HEVC baseline (x265 medium)
        </li>
        <li className="flex items-center gap-1.5">
          <svg aria-hidden viewBox="0 0 26 10" className="h-2.5 w-6.5"><path d="M0 5h26" stroke="var(--series-candidate)" strokeWidth="2" /><circle cx="13" cy="5" r="4" fill="var(--series-candidate)" /></svg>
          Candidate
        </li>
        <li className="flex items-center gap-1.5">
          <svg aria-hidden viewBox="0 0 16 16" className="size-4"><g stroke="var(--ink)" fill="none" strokeWidth="1.4"><circle cx="8" cy="8" r="4.5" /><path d="M0 8h5M11 8h5M8 0v5M8 11v5" /></g></svg>
          Baseline point, where the headline compares
        </li>
      </ul>
      <div className={cx("grid gap-4 md:grid-cols-2 print:grid-cols-2", results.clips.length % 3 === 0 && "xl:grid-cols-3")}>
        {results.clips.map((result) => (
          <figure key={result.clip.clipId} className="m-0 min-w-0">
            <Card className="p-3">
              <h3 className="mb-1 px-1 text-sm font-medium">
                {result.clip.title} <span className="font-normal text-ink-3">{metric.label.length === 1 ? `PSNR-${metric.label}` : metric.label}{metric.unit && `, ${metric.unit}`}</span>
              </h3>
              <div className="h-72">
                <RdChart series={rdSeriesOf(result, metric.key)} metric={metric} mark={markOf(result, metric)} />
              </div>
              <figcaption className="num px-1 text-xs text-ink-3">
                <Caption result={result} />
              </figcaption>
            </Card>
          </figure>
        ))}
      </div>
    </Section>
  );
}
