"use client";
import { CartesianGrid, ComposedChart, Line, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { deltaPhrase, describeDelta } from "#lib/format/describe-delta.ts";
import { suiteName } from "#lib/format/suite-name.ts";
import { TREND_FLOOR, type TrendPoint, trendMinimum } from "./trend-points.ts";

const TICK = { fill: "var(--ink-3)", fontSize: 11 } as const;

interface DotProps { cx?: number; cy?: number; payload?: TrendPoint }

/** The shape says the direction too: a disc above zero, a diamond below, a ring when unverified, a square when it is of the film-grain track. */
function TrendDot({ cx, cy, payload, onOpen }: DotProps & { onOpen: (id: string) => void }) {
  if (cx === undefined || cy === undefined || !payload || payload.plotted === null) return null;
  const open = { onClick: () => onOpen(payload.id), style: { cursor: "pointer" } };
  if (payload.unverified) return <circle cx={cx} cy={cy} r={4} fill="var(--surface)" stroke="var(--ink-3)" strokeWidth={1.6} {...open} />;
  if (payload.track === "film-grain") return <rect x={cx - 4} y={cy - 4} width={8} height={8} fill="var(--surface)" stroke="var(--ink-3)" strokeWidth={1.6} {...open} />;
  if (payload.verdict === "inconclusive") return <rect x={cx - 4} y={cy - 2} width={8} height={4} rx={1} fill="var(--ink-3)" {...open} />;
  if (payload.plotted >= 0) return <circle cx={cx} cy={cy} r={4.5} fill="var(--good)" stroke="var(--surface)" strokeWidth={1} {...open} />;
  if (payload.belowFloor) return <path d={`M${cx - 5} ${cy - 8}h10l-5 8z`} fill="var(--bad)" {...open} />;
  return <path d={`M${cx} ${cy - 5.5}l5.5 5.5-5.5 5.5-5.5-5.5z`} fill="var(--bad)" stroke="var(--surface)" strokeWidth={1} {...open} />;
}

function TrendTooltip({ active, payload }: { active?: boolean; payload?: readonly { payload?: TrendPoint }[] }) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  const { verdict, reductionPercent, interval, unverified } = point;
  const delta = describeDelta({ status: "completed", verdict, headline: { reductionPercent: unverified ? null : reductionPercent, claimedReductionPercent: unverified ? reductionPercent : null, interval } });
  return (
    <div className="rounded-md border border-line-strong bg-surface px-3 py-2 text-xs shadow-pop">
      <p className="font-mono text-ink-3">{point.id}</p>
      <p className="num mt-0.5 font-medium text-ink">{deltaPhrase(delta)}</p>
      <p className="text-ink-3">
        {suiteName(point.suiteId)} · {point.verdict}
        {point.track === "film-grain" && " · film-grain track"}
      </p>
    </div>
  );
}

/** Reduction in percent over experiments, oldest left, with the step line of the best so far. Pure: props in, picture out. */
export function TrendChart({ points, targetPercent, onOpen }: { points: readonly TrendPoint[]; targetPercent: number; onOpen: (id: string) => void }) {
  const minimum = trendMinimum(points);
  const ticks = [-100, -75, -50, -25, 0, 25, 50, 75, 100].filter((tick) => tick >= minimum);
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 800, height: 256 }}>
      <ComposedChart data={[...points]} margin={{ top: 10, right: 44, bottom: 0, left: 0 }} accessibilityLayer>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="order" type="number" domain={[0.5, Math.max(points.length, 9) + 0.5]} allowDecimals={false} tick={TICK} tickLine={false} axisLine={{ stroke: "var(--line-strong)" }} minTickGap={24} height={22} />
        <YAxis width={64} domain={[minimum, 100]} ticks={ticks} tick={TICK} tickLine={false} axisLine={false} tickFormatter={(value: number) => `${value === TREND_FLOOR ? "≤\u00a0" : ""}${String(value).replace("-", "−")}\u00a0%`} />
        <Tooltip content={<TrendTooltip />} cursor={{ stroke: "var(--line-strong)" }} isAnimationActive={false} />
        <ReferenceLine y={0} stroke="var(--ink-3)" label={{ value: "HEVC", position: "right", fill: "var(--ink-3)", fontSize: 11 }} />
        <ReferenceLine y={targetPercent} stroke="var(--accent)" strokeDasharray="5 4" label={{ value: "target", position: "right", fill: "var(--accent)", fontSize: 11 }} />
        <Line dataKey="bestSoFarPercent" name="Best so far" type="stepAfter" stroke="var(--accent)" strokeWidth={1.75} dot={false} activeDot={false} connectNulls isAnimationActive={false} />
        <Line dataKey="plotted" name="Reduction" stroke="none" isAnimationActive={false} activeDot={false} dot={(dot: DotProps) => <TrendDot key={dot.payload?.id ?? ""} cx={dot.cx} cy={dot.cy} payload={dot.payload} onOpen={onOpen} />} />
      </ComposedChart>
    </ResponsiveContainer>
  );
}
