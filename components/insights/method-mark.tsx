import type { Method } from "#lib/plan/method.ts";

export const METHOD_COLOURS: Record<Method, string> = { conventional: "var(--series-candidate)", procedural: "var(--part-program)", neural: "var(--part-maps)", hybrid: "var(--part-shots)" };

/** A method's mark around the origin of an SVG: the shape tells it apart as well as the colour. */
export function MethodMark({ method, hollow = false, size = 1 }: { method: Method | null; hollow?: boolean; size?: number }) {
  const colour = method === null ? "var(--ink-3)" : METHOD_COLOURS[method];
  const look = hollow ? { fill: "var(--surface)", stroke: colour, strokeWidth: 1.8 / size } : { fill: colour, stroke: "var(--surface)", strokeWidth: 1 / size };
  const transform = `scale(${size})`;
  if (method === "procedural") return <path transform={transform} d="M0 -5.5L5.5 4.5H-5.5z" {...look} />;
  if (method === "neural") return <path transform={transform} d="M0 -6L6 0L0 6L-6 0z" {...look} />;
  if (method === "hybrid") return <rect transform={transform} x={-4.5} y={-4.5} width={9} height={9} {...look} />;
  return <circle transform={transform} r={4.8} {...look} />;
}

/** The mark in a line of text. */
export function MethodTick({ method, hollow }: { method: Method | null; hollow?: boolean }) {
  return (
    <svg aria-hidden viewBox="-7 -7 14 14" width={13} height={13} className="shrink-0">
      <MethodMark method={method} hollow={hollow} />
    </svg>
  );
}
