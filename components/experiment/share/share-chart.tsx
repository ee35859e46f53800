import type { ShareChart as Chart, ShareDot } from "#lib/format/share-card.ts";
import { linearTicks, logTicks } from "../../charts/rd-series.ts";
import { COLOURS } from "./colours.ts";

const LEFT = 48;
const RIGHT = 16;
const TOP = 14;
const BOTTOM = 34;

/** Few enough to stand beside each other. */
function thin(ticks: readonly number[], most: number): number[] {
  if (ticks.length <= most) return [...ticks];
  const decades = ticks.filter((tick) => Number.isInteger(Math.round(Math.log10(tick) * 1e6) / 1e6));
  if (decades.length >= 2 && decades.length <= most) return decades;
  const step = Math.ceil(ticks.length / most);
  return ticks.filter((_, index) => index % step === 0);
}

const rateText = (kbps: number): string => (kbps >= 1000 ? `${Number((kbps / 1000).toFixed(2))}M` : kbps >= 1 ? `${kbps}` : kbps.toPrecision(1));

/** Axes of a chart: where a rate and a quality lie, in pixels of a picture of the given size. */
export function axesOf({ baseline, candidate }: Pick<Chart, "baseline" | "candidate">, width: number, height: number) {
  const dots = [...baseline, ...candidate];
  const rates = dots.map(({ kbps }) => kbps);
  const qualities = dots.map(({ db }) => db);
  const rate = logTicks(Math.min(...rates), Math.max(...rates));
  const quality = linearTicks(Math.min(...qualities), Math.max(...qualities));
  const [low, high] = rate.domain.map(Math.log) as [number, number];
  const span = high > low ? high - low : 1;
  const [bottom, top] = quality.domain;
  const x = (kbps: number): number => LEFT + ((Math.log(kbps) - low) / span) * (width - LEFT - RIGHT);
  const y = (db: number): number => TOP + ((top - db) / (top - bottom)) * (height - TOP - BOTTOM);
  return { x, y, rateTicks: thin(rate.ticks, 7), qualityTicks: thin(quality.ticks, 7), digits: quality.digits };
}

const textAt = (left: number, top: number, width: number, align: "center" | "flex-end") => ({ position: "absolute" as const, left, top, width, display: "flex", justifyContent: align, fontSize: 17, color: COLOURS.ink3 });

/**
 * Both curves of one clip, for the image library: shapes as SVG, which it hands on as a picture, and words as boxes, since it sets no text in SVG.
 */
export function ShareChart({ chart, width, height }: { chart: Chart; width: number; height: number }) {
  const { x, y, rateTicks, qualityTicks, digits } = axesOf(chart, width, height);
  const path = (dots: readonly ShareDot[]): string => dots.map(({ kbps, db }, index) => `${index === 0 ? "M" : "L"}${x(kbps).toFixed(1)} ${y(db).toFixed(1)}`).join("");
  const { mark } = chart;
  return (
    <div style={{ position: "relative", display: "flex", width, height }}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} style={{ position: "absolute", left: 0, top: 0 }}>
        {qualityTicks.map((tick) => <path key={`y${tick}`} d={`M${LEFT} ${y(tick)}H${width - RIGHT}`} stroke={COLOURS.line} strokeWidth="1.5" />)}
        {rateTicks.map((tick) => <path key={`x${tick}`} d={`M${x(tick)} ${TOP}V${height - BOTTOM}`} stroke={COLOURS.line} strokeWidth="1.5" />)}
        {mark && <path d={`M${x(mark.baselineKbps)} ${y(mark.db)}H${x(mark.candidateKbps)}`} stroke={mark.candidateKbps <= mark.baselineKbps ? COLOURS.good : COLOURS.bad} strokeWidth="6" />}
        <path d={path(chart.baseline)} fill="none" stroke={COLOURS.baseline} strokeWidth="3" strokeDasharray="10 6" />
        <path d={path(chart.candidate)} fill="none" stroke={COLOURS.accent} strokeWidth="4" />
        {chart.baseline.map(({ kbps, db }, index) => <circle key={`b${index}`} cx={x(kbps)} cy={y(db)} r="6" fill={COLOURS.surface} stroke={COLOURS.baseline} strokeWidth="3" />)}
        {chart.candidate.map(({ kbps, db }, index) => <circle key={`c${index}`} cx={x(kbps)} cy={y(db)} r="7" fill={COLOURS.accent} />)}
      </svg>
      {qualityTicks.map((tick) => <div key={`yt${tick}`} style={textAt(0, y(tick) - 11, LEFT - 10, "flex-end")}>{tick.toFixed(digits)}</div>)}
      {rateTicks.map((tick) => <div key={`xt${tick}`} style={textAt(x(tick) - 40, height - BOTTOM + 8, 80, "center")}>{rateText(tick)}</div>)}
    </div>
  );
}
