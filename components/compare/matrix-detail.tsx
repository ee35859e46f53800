import { TriangleAlert } from "lucide-react";
import type { MatrixCell } from "#lib/compare/bd-matrix.ts";
import { describeInterval } from "#lib/format/describe-delta.ts";
import { formatPlural, formatSignedPercent } from "#lib/format/format-number.ts";
import { Card } from "../ui/card.tsx";
import type { SeriesLook } from "./series-look.ts";
import { SeriesTag } from "./series-mark.tsx";
import { STANDINGS, standingNote } from "./standing.tsx";

/** One pair, clip by clip, with what its mean can be called and why. */
export function MatrixDetail({ cell: { clips, mean }, row, column }: { cell: MatrixCell; row: SeriesLook; column: SeriesLook }) {
  return (
    <Card className="min-w-0 p-4" role="region" aria-label={`${row.letter} against ${column.letter}, clip by clip`} aria-live="polite">
      <h3 className="flex flex-wrap items-center gap-2 text-sm">
        <SeriesTag look={row} /> <span className="font-normal text-ink-3">against</span> <SeriesTag look={column} />
      </h3>
      {mean.status === "ok" ? (
        <p className="mt-2 text-sm" title={standingNote(mean.saving)}>
          <span className={`num font-semibold ${STANDINGS[mean.saving.standing].text}`}>{formatSignedPercent(mean.percent)}</span>{" "}
          <span className="text-ink-2">
            {mean.saving.standing === "smaller" || mean.saving.standing === "larger" ? `bits on average: ${STANDINGS[mean.saving.standing].word}` : `on average, which is ${STANDINGS[mean.saving.standing].word}`}
          </span>
          <span className="num block text-xs text-ink-3">
            Noise of {formatPlural(mean.saving.n, "clip")}: ±{mean.saving.floorPercent.toFixed(1)} %.{" "}
            {mean.saving.interval ? `Bits saved, interval over clips, ${describeInterval(mean.saving.interval).interval} %.` : "One clip says nothing of others."}
          </span>
        </p>
      ) : (
        <p className="mt-2 text-sm text-ink-2">No mean: {mean.of === 0 ? mean.reason : `${formatPlural(mean.of - mean.numbers, "clip")} of ${mean.of} cannot be compared, and leaving ${mean.of - mean.numbers === 1 ? "it" : "them"} out would flatter one of the two.`}</p>
      )}
      <ul className="mt-3 divide-y divide-line border-t border-line text-sm">
        {clips.map(({ sha256, title, bd }) => (
          <li key={sha256} className="flex flex-wrap items-baseline justify-between gap-x-3 py-1.5">
            <span className="min-w-0 [overflow-wrap:anywhere]">{title}</span>
            {bd.status === "ok" ? (
              <span className="num whitespace-nowrap">
                {bd.lowOverlap && (
                  <span className="mr-2 inline-flex items-center gap-1 text-xs text-warn">
                    <TriangleAlert aria-hidden className="size-3" /> low overlap, {bd.overlapPercent.toFixed(0)} %
                  </span>
                )}
                {formatSignedPercent(bd.percent)}
              </span>
            ) : (
              <span className="w-full text-xs text-ink-2">no number: {bd.reason}</span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
