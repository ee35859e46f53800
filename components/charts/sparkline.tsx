import type { Sparkline as Curves } from "#lib/experiment/schema.ts";
import { cx } from "../ui/cx.ts";

/** Both RD curves of a typical clip, small: rate (log) to the right, PSNR-YUV upwards, the HEVC baseline dashed. */
export function Sparkline({ curves, label, className }: { curves: Curves; label: string; className?: string }) {
  const line = { fill: "none", vectorEffect: "non-scaling-stroke", strokeLinejoin: "round", strokeLinecap: "round" } as const;
  return (
    <svg role="img" aria-label={label} viewBox="0 0 100 100" preserveAspectRatio="none" className={cx("overflow-visible", className)}>
      <path d="M0 0V100H100" stroke="var(--line-strong)" strokeWidth={1} {...line} />
      <polyline points={curves.baseline} stroke="var(--series-baseline)" strokeWidth={1.75} strokeDasharray="4 3" {...line} />
      <polyline points={curves.candidate} stroke="var(--series-candidate)" strokeWidth={2.25} {...line} />
    </svg>
  );
}
