import type { Delta } from "#lib/format/describe-delta.ts";
import type { MarkShape } from "./idea.ts";

const FILLS: Record<Delta["tone"], string> = { good: "var(--good)", bad: "var(--bad)", neutral: "var(--ink-3)", muted: "var(--ink-3)" };

/** A verdict's mark around the origin of an SVG, about 13 units wide: shape and colour say the same. */
export function IdeaMark({ shape, tone }: { shape: MarkShape; tone: Delta["tone"] }) {
  const colour = FILLS[tone];
  const hollow = { fill: "var(--surface)", stroke: colour, strokeWidth: 1.8 };
  if (shape === "disc") return <circle r={6.5} fill={colour} />;
  if (shape === "diamond") return <path d="M0-7.5L7.5 0L0 7.5L-7.5 0z" fill={colour} />;
  if (shape === "hollow-diamond") return <path d="M0-7L7 0L0 7L-7 0z" {...hollow} />;
  if (shape === "bar") return <rect x={-6.5} y={-3.5} width={13} height={7} rx={1.5} fill={colour} />;
  if (shape === "cross") return <path d="M-5-5L5 5M-5 5L5-5" stroke={colour} strokeWidth={2.4} strokeLinecap="round" />;
  if (shape === "dashed") return <circle r={6} {...hollow} stroke="var(--accent)" strokeDasharray="3 2.4" />;
  return <circle r={6} {...hollow} />;
}
