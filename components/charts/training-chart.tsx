"use client";
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { LossCurve } from "./training-rows.ts";
import { trainingRows } from "./training-rows.ts";

const TICK = { fill: "var(--ink-3)", fontSize: 11 } as const;
/** Rungs are told apart by their dashes, from the finest to the coarsest; colour alone would not do. */
const DASHES = ["", "7 3", "3 3", "1.5 3", "9 3 2 3", "9 3 2 3 2 3"];

/** Training loss over steps, a line per rung; below 1 is closer to the source than the decoded pictures were. */
export function TrainingChart({ curves }: { curves: readonly LossCurve[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 560, height: 220 }}>
      <LineChart data={trainingRows(curves)} margin={{ top: 10, right: 18, bottom: 18, left: 0 }} accessibilityLayer>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis dataKey="step" type="number" domain={["dataMin", "dataMax"]} tick={TICK} tickLine={false} axisLine={{ stroke: "var(--line-strong)" }} label={{ value: "training step", position: "insideBottom", offset: -10, fill: "var(--ink-3)", fontSize: 11 }} />
        <YAxis width={52} domain={["auto", "auto"]} tick={TICK} tickLine={false} axisLine={false} tickFormatter={(value: number) => value.toFixed(2)} />
        <Tooltip
          isAnimationActive={false} cursor={{ stroke: "var(--line-strong)" }} labelFormatter={(step) => `Step ${String(step)}`} formatter={(value) => Number(value).toFixed(4)}
          contentStyle={{ background: "var(--surface)", borderColor: "var(--line-strong)", borderRadius: 6, fontSize: 12 }} labelStyle={{ color: "var(--ink-3)" }} itemStyle={{ color: "var(--ink)" }}
        />
        <ReferenceLine y={1} stroke="var(--ink-3)" strokeDasharray="3 4" ifOverflow="extendDomain" label={{ value: "unrestored", position: "insideTopRight", fill: "var(--ink-3)", fontSize: 11 }} />
        {curves.map(({ crf }, index) => (
          <Line key={crf} dataKey={`crf${crf}`} name={`CRF ${crf}`} type="linear" dot={false} activeDot={{ r: 3 }} connectNulls stroke="var(--series-candidate)" strokeWidth={1.75} strokeDasharray={DASHES[index % DASHES.length]} isAnimationActive={false} />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}

/** What each kind of line stands for. */
export function TrainingLegend({ curves }: { curves: readonly LossCurve[] }) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-xs text-ink-3">
      {curves.map(({ crf }, index) => (
        <li key={crf} className="flex items-center gap-1.5">
          <svg aria-hidden viewBox="0 0 30 10" className="h-2.5 w-7.5"><path d="M0 5h30" stroke="var(--series-candidate)" strokeWidth="2" strokeDasharray={DASHES[index % DASHES.length]} /></svg>
          CRF {crf}
        </li>
      ))}
    </ul>
  );
}
