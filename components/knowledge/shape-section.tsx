"use client";
import dynamic from "next/dynamic";
import type { Shape } from "#lib/knowledge/schema.ts";
import { RD_METRICS, type RdDot, type RdSeries } from "../charts/rd-series.ts";
import { ReductionText } from "../experiment/delta-badge.tsx";
import { Card, Section } from "../ui/card.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ExperimentLink } from "./experiment-link.tsx";

const RdChart = dynamic(() => import("../charts/rd-chart.tsx").then((module) => module.RdChart), { ssr: false, loading: () => <Skeleton className="h-full" /> });

type Clip = Shape["clips"][number];

function dotsOf(points: Clip["points"], series: RdDot["series"]): RdDot[] {
  return points.flatMap(({ crf, kbps, psnrYuv }) => (psnrYuv === null ? [] : [{ crf, kbps, quality: psnrYuv, series }])).sort((a, b) => a.kbps - b.kbps);
}

const seriesOf = ({ points, baselinePoints }: Clip): RdSeries => ({ baseline: dotsOf(baselinePoints, "baseline"), candidate: dotsOf(points, "candidate") });

/** RD curves of the best experiment, a picture a clip, against the baseline's. */
export function ShapeSection({ shape }: { shape: Shape }) {
  return (
    <Section
      id="shape"
      title="RD shape of the best"
      aside={
        <p className="text-xs text-ink-3">
          <ExperimentLink id={shape.id} />, PSNR-YUV over rate; rings are the HEVC baseline
        </p>
      }
    >
      <div className="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
        {shape.clips.map((clip) => (
          <Card key={clip.clipId} className="min-w-0 p-3">
            <p className="mb-1 flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
              <span className="min-w-0 truncate">{clip.title}</span>
              {clip.reductionPercent === null ? <span className="text-xs text-ink-3">not comparable</span> : <ReductionText percent={clip.reductionPercent} className="text-xs" />}
            </p>
            <div className="h-52">
              <RdChart series={seriesOf(clip)} metric={RD_METRICS[0]} mark={null} />
            </div>
          </Card>
        ))}
      </div>
    </Section>
  );
}
