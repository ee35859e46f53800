"use client";
import { CartesianGrid, ReferenceLine, ResponsiveContainer, Scatter, ScatterChart, Tooltip, XAxis, YAxis } from "recharts";
import { formatRate } from "#lib/format/format-number.ts";
import { linearTicks, logTicks, type RdDot, type RdMetric, type RdSeries } from "./rd-series.ts";

const TICK = { fill: "var(--ink-3)", fontSize: 11 } as const;

interface RdChartProps {
  series: RdSeries;
  metric: RdMetric;
  /** The baseline point and the candidate's rate at its quality; only for the metric they were computed with. */
  mark: { baselineKbps: number; candidateKbps: number | null; quality: number } | null;
}

function RdTooltip({ active, payload, metric }: { active?: boolean; payload?: readonly { payload?: RdDot }[]; metric: RdMetric }) {
  const dot = payload?.[0]?.payload;
  if (!active || !dot) return null;
  return (
    <div className="num rounded-md border border-line-strong bg-surface px-3 py-2 text-xs shadow-pop">
      <p className="font-medium text-ink">{dot.series === "baseline" ? "HEVC baseline" : "Candidate"}</p>
      <p className="text-ink-2">CRF {dot.crf}</p>
      <p className="text-ink-2">{formatRate(dot.kbps)}</p>
      <p className="text-ink-2">
        {dot.quality.toFixed(metric.digits)} {metric.unit}
      </p>
    </div>
  );
}

interface ShapeProps { cx?: number; cy?: number }
const Ring = ({ cx, cy }: ShapeProps) => <circle cx={cx} cy={cy} r={4} fill="var(--surface)" stroke="var(--series-baseline)" strokeWidth={2} />;
const Disc = ({ cx, cy }: ShapeProps) => <circle cx={cx} cy={cy} r={4.5} fill="var(--series-candidate)" stroke="var(--surface)" strokeWidth={1} />;
const Cross = ({ cx = 0, cy = 0 }: ShapeProps) => (
  <g stroke="var(--ink)" strokeWidth={1.6} fill="none">
    <circle cx={cx} cy={cy} r={7.5} />
    <path d={`M${cx - 11} ${cy}h7M${cx + 4} ${cy}h7M${cx} ${cy - 11}v7M${cx} ${cy + 4}v7`} />
  </g>
);

/** Two RD curves: rate (log) to the right, quality upwards, a dot per rung. Pure: props in, picture out. */
export function RdChart({ series, metric, mark }: RdChartProps) {
  const dots = [...series.baseline, ...series.candidate];
  if (dots.length === 0) return null;
  const rates = dots.map((dot) => dot.kbps);
  const qualities = dots.map((dot) => dot.quality);
  const { domain, ticks } = logTicks(Math.min(...rates), Math.max(...rates));
  const quality = linearTicks(Math.min(...qualities), Math.max(...qualities));
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 560, height: 288 }}>
      <ScatterChart margin={{ top: 12, right: 18, bottom: 22, left: 0 }}>
        <CartesianGrid stroke="var(--line)" />
        <XAxis
          dataKey="kbps" type="number" scale="log" domain={domain} ticks={ticks} tick={TICK} tickLine={false} axisLine={{ stroke: "var(--line-strong)" }} allowDataOverflow
          tickFormatter={(kbps: number) => kbps.toLocaleString("en-US")}
          label={{ value: "kbit/s, logarithmic", position: "insideBottom", offset: -12, fill: "var(--ink-3)", fontSize: 11 }}
        />
        <YAxis dataKey="quality" type="number" width={50} domain={quality.domain} ticks={quality.ticks} interval={0} tick={TICK} tickLine={false} axisLine={false} tickFormatter={(value: number) => value.toFixed(quality.digits)} />
        <Tooltip content={<RdTooltip metric={metric} />} cursor={false} isAnimationActive={false} />
        {mark && <ReferenceLine y={mark.quality} stroke="var(--ink-3)" strokeDasharray="3 4" ifOverflow="hidden" />}
        {mark && mark.candidateKbps !== null && (
          <ReferenceLine
            segment={[{ x: mark.baselineKbps, y: mark.quality }, { x: mark.candidateKbps, y: mark.quality }]}
            stroke={mark.candidateKbps <= mark.baselineKbps ? "var(--good)" : "var(--bad)"} strokeWidth={3} ifOverflow="hidden"
          />
        )}
        <Scatter name="HEVC baseline" data={series.baseline} line={{ stroke: "var(--series-baseline)", strokeWidth: 2, strokeDasharray: "6 4" }} shape={<Ring />} isAnimationActive={false} />
        <Scatter name="Candidate" data={series.candidate} line={{ stroke: "var(--series-candidate)", strokeWidth: 2 }} shape={<Disc />} isAnimationActive={false} />
        {mark && <Scatter name="Baseline point" data={[{ kbps: mark.baselineKbps, quality: mark.quality }]} shape={<Cross />} isAnimationActive={false} tooltipType="none" style={{ pointerEvents: "none" }} />}
      </ScatterChart>
    </ResponsiveContainer>
  );
}
