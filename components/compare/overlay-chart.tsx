"use client";
import { CartesianGrid, ReferenceLine, ResponsiveContainer, Scatter, ScatterChart, Tooltip, XAxis, YAxis } from "recharts";
import { formatRate } from "#lib/format/format-number.ts";
import { linearTicks, logTicks, type RdMetric } from "../charts/rd-series.ts";
import type { OverlayDot, OverlaySeries } from "./overlay-series.ts";
import { BASELINE_LOOK, type SeriesLook } from "./series-look.ts";
import { SeriesMark } from "./series-mark.tsx";

const TICK = { fill: "var(--ink-3)", fontSize: 11 } as const;

interface OverlayProps {
  series: readonly OverlaySeries[];
  looks: ReadonlyMap<string, SeriesLook>;
  metric: RdMetric;
  /** Where rates are compared, dB; only on the axis of the metric that it belongs to. */
  level: number | null;
}

function OverlayTooltip({ active, payload, metric, looks }: { active?: boolean; payload?: readonly { payload?: OverlayDot }[]; metric: RdMetric; looks: OverlayProps["looks"] }) {
  const dot = payload?.[0]?.payload;
  if (!active || !dot) return null;
  const look = looks.get(dot.key) ?? BASELINE_LOOK;
  return (
    <div className="num rounded-md border border-line-strong bg-surface px-3 py-2 text-xs shadow-pop">
      <p className="font-semibold text-ink">{look === BASELINE_LOOK ? "HEVC baseline" : look.letter}</p>
      <p className="text-ink-2">CRF {dot.crf}</p>
      <p className="text-ink-2">{formatRate(dot.kbps)}</p>
      <p className="text-ink-2">
        {dot.quality.toFixed(metric.digits)} {metric.unit}
      </p>
    </div>
  );
}

function Mark({ cx, cy, look }: { cx?: number; cy?: number; look: SeriesLook }) {
  if (cx === undefined || cy === undefined) return null;
  return (
    <g transform={`translate(${cx} ${cy})`}>
      <SeriesMark look={look} />
    </g>
  );
}

/** Several RD curves: rate (log) to the right, quality upwards. Pure: props in, picture out. */
export function OverlayChart({ series, looks, metric, level }: OverlayProps) {
  const dots = series.flatMap((each) => each.dots);
  if (dots.length === 0) return null;
  const rate = logTicks(Math.min(...dots.map(({ kbps }) => kbps)), Math.max(...dots.map(({ kbps }) => kbps)));
  const quality = linearTicks(Math.min(...dots.map((dot) => dot.quality)), Math.max(...dots.map((dot) => dot.quality)));
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 560, height: 288 }}>
      <ScatterChart margin={{ top: 10, right: 18, bottom: 20, left: 0 }}>
        <CartesianGrid stroke="var(--line)" />
        <XAxis
          dataKey="kbps" type="number" scale="log" domain={rate.domain} ticks={rate.ticks} tick={TICK} tickLine={false} axisLine={{ stroke: "var(--line-strong)" }} allowDataOverflow
          tickFormatter={(kbps: number) => kbps.toLocaleString("en-US")}
          label={{ value: "kbit/s, logarithmic", position: "insideBottom", offset: -10, fill: "var(--ink-3)", fontSize: 11 }}
        />
        <YAxis dataKey="quality" type="number" width={48} domain={quality.domain} ticks={quality.ticks} interval={0} tick={TICK} tickLine={false} axisLine={false} tickFormatter={(value: number) => value.toFixed(quality.digits)} />
        <Tooltip content={<OverlayTooltip metric={metric} looks={looks} />} cursor={false} isAnimationActive={false} />
        {level !== null && <ReferenceLine y={level} stroke="var(--ink-3)" strokeDasharray="2 4" ifOverflow="hidden" />}
        {series.map(({ key, dots: own }) => {
          const look = looks.get(key) ?? BASELINE_LOOK;
          return <Scatter key={key} name={look.letter} data={own} line={{ stroke: look.colour, strokeWidth: 2, strokeDasharray: look.dash }} shape={<Mark look={look} />} isAnimationActive={false} />;
        })}
      </ScatterChart>
    </ResponsiveContainer>
  );
}
