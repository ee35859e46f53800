import { HEAT_COLOURS } from "#lib/experiment/heat-colours.ts";

/** What the colours of the difference pictures mean. */
export function HeatLegend({ fullScale }: { fullScale: number }) {
  const half = fullScale / 2;
  return (
    <figure aria-label={`Colour scale: 0 to ${fullScale} levels of luma`} className="mx-auto w-full max-w-md text-2xs text-ink-2">
      <div aria-hidden className="h-2.5 rounded-sm border border-line-strong" style={{ background: `linear-gradient(to right, ${HEAT_COLOURS.join(", ")})` }} />
      <div className="num mt-0.5 flex justify-between">
        <span>0</span>
        <span>{Number.isInteger(half) ? half : half.toFixed(1)}</span>
        <span>{fullScale} and more</span>
      </div>
      <figcaption className="text-center text-ink-3">|decoded − source| of luma, in 8-bit levels; the same scale in both</figcaption>
    </figure>
  );
}
