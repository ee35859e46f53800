"use client";
import dynamic from "next/dynamic";
import type { CommonClips, SharedClip } from "#lib/compare/common-clips.ts";
import type { CompareView } from "#lib/compare/view.ts";
import { formatDecibels, formatRate } from "#lib/format/format-number.ts";
import { Card, Section } from "../ui/card.tsx";
import { cx } from "../ui/cx.ts";
import { Disclosure } from "../ui/disclosure.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { TableFrame, Td, Th } from "../ui/table.tsx";
import { metricOf, metricTitle } from "./compare-toolbar.tsx";
import { overlaySeries } from "./overlay-series.ts";
import { BASELINE_LOOK, type SeriesLook } from "./series-look.ts";
import { SeriesTag } from "./series-mark.tsx";

const OverlayChart = dynamic(() => import("./overlay-chart.tsx").then((module) => module.OverlayChart), { ssr: false, loading: () => <Skeleton className="h-full" /> });

interface CurvesProps {
  clips: readonly SharedClip[];
  common: CommonClips;
  view: CompareView;
  looks: ReadonlyMap<string, SeriesLook>;
}

/** The quality at which rates are compared on a clip, and each experiment's rate there; where the experiments agree on one. */
function levelOf(clip: SharedClip): { qualityDb: number; baselineKbps: number } | null {
  for (const { reduction } of clip.results.values()) {
    if (reduction.qualityDb !== null && reduction.baselineKbps !== null) return { qualityDb: reduction.qualityDb, baselineKbps: reduction.baselineKbps };
  }
  return null;
}

function Caption({ clip, ids, looks }: { clip: SharedClip; ids: readonly string[]; looks: CurvesProps["looks"] }) {
  const level = levelOf(clip);
  if (!level) return null;
  const rates = ids.flatMap((id) => {
    const reduction = clip.results.get(id)?.reduction;
    if (!reduction) return [];
    return [`${looks.get(id)?.letter} ${reduction.status === "ok" ? `${reduction.bound === "at-least" ? "≤ " : ""}${formatRate(reduction.candidateKbps)}` : "not comparable"}`];
  });
  return (
    <>
      At {formatDecibels(level.qualityDb)} PSNR-YUV: {[`HEVC ${formatRate(level.baselineKbps)}`, ...rates].join(", ")}.
    </>
  );
}

/** RD curves of all experiments over each other, one chart a clip; the same as numbers below. */
export function CurvesSection({ clips, common, view, looks }: CurvesProps) {
  const metric = metricOf(view.metric);
  const one = clips.length === 1;
  return (
    <Section
      id="curves" title="Rate-distortion curves"
      aside={
        <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
          {[BASELINE_LOOK, ...common.measured.flatMap((id) => looks.get(id) ?? [])].map((look) => (
            <li key={look.key}>
              <SeriesTag look={look} className="font-medium" />
            </li>
          ))}
        </ul>
      }
    >
      <div className={cx("grid gap-4", !one && "md:grid-cols-2", clips.length > 2 && "xl:grid-cols-3", clips.length > 3 && "min-[120rem]:grid-cols-4")}>
        {clips.map((clip) => (
          <figure key={clip.facts.sha256} className="m-0 min-w-0">
            <Card className="p-3">
              <h3 className="mb-1 px-1 text-sm font-medium">
                {clip.facts.title} <span className="font-normal text-ink-3">{metricTitle(view.metric)}{metric.unit && `, ${metric.unit}`}</span>
              </h3>
              <div className={one ? "h-80 sm:h-[26rem]" : "h-72"} role="img" aria-label={`Rate-distortion curves on ${clip.facts.title}; the numbers are in the table below.`}>
                <OverlayChart series={overlaySeries(clip, common.measured, view.metric)} looks={looks} metric={metric} level={view.metric === "psnrYuv" ? (levelOf(clip)?.qualityDb ?? null) : null} />
              </div>
              <figcaption className="num px-1 text-xs text-ink-3">
                <Caption clip={clip} ids={common.measured} looks={looks} />
              </figcaption>
            </Card>
          </figure>
        ))}
      </div>
      <Disclosure lazy className="mt-3" summary="The curves as numbers">
        <CurvesTable clips={clips} common={common} view={view} looks={looks} />
      </Disclosure>
    </Section>
  );
}

function CurvesTable({ clips, common, view, looks }: CurvesProps) {
  const metric = metricOf(view.metric);
  const rows = clips.flatMap((clip) => overlaySeries(clip, common.measured, view.metric).flatMap(({ key, dots }) => dots.map((dot) => ({ ...dot, clip: clip.facts, look: looks.get(key) ?? BASELINE_LOOK }))));
  return (
    <TableFrame label="The curves as numbers" className="max-h-[32rem]">
      <thead>
        <tr>
          <Th>Clip</Th>
          <Th>Curve</Th>
          <Th right>CRF</Th>
          <Th right>Rate</Th>
          <Th right>{metricTitle(view.metric)}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ clip, look, crf, kbps, quality }) => (
          <tr key={`${clip.sha256}-${look.key}-${crf}`}>
            <Td className="py-1.5 whitespace-nowrap">{clip.title}</Td>
            <Td className="py-1.5"><SeriesTag look={look} line={false} /></Td>
            <Td right className="py-1.5">{crf}</Td>
            <Td right className="py-1.5">{formatRate(kbps)}</Td>
            <Td right className="py-1.5">{quality.toFixed(metric.digits)} {metric.unit}</Td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
