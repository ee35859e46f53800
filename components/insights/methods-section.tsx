"use client";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { METHOD_NOTES } from "#lib/format/describe-method.ts";
import { describeReduction } from "#lib/format/describe-delta.ts";
import { formatCount, formatPlural, formatSignedPercent } from "#lib/format/format-number.ts";
import type { InsightsReply, MethodHistory } from "#lib/insights/schema.ts";
import { METHODS } from "#lib/plan/method.ts";
import { ExperimentLink } from "../knowledge/experiment-link.tsx";
import { Card, Section } from "../ui/card.tsx";
import { cx } from "../ui/cx.ts";
import { Disclosure } from "../ui/disclosure.tsx";
import { TableFrame, Td, Th } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { MethodFigure, methodAxes } from "./method-figure.tsx";
import { MethodTick } from "./method-mark.tsx";

const OTHER_ENDS = ["worse", "inconclusive", "incomparable", "failed", "cancelled"] as const;
const NONE = (method: MethodHistory["method"]): MethodHistory => ({ method, settled: 0, byVerdict: {}, steps: [] });

function Best({ history: { steps } }: { history: MethodHistory }) {
  const best = steps.at(-1);
  if (!best) return <span className="text-ink-3">no result told from zero</span>;
  const { arrow, value, word, tone } = describeReduction(best.percent);
  return (
    <span className={cx("num font-semibold whitespace-nowrap", tone === "good" ? "text-good" : tone === "bad" ? "text-bad" : "text-ink-2")}>
      {arrow} {value} <span className="text-xs font-medium">{word}</span>
    </span>
  );
}

function endings({ settled, byVerdict }: MethodHistory): string {
  if (settled === 0) return "not tried yet";
  const others = OTHER_ENDS.flatMap((verdict) => (byVerdict[verdict] ? [`${formatCount(byVerdict[verdict])} ${verdict}`] : []));
  return `${formatPlural(settled, "experiment")}, ${formatCount(byVerdict.better ?? 0)} better than HEVC${others.length > 0 ? ` (${others.join(", ")})` : ""}`;
}

/** How far each method came, over the suite's experiments; the same as a table of every new best. */
export function MethodsSection({ reply }: { reply: InsightsReply }) {
  const router = useRouter();
  const { methods, newest, settled, mostNewest } = reply;
  const axes = useMemo(() => methodAxes(settled, methods, newest), [settled, methods, newest]);
  const all = METHODS.map((method) => methods.find((known) => known.method === method) ?? NONE(method));
  const inNone = settled - methods.reduce((sum, each) => sum + each.settled, 0);
  const steps = all.flatMap(({ method, steps: own }) => own.map((step) => ({ method, ...step }))).sort((a, b) => b.order - a.order);
  return (
    <Section id="methods" title="Methods over time">
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {all.map((history) => (
          <Card key={history.method} className="flex flex-col p-3" role="group" aria-label={`${history.method}: ${endings(history)}`}>
            <div className="flex flex-wrap items-baseline justify-between gap-x-3 px-1">
              <h3 className="flex items-center gap-1.5 font-medium" title={METHOD_NOTES[history.method]}>
                <MethodTick method={history.method} />
                {history.method}
              </h3>
              {history.settled > 0 && <Best history={history} />}
            </div>
            <p className="mt-0.5 px-1 text-xs text-ink-3">{endings(history)}</p>
            <div className="mt-auto pt-2">
              <MethodFigure history={history} others={methods.filter(({ method }) => method !== history.method)} newest={newest} axes={axes} onOpen={(id) => router.push(`/blog/${id}`)} />
            </div>
          </Card>
        ))}
      </div>
      <p className="mt-2 max-w-[80ch] text-xs text-ink-3">
        Bits saved, best so far in colour, the other methods&apos; best in grey; a cross at the foot ended without a number.
        {inNone > 0 && ` ${formatPlural(inNone, "experiment")} (film-grain track, or without a plan) ${inNone === 1 ? "is" : "are"} in none of them.`}
        {settled > mostNewest && ` Marks are of the newest ${mostNewest} experiments, lines of all.`}
      </p>
      {steps.length > 0 && (
        <Disclosure lazy className="no-print mt-2" summary={`Every new best as a table (${steps.length})`}>
          <TableFrame label="New bests by method" className="max-h-96">
            <thead>
              <tr>
                <Th>Experiment</Th>
                <Th right>Number</Th>
                <Th>Method</Th>
                <Th right>Bits saved</Th>
                <Th>Finished</Th>
              </tr>
            </thead>
            <tbody>
              {steps.map(({ id, order, method, percent, at }) => (
                <tr key={id}>
                  <Td>
                    <ExperimentLink id={id} />
                  </Td>
                  <Td right>{formatCount(order)}</Td>
                  <Td>{method}</Td>
                  <Td right>{formatSignedPercent(percent)}</Td>
                  <Td>
                    <Time iso={at} mode="local" />
                  </Td>
                </tr>
              ))}
            </tbody>
          </TableFrame>
        </Disclosure>
      )}
    </Section>
  );
}
