/** A researcher's mark around the origin of an SVG: the shape tells them apart as well as the colour. */
export function CalibrationMark({ mark }: { mark: number }) {
  const edge = { stroke: "var(--surface)", strokeWidth: 1 };
  if (mark === 0) return <circle r={4.5} fill="var(--series-candidate)" {...edge} />;
  if (mark === 1) return <path d="M0 -5.5L5.5 4.5H-5.5z" fill="var(--part-program)" {...edge} />;
  if (mark === 2) return <path d="M0 -5.5L5.5 0L0 5.5L-5.5 0z" fill="var(--part-shots)" {...edge} />;
  if (mark === 3) return <rect x={-4} y={-4} width={8} height={8} fill="var(--part-maps)" {...edge} />;
  return <path d="M-4 -4L4 4M-4 4L4 -4" fill="none" stroke="var(--ink)" strokeWidth={2} />;
}
