import type { SeriesLook } from "./series-look.ts";
import { cx } from "../ui/cx.ts";

/** The mark of a series around the origin of an SVG. */
export function SeriesMark({ look: { mark, colour } }: { look: SeriesLook }) {
  const edge = { stroke: "var(--surface)", strokeWidth: 1 };
  if (mark === "ring") return <circle r={4} fill="var(--surface)" stroke={colour} strokeWidth={2} />;
  if (mark === "disc") return <circle r={4.5} fill={colour} {...edge} />;
  if (mark === "square") return <rect x={-4} y={-4} width={8} height={8} fill={colour} {...edge} />;
  if (mark === "triangle") return <path d="M0 -5.5L5.5 4.5H-5.5z" fill={colour} {...edge} />;
  if (mark === "diamond") return <path d="M0 -5.8L5.8 0L0 5.8L-5.8 0z" fill={colour} {...edge} />;
  if (mark === "plus") return <path d="M-5 0H5M0 -5V5" fill="none" stroke={colour} strokeWidth={2.6} />;
  return <path d="M0 5.5L5.5 -4.5H-5.5z" fill={colour} {...edge} />;
}

/** A piece of the curve with its mark, and its letter. */
export function SeriesTag({ look, line = true, className }: { look: SeriesLook; line?: boolean; className?: string }) {
  const width = line ? 30 : 12;
  return (
    <span className={cx("inline-flex items-center gap-1.5 font-semibold whitespace-nowrap text-ink", className)}>
      <svg aria-hidden viewBox={`0 0 ${width} 12`} width={width} height={12} className="shrink-0 print:[print-color-adjust:exact]">
        {line && <path d="M0 6h30" stroke={look.colour} strokeWidth="2" strokeDasharray={look.dash} />}
        <g transform={`translate(${width / 2} 6)`}>
          <SeriesMark look={look} />
        </g>
      </svg>
      {look.letter}
    </span>
  );
}
