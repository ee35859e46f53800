import { memo } from "react";
import type { FrameFigures } from "#lib/experiment/pictures-schema.ts";
import { type Axis, bitsAxis, decibelAxis, HEIGHT, linePath, stepPath } from "./plot-scale.ts";

/** Ticks closer than this to the one before would touch it, in shares of the height. */
const TICK_DISTANCE = 13;

function Panel({ axis, frames, tall, children }: { axis: Axis; frames: number; tall: string; children: React.ReactNode }) {
  const kept = axis.ticks.reduce<Axis["ticks"]>((ticks, tick) => (ticks.some(({ y }) => Math.abs(y - tick.y) < TICK_DISTANCE) ? ticks : [...ticks, tick]), []);
  return (
    <div className="flex">
      <div aria-hidden className={`num relative w-11 shrink-0 text-2xs text-ink-3 ${tall}`}>
        {kept.map(({ label, y }) => (
          <span key={label} className="absolute right-2 -translate-y-1/2 leading-none" style={{ top: `${y}%` }}>
            {label}
          </span>
        ))}
      </div>
      <svg aria-hidden viewBox={`0 0 ${frames} ${HEIGHT}`} preserveAspectRatio="none" className={`block w-full min-w-0 overflow-visible ${tall}`}>
        <g stroke="var(--line)" strokeWidth={1}>
          {kept.map(({ label, y }) => (
            <path key={label} d={`M0 ${y}H${frames}`} vectorEffect="non-scaling-stroke" />
          ))}
        </g>
        <g fill="none" strokeWidth={1.75} strokeLinejoin="round">
          {children}
        </g>
      </svg>
    </div>
  );
}

const CANDIDATE = { stroke: "var(--series-candidate)", vectorEffect: "non-scaling-stroke" } as const;
const BASELINE = { stroke: "var(--series-baseline)", vectorEffect: "non-scaling-stroke", strokeDasharray: "5 3" } as const;

/** PSNR-YUV of every frame; where there is none to draw, why. */
export const DecibelPanel = memo(function DecibelPanel({ candidate, baseline, frames }: { candidate: FrameFigures; baseline: FrameFigures; frames: number }) {
  const axis = decibelAxis(candidate.psnrYuv, baseline.psnrYuv);
  if (!axis) return <p className="ml-11 py-4 text-xs text-ink-3">Every frame of both is identical to the source: PSNR-YUV is infinite all along.</p>;
  return (
    <Panel axis={axis} frames={frames} tall="h-28">
      <path d={linePath(baseline.psnrYuv, axis.y)} {...BASELINE} />
      <path d={linePath(candidate.psnrYuv, axis.y)} {...CANDIDATE} />
    </Panel>
  );
});

/** Whether the bits of key frames need a logarithmic axis. */
export function isLogarithmic(candidate: FrameFigures, baseline: FrameFigures): boolean {
  return bitsAxis(candidate.bits ?? [], baseline.bits ?? [])?.logarithmic ?? false;
}

/** Bits of every frame: bars for the candidate, a broken line for HEVC; where they are unknown, so it says. */
export const BitsPanel = memo(function BitsPanel({ candidate, baseline, frames }: { candidate: FrameFigures; baseline: FrameFigures; frames: number }) {
  const axis = bitsAxis(candidate.bits ?? [], baseline.bits ?? []);
  if (!axis) return <p className="ml-11 py-4 text-xs text-ink-3">Neither stream tells the bits of its frames.</p>;
  return (
    <Panel axis={axis} frames={frames} tall="h-20">
      {candidate.bits && <path d={stepPath(candidate.bits, axis.y, true)} fill="var(--series-candidate)" fillOpacity={0.28} stroke="none" />}
      {candidate.bits && <path d={stepPath(candidate.bits, axis.y, false)} {...CANDIDATE} strokeWidth={1} />}
      {baseline.bits && <path d={stepPath(baseline.bits, axis.y, false)} {...BASELINE} />}
    </Panel>
  );
});
