"use client";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useMemo } from "react";
import type { OverviewReply } from "#lib/api/schema.ts";
import { describeInterval } from "#lib/format/describe-delta.ts";
import { formatPlural, formatSignedPercent } from "#lib/format/format-number.ts";
import { Card, Section } from "../ui/card.tsx";
import { Disclosure } from "../ui/disclosure.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { TableFrame, Td, Th } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { toTrendPoints, type TrendItem } from "../charts/trend-points.ts";

const TrendChart = dynamic(() => import("../charts/trend-chart.tsx").then((module) => module.TrendChart), { ssr: false, loading: () => <Skeleton className="h-56" /> });

const LEGEND: readonly { mark: ReactNode; text: string; /** Only shown when the trend has such a point. */ of?: TrendItem["track"] }[] = [
  { mark: <span className="size-2.5 rounded-full bg-good" />, text: "smaller than HEVC" },
  { mark: <span className="size-2.5 rotate-45 bg-bad" />, text: "larger" },
  { mark: <span className="size-2.5 rounded-full border-[1.5px] border-ink-3" />, text: "unverified" },
  { mark: <span className="size-2 border-[1.5px] border-ink-3" />, text: "film-grain track", of: "film-grain" },
  { mark: <span className="h-0.5 w-4 bg-accent" />, text: "best so far" },
];

/** Reduction over experiments with the best so far; the same as a table for keyboards and screen readers. */
export function TrendSection({ overview }: { overview: OverviewReply }) {
  const router = useRouter();
  const { trend, targetPercent } = overview;
  const points = useMemo(() => toTrendPoints(trend), [trend]);
  return (
    <Section id="trend" title="Reduction over experiments">
      <Card className="p-3 sm:p-4">
        <div className="mb-1 flex flex-wrap justify-between gap-x-4 gap-y-1 px-1 text-xs text-ink-3">
          <p>Bits saved at equal PSNR-YUV, oldest first</p>
          <ul className="flex flex-wrap gap-x-4 gap-y-1">
            {LEGEND.filter(({ of }) => of === undefined || trend.some(({ track }) => track === of)).map(({ mark, text }) => (
              <li key={text} className="flex items-center gap-1.5">
                <span aria-hidden className="flex">{mark}</span>
                {text}
              </li>
            ))}
          </ul>
        </div>
        <div className="h-56">
          <TrendChart points={points} targetPercent={targetPercent} onOpen={(id) => router.push(`/blog/${id}`)} />
        </div>
      </Card>
      <Disclosure lazy className="no-print mt-2" summary={trend.length === 1 ? "The same result as a table" : `The same ${formatPlural(trend.length, "result")} as a table`}>
        <TableFrame label="Reduction over experiments" className="max-h-96">
          <thead>
            <tr>
              <Th>Experiment</Th>
              <Th>Finished</Th>
              <Th>Verdict</Th>
              <Th right>Reduction</Th>
              <Th right>Interval over clips</Th>
              <Th right>Best so far</Th>
            </tr>
          </thead>
          <tbody>
            {points.toReversed().map((point) => (
              <tr key={point.id}>
                <Td>
                  <Link href={`/blog/${point.id}`} className="font-mono text-xs underline underline-offset-2">
                    {point.id}
                  </Link>
                </Td>
                <Td>
                  <Time iso={point.finishedAt} mode="local" />
                </Td>
                <Td>
                  {point.verdict}
                  {point.track === "film-grain" && ", film-grain track"}
                </Td>
                <Td right>{point.reductionPercent === null ? "no number" : formatSignedPercent(point.reductionPercent)}</Td>
                <Td right>{describeInterval(point.interval).interval ?? "none"}</Td>
                <Td right>{point.bestSoFarPercent === null ? "none yet" : formatSignedPercent(point.bestSoFarPercent)}</Td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      </Disclosure>
    </Section>
  );
}
