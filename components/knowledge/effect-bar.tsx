import type { EffectText } from "#lib/format/describe-effect.ts";
import { cx } from "../ui/cx.ts";

const FILLS: Record<EffectText["tone"], string> = { good: "bg-good", bad: "bg-bad", neutral: "bg-ink-3" };

/**
 * A mean with its spread on a scale with zero in the middle; what is larger goes to the left, smaller files to the right.
 * The row says the same in words.
 * @param most magnitude at the ends of the scale, percentage points
 */
export function EffectBar({ mean, spread, most, tone }: { mean: number; spread: number; most: number; tone: EffectText["tone"] }) {
  const at = (value: number): number => 50 + (Math.max(-most, Math.min(most, value)) / most) * 50;
  const [from, to] = mean < 0 ? [at(mean), 50] : [50, at(mean)];
  return (
    <span aria-hidden className="relative block h-4 w-full min-w-28">
      <span className="absolute inset-y-0 left-1/2 w-px bg-line-strong" />
      <span className={cx("absolute inset-y-1 rounded-xs opacity-80", FILLS[tone])} style={{ left: `${from}%`, width: `${Math.max(to - from, 0.8)}%` }} />
      {spread > 0 && <span className="absolute top-1/2 h-px bg-ink" style={{ left: `${at(mean - spread)}%`, width: `${at(mean + spread) - at(mean - spread)}%` }} />}
    </span>
  );
}
