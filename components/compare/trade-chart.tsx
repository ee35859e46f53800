"use client";
import { CartesianGrid, ErrorBar, ReferenceLine, ResponsiveContainer, Scatter, ScatterChart, Tooltip, XAxis, YAxis } from "recharts";
import type { TradePoint } from "#lib/compare/trade-off.ts";
import type { Time } from "#lib/compare/view.ts";
import { formatSignedPercent } from "#lib/format/format-number.ts";
import { formatDuration } from "#lib/format/format-time.ts";
import { linearTicks, logTicks } from "../charts/rd-series.ts";
import { type LabelPlace, labelPlaces } from "./label-places.ts";
import { BASELINE_LOOK, type SeriesLook } from "./series-look.ts";
import { SeriesMark } from "./series-mark.tsx";

const TICK = { fill: "var(--ink-3)", fontSize: 11 } as const;
/** Room on both sides, so that a single point, too, stands inside. */
const MARGIN = 1.25;

/** Seconds or pictures a second in words. */
export function timeText(value: number, time: Time): string {
  return time === "decode" ? `${value.toFixed(value < 10 ? 1 : 0)} frames/s` : formatDuration(value * 1000);
}

function TradeTooltip({ active, payload, time, looks }: { active?: boolean; payload?: readonly { payload?: TradePoint }[]; time: Time; looks: ReadonlyMap<string, SeriesLook> }) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  return (
    <div className="num rounded-md border border-line-strong bg-surface px-3 py-2 text-xs shadow-pop">
      <p className="font-semibold text-ink">{(looks.get(point.key) ?? BASELINE_LOOK).letter}</p>
      <p className="text-ink-2">{timeText(point.time, time)}{time !== "decode" && " a clip"}</p>
      <p className="text-ink-2">{formatSignedPercent(point.gain)} bits saved</p>
    </div>
  );
}

function Labelled({ cx, cy, look, place }: { cx?: number; cy?: number; look: SeriesLook; place: LabelPlace | undefined }) {
  if (cx === undefined || cy === undefined) return null;
  return (
    <g transform={`translate(${cx} ${cy})`}>
      <SeriesMark look={look} />
      <text x={place?.dx} y={place?.dy} textAnchor={place?.anchor} fontSize={12} fontWeight={600} fill="var(--ink)">{look.letter}</text>
    </g>
  );
}

/** Time (log) to the right, saved bits upwards, with the interval over clips. Pure: props in, picture out. */
export function TradeChart({ points, time, looks }: { points: readonly TradePoint[]; time: Time; looks: ReadonlyMap<string, SeriesLook> }) {
  if (points.length === 0) return null;
  const times = points.map((point) => point.time);
  const x = logTicks(Math.min(...times) / MARGIN, Math.max(...times) * MARGIN);
  const y = linearTicks(Math.min(0, ...points.map(({ gain, interval }) => interval?.low ?? gain)), Math.max(0, ...points.map(({ gain, interval }) => interval?.high ?? gain)));
  const places = labelPlaces(points, y.domain[1] - y.domain[0]);
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 720, height: 320 }}>
      <ScatterChart margin={{ top: 14, right: 30, bottom: 22, left: 0 }}>
        <CartesianGrid stroke="var(--line)" />
        <XAxis
          dataKey="time" type="number" scale="log" domain={x.domain} ticks={x.ticks} tick={TICK} tickLine={false} axisLine={{ stroke: "var(--line-strong)" }} allowDataOverflow
          tickFormatter={(value: number) => (time === "decode" ? String(value) : formatDuration(value * 1000).replace(/\.0 s$/, " s"))}
          label={{ value: time === "decode" ? "decoded frames a second, logarithmic" : "time a clip, all its rungs, logarithmic", position: "insideBottom", offset: -12, fill: "var(--ink-3)", fontSize: 11 }}
        />
        <YAxis dataKey="gain" type="number" width={52} domain={y.domain} ticks={y.ticks} interval={0} tick={TICK} tickLine={false} axisLine={false} tickFormatter={(value: number) => `${value.toFixed(y.digits).replace("-", "−")} %`} />
        <Tooltip content={<TradeTooltip time={time} looks={looks} />} cursor={false} isAnimationActive={false} />
        <ReferenceLine y={0} stroke="var(--ink-3)" strokeDasharray="3 4" />
        {points.map((point, index) => {
          const look = looks.get(point.key) ?? BASELINE_LOOK;
          const spread = point.interval ? [point.gain - point.interval.low, point.interval.high - point.gain] : [0, 0];
          return (
            <Scatter key={point.key} name={look.letter} data={[{ ...point, spread }]} shape={<Labelled look={look} place={places[index]} />} isAnimationActive={false}>
              {point.interval && <ErrorBar dataKey="spread" direction="y" width={5} stroke={look.colour} strokeWidth={1.4} strokeOpacity={0.65} isAnimationActive={false} />}
            </Scatter>
          );
        })}
      </ScatterChart>
    </ResponsiveContainer>
  );
}
