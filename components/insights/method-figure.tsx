import { formatCount } from "#lib/format/format-number.ts";
import type { MethodHistory, Place } from "#lib/insights/schema.ts";
import { METHOD_COLOURS, MethodMark } from "./method-mark.tsx";
import { PercentGrid, type PercentScale, percentScale, placeOn } from "./percent-axis.tsx";

const [WIDTH, HEIGHT] = [340, 150];
const [LEFT, RIGHT, TOP, BOTTOM] = [40, 330, 8, 130];

export interface MethodAxes {
  settled: number;
  y: PercentScale;
}

/** Axes that all methods share, so that the eye compares heights. */
export function methodAxes(settled: number, methods: readonly MethodHistory[], newest: readonly Place[]): MethodAxes {
  const percents = [...methods.flatMap(({ steps }) => steps.map(({ percent }) => percent)), ...newest.flatMap(({ reductionPercent, track }) => (reductionPercent === null || track !== "fidelity" ? [] : [reductionPercent]))];
  return { settled: Math.max(2, settled), y: percentScale(percents) };
}

/** One method's experiments in the order in which they ended, and its best so far as a line; the other methods' lines are faint. Pure: props in, picture out. */
export function MethodFigure({ history, others, newest, axes, onOpen }: { history: MethodHistory; others: readonly MethodHistory[]; newest: readonly Place[]; axes: MethodAxes; onOpen: (id: string) => void }) {
  const { settled, y: scale } = axes;
  const x = (order: number): number => LEFT + 6 + ((order - 1) / (settled - 1)) * (RIGHT - LEFT - 12);
  const y = placeOn(scale, TOP, BOTTOM);
  // Held to the newest experiment, for a best stays one until it is beaten.
  const line = ({ steps }: MethodHistory): string => steps.map(({ order, percent }, index) => (index === 0 ? `M${x(order).toFixed(1)} ${y(percent).toFixed(1)}` : `H${x(order).toFixed(1)}V${y(percent).toFixed(1)}`)).join("") + (steps.length > 0 ? `H${x(settled).toFixed(1)}` : "");
  const own = newest.filter(({ method, track }) => method === history.method && track === "fidelity");
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="block h-auto w-full" aria-hidden>
      <PercentGrid scale={scale} y={y} left={LEFT} right={RIGHT} />
      <text x={x(1)} y={HEIGHT - 5} textAnchor="middle" fontSize={10} fill="var(--ink-3)">1</text>
      <text x={RIGHT} y={HEIGHT - 5} textAnchor="end" fontSize={10} fill="var(--ink-3)">experiment {formatCount(settled)}</text>
      {others.map((other) => <path key={other.method} d={line(other)} fill="none" stroke="var(--line-strong)" strokeWidth={1} />)}
      {own.map(({ id, order, reductionPercent, verdict }) =>
        reductionPercent === null ? (
          <path key={id} d={`M${x(order) - 3} ${BOTTOM - 3}l6 6m0 -6l-6 6`} stroke="var(--ink-3)" strokeWidth={1.3} className="cursor-pointer" onClick={() => onOpen(id)}>
            <title>{`${id}: ${verdict}`}</title>
          </path>
        ) : (
          <g key={id} transform={`translate(${x(order)} ${y(reductionPercent)})`} opacity={verdict === "better" ? 0.55 : 0.3} className="cursor-pointer" onClick={() => onOpen(id)}>
            <title>{`${id}: ${reductionPercent.toFixed(1).replace("-", "−")} %, ${verdict}`}</title>
            <MethodMark method={history.method} size={0.75} />
          </g>
        ),
      )}
      <path d={line(history)} fill="none" stroke={METHOD_COLOURS[history.method]} strokeWidth={2} />
    </svg>
  );
}
