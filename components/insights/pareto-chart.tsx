"use client";
import { type KeyboardEvent, memo } from "react";
import { CartesianGrid, ReferenceLine, ResponsiveContainer, Scatter, ScatterChart, Tooltip, XAxis, YAxis } from "recharts";
import { describeDelta, deltaPhrase } from "#lib/format/describe-delta.ts";
import { formatDuration } from "#lib/format/format-time.ts";
import type { Place } from "#lib/insights/schema.ts";
import { linearTicks, logTicks } from "../charts/rd-series.ts";
import { MethodMark } from "./method-mark.tsx";
import { frontLine, type ParetoDot, PARETO_FLOOR, ratioText } from "./pareto-places.ts";

const TICK = { fill: "var(--ink-3)", fontSize: 11 } as const;
/** Room on both sides, so that a single point, too, stands inside. */
const MARGIN = 1.25;

/** One experiment's place in a phrase. */
export function placePhrase({ method, encode, reductionPercent, interval, verdict, track }: ParetoDot): string {
  const delta = describeDelta({ status: "completed", verdict, headline: { reductionPercent, claimedReductionPercent: null, interval } });
  return `${deltaPhrase(delta)}, ${ratioText(encode)} the encode time of HEVC, ${track === "film-grain" ? "film-grain track" : (method ?? "no plan")}`;
}

/** What a dot says when it is pointed at or focused. */
export function PlaceCard({ dot }: { dot: ParetoDot }) {
  const { id, encode, verdict, reductionPercent, interval, method, track, plan } = dot;
  const delta = describeDelta({ status: "completed", verdict, headline: { reductionPercent, claimedReductionPercent: null, interval } });
  return (
    <div className="num max-w-72 rounded-md border border-line-strong bg-surface px-3 py-2 text-xs shadow-pop">
      <p className="font-mono text-ink-3">{id}</p>
      <p className="font-medium text-ink">{deltaPhrase(delta)}</p>
      <p className="text-ink-2">
        {ratioText(encode)} HEVC&apos;s encode time · {encode.atLeast && "at least "}
        {formatDuration(encode.secondsPerFile * 1000)} a file
      </p>
      <p className="text-ink-3">
        {method}
        {track === "film-grain" && " · film-grain track"}
        {encode.cachedStreams > 0 && ` · ${encode.cachedStreams} of ${encode.streams} streams from the cache`}
      </p>
      {plan && <p className="mt-0.5 whitespace-normal text-ink-3 [overflow-wrap:anywhere]">{plan}</p>}
    </div>
  );
}

function PlaceTooltip({ active, payload }: { active?: boolean; payload?: readonly { payload?: Partial<ParetoDot> }[] }) {
  const dot = payload?.[0]?.payload;
  return active && dot?.id !== undefined ? <PlaceCard dot={dot as ParetoDot} /> : null;
}

interface DotProps { cx?: number; cy?: number; payload?: ParetoDot }

/** Dots of the front are reachable by keyboard; all of them stand in the table as well. */
function Dot({ cx, cy, payload, onOpen, onFocus }: DotProps & { onOpen: (id: string) => void; onFocus: (dot: ParetoDot | null) => void }) {
  if (cx === undefined || cy === undefined || !payload) return null;
  const { id, standing, method, track, encode } = payload;
  const leads = standing === "front" || standing === "maybe";
  const open = () => onOpen(id);
  const keys = leads
    ? {
        role: "link", tabIndex: 0, "aria-label": `${id}: ${placePhrase(payload)}`, onFocus: () => onFocus(payload), onBlur: () => onFocus(null),
        onKeyDown: (event: KeyboardEvent) => event.key === "Enter" && open(),
      }
    : { "aria-hidden": true };
  return (
    <g transform={`translate(${cx} ${cy})`} onClick={open} opacity={leads ? 1 : 0.38} className="cursor-pointer outline-offset-4" {...keys}>
      {standing === "maybe" && <path d="M6 0h11m-4 -3.5l4 3.5l-4 3.5" fill="none" stroke="var(--ink-3)" strokeWidth={1.2} />}
      {track === "film-grain" ? <rect x={-4} y={-4} width={8} height={8} fill="var(--surface)" stroke="var(--ink-3)" strokeWidth={1.6} /> : <MethodMark method={method} hollow={encode.atLeast} size={leads ? 1.15 : 0.9} />}
    </g>
  );
}

interface ParetoChartProps {
  dots: readonly ParetoDot[];
  front: readonly Place[];
  onOpen: (id: string) => void;
  onFocus: (dot: ParetoDot | null) => void;
}

/**
 * Encode time against HEVC's to the right (log), saved bits upwards, with the line of what is reached within a time. Pure:
 * props in, picture out. Drawn anew only for other props: a drawing takes the focus from the dot that has it.
 */
export const ParetoChart = memo(function ParetoChart({ dots, front, onOpen, onFocus }: ParetoChartProps) {
  const ratios = [1, ...dots.map(({ ratio }) => ratio)];
  const x = logTicks(Math.min(...ratios) / MARGIN, Math.max(...ratios) * MARGIN);
  const percents = [0, ...dots.map(({ percent }) => percent)];
  const y = linearTicks(Math.min(...percents), Math.max(10, ...percents));
  const line = frontLine(front, x.domain[1]);
  const dot = (props: DotProps) => <Dot key={props.payload?.id} cx={props.cx} cy={props.cy} payload={props.payload} onOpen={onOpen} onFocus={onFocus} />;
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 288 }}>
      <ScatterChart margin={{ top: 14, right: 18, bottom: 22, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" />
        <XAxis
          dataKey="ratio" type="number" scale="log" domain={x.domain} ticks={x.ticks} tick={TICK} tickLine={false} axisLine={{ stroke: "var(--line-strong)" }} allowDataOverflow minTickGap={14}
          tickFormatter={(value: number) => `${value}×`} label={{ value: "encode time, times HEVC's, logarithmic", position: "insideBottom", offset: -12, fill: "var(--ink-3)", fontSize: 11 }}
        />
        <YAxis dataKey="percent" type="number" width={58} domain={y.domain} ticks={y.ticks} interval={0} tick={TICK} tickLine={false} axisLine={false} tickFormatter={(value: number) => `${value === PARETO_FLOOR ? "≤\u00a0" : ""}${value.toFixed(y.digits).replace("-", "−")}\u00a0%`} />
        <Tooltip content={<PlaceTooltip />} cursor={false} isAnimationActive={false} wrapperStyle={{ zIndex: 10 }} />
        <ReferenceLine y={0} stroke="var(--ink-3)" strokeDasharray="3 4" />
        <Scatter data={line} name="Front" line={{ stroke: "var(--accent)", strokeWidth: 1.75 }} lineJointType="stepAfter" shape={() => <g />} isAnimationActive={false} tooltipType="none" legendType="none" />
        <Scatter data={[{ ratio: 1, percent: 0 }]} name="HEVC" isAnimationActive={false} tooltipType="none" shape={({ cx, cy }: DotProps) => (
          <g transform={`translate(${cx ?? 0} ${cy ?? 0})`}>
            <circle r={4.5} fill="var(--surface)" stroke="var(--series-baseline)" strokeWidth={2} />
            <text x={8} y={13} fontSize={11} fill="var(--ink-3)">HEVC</text>
          </g>
        )} />
        <Scatter data={[...dots]} name="Experiments" shape={dot} isAnimationActive={false} />
      </ScatterChart>
    </ResponsiveContainer>
  );
});
