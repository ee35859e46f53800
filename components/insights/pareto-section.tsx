"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { formatCount, formatPlural } from "#lib/format/format-number.ts";
import { suiteName } from "#lib/format/suite-name.ts";
import type { InsightsReply } from "#lib/insights/schema.ts";
import { METHODS } from "#lib/plan/method.ts";
import { Card, Section } from "../ui/card.tsx";
import { Disclosure } from "../ui/disclosure.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { MethodTick } from "./method-mark.tsx";
import { paretoDots, type ParetoDot } from "./pareto-places.ts";
import { ParetoTable } from "./pareto-table.tsx";

const ParetoChart = dynamic(() => import("./pareto-chart.tsx").then((module) => module.ParetoChart), { ssr: false, loading: () => <Skeleton className="h-full" /> });
const PlaceCard = dynamic(() => import("./pareto-chart.tsx").then((module) => module.PlaceCard), { ssr: false });

function Legend({ dots }: { dots: readonly ParetoDot[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-3">
      {METHODS.filter((method) => dots.some((dot) => dot.method === method && dot.track === "fidelity")).map((method) => (
        <li key={method} className="flex items-center gap-1.5">
          <MethodTick method={method} />
          {method}
        </li>
      ))}
      {dots.some(({ encode }) => encode.atLeast) && (
        <li className="flex items-center gap-1.5">
          <MethodTick method={null} hollow />
          hollow: took at least this long
        </li>
      )}
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="h-0.5 w-4 bg-accent" />
        most saved within a time
      </li>
    </ul>
  );
}

const TIMES = "Encode time is all that making a file took (encoding, trials, fitting, training) against HEVC's on the same clips";

/** What the times are, and what is not drawn. */
function Notes({ reply, dots }: { reply: InsightsReply; dots: readonly ParetoDot[] }) {
  const cached = dots.filter(({ encode }) => encode.cachedStreams > 0).length;
  const bounds = dots.filter(({ encode }) => encode.atLeast).length;
  const grain = dots.filter(({ track }) => track === "film-grain").length;
  const unplaced = reply.newest.filter(({ encode, reductionPercent }) => encode === null || reductionPercent === null).length;
  return (
    <p className="mt-2 max-w-[80ch] text-xs text-ink-3">
      {TIMES}, as a geometric mean; taken with whatever else the machine had to do.
      {cached > 0 && ` ${formatPlural(cached, "experiment")} took streams from the cache: those count with the time of their first encoding.`}
      {bounds > 0 && ` ${formatPlural(bounds, "experiment")} ${bounds === 1 ? "has" : "have"} not all trials on record, as some came from the cache: the time is a lower bound, drawn hollow, and puts nobody behind.`}
      {grain > 0 && ` ${formatPlural(grain, "film-grain result")} (hollow grey square) ${grain === 1 ? "is" : "are"} ranked beside no other.`}
      {unplaced > 0 && ` ${formatPlural(unplaced, "experiment")} without a number or a time ${unplaced === 1 ? "has" : "have"} no place here.`}
      {reply.settled > reply.mostNewest && ` The front is of all ${formatCount(reply.settled)} experiments; behind it, the newest ${reply.mostNewest} are drawn.`}
    </p>
  );
}

interface ParetoSectionProps {
  reply: InsightsReply;
  aside?: ReactNode;
  /** Height of the chart. */
  chartClass?: string;
  /** Without what explains the times in full. */
  brief?: boolean;
}

/** Bits saved against encode time: which experiments are worth their time; the same as a table. */
export function ParetoSection({ reply, aside, chartClass = "h-72", brief = false }: ParetoSectionProps) {
  const router = useRouter();
  const [focused, setFocused] = useState<ParetoDot | null>(null);
  const dots = useMemo(() => paretoDots(reply), [reply]);
  const open = useCallback((id: string) => router.push(`/blog/${id}`), [router]);
  return (
    <Section id="pareto" title="Bits saved against encode time" aside={aside}>
      {dots.length === 0 ? (
        <p className="text-sm text-ink-3">No experiment on {suiteName(reply.suiteId)} has both a reduction and an encode time yet.</p>
      ) : (
        <>
          <Card className="p-3 sm:p-4">
            <div className="mb-1 flex flex-wrap justify-between gap-x-4 gap-y-1 px-1">
              <p className="text-xs text-ink-3" title={`${TIMES}.`}>
                On {suiteName(reply.suiteId)}; up and left is better
              </p>
              <Legend dots={dots} />
            </div>
            <div className={`relative ${chartClass}`}>
              <ParetoChart dots={dots} front={reply.front} onOpen={open} onFocus={setFocused} />
              {focused && (
                <div aria-hidden className="pointer-events-none absolute top-1 left-16 z-10">
                  <PlaceCard dot={focused} />
                </div>
              )}
            </div>
          </Card>
          {!brief && <Notes reply={reply} dots={dots} />}
          <Disclosure lazy className="no-print mt-2" summary={dots.length === 1 ? "The same result as a table" : `The same ${formatPlural(dots.length, "result")} as a table`}>
            <ParetoTable dots={dots} />
          </Disclosure>
        </>
      )}
    </Section>
  );
}
