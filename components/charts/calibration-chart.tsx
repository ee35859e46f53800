"use client";
import { CartesianGrid, ReferenceLine, ResponsiveContainer, Scatter, ScatterChart, Tooltip, XAxis, YAxis } from "recharts";
import { formatSignedPercent } from "#lib/format/format-number.ts";
import { calibrationAxis, type CalibrationGroup, type CalibrationPoint } from "./calibration-points.ts";
import { CalibrationMark } from "./calibration-mark.tsx";

const TICK = { fill: "var(--ink-3)", fontSize: 11 } as const;
const percentTick = (value: number): string => `${String(value).replace("-", "−")}\u00a0%`;

function CalibrationTooltip({ active, payload }: { active?: boolean; payload?: readonly { payload?: CalibrationPoint }[] }) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  return (
    <div className="num rounded-md border border-line-strong bg-surface px-3 py-2 text-xs shadow-pop">
      <p className="font-mono text-ink-3">{point.id}</p>
      <p className="text-ink">measured {formatSignedPercent(point.measuredPercent)}</p>
      <p className="text-ink-2">
        predicted {formatSignedPercent(point.predictedPercent)}, {Math.round(point.confidence * 100)} % sure
      </p>
    </div>
  );
}

interface ShapeProps { cx?: number; cy?: number; payload?: CalibrationPoint }

function OpenDot({ cx, cy, payload, mark, onOpen }: ShapeProps & { mark: number; onOpen: (id: string) => void }) {
  if (cx === undefined || cy === undefined || !payload) return null;
  return (
    <g transform={`translate(${cx} ${cy})`} onClick={() => onOpen(payload.id)} style={{ cursor: "pointer" }}>
      <CalibrationMark mark={mark} />
    </g>
  );
}

/** Predicted reduction to the right, measured upwards, both in percent; on the diagonal a prediction held. Pure: props in, picture out. */
export function CalibrationChart({ groups, onOpen }: { groups: readonly CalibrationGroup[]; onOpen: (id: string) => void }) {
  const { domain, ticks } = calibrationAxis(groups);
  const [from, to] = domain;
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 480, height: 288 }}>
      <ScatterChart margin={{ top: 12, right: 18, bottom: 22, left: 0 }} accessibilityLayer>
        <CartesianGrid stroke="var(--line)" />
        <XAxis
          dataKey="x" name="Predicted" type="number" domain={domain} ticks={ticks} tick={TICK} tickLine={false} axisLine={{ stroke: "var(--line-strong)" }} tickFormatter={percentTick}
          label={{ value: "predicted reduction", position: "insideBottom", offset: -12, fill: "var(--ink-3)", fontSize: 11 }}
        />
        <YAxis dataKey="y" name="Measured" type="number" width={56} domain={domain} ticks={ticks} tick={TICK} tickLine={false} axisLine={false} tickFormatter={percentTick} />
        <Tooltip content={<CalibrationTooltip />} cursor={false} isAnimationActive={false} />
        <ReferenceLine y={0} stroke="var(--ink-3)" />
        <ReferenceLine segment={[{ x: from, y: from }, { x: to, y: to }]} stroke="var(--ink-3)" strokeDasharray="5 4" ifOverflow="hidden" />
        {groups.map(({ key, mark, points }) => (
          <Scatter key={key} name={key} data={points} isAnimationActive={false} shape={(dot: ShapeProps) => <OpenDot cx={dot.cx} cy={dot.cy} payload={dot.payload} mark={mark} onOpen={onOpen} />} />
        ))}
      </ScatterChart>
    </ResponsiveContainer>
  );
}
