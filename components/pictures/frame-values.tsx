"use client";
import type { FrameFigures } from "#lib/experiment/pictures-schema.ts";
import { formatDecibels } from "#lib/format/format-number.ts";
import { leadOf } from "#lib/pictures/extremes.ts";
import type { Transport } from "./transport.ts";
import { frameOf, useTransport } from "./use-transport.ts";

export interface TwoFigures { candidate: FrameFigures; baseline: FrameFigures }

const decibels = ({ psnrYuv }: FrameFigures, frame: number): string => {
  const db = psnrYuv[frame];
  if (db === undefined) return "no figure";
  return db === null ? "identical (∞ dB)" : formatDecibels(db);
};
const bits = ({ bits: all }: FrameFigures, frame: number): string => {
  const count = all?.[frame];
  return count === undefined ? "bits unknown" : `${(count / 1000).toFixed(count < 100_000 ? 2 : 0)} kbit`;
};

function leadText({ candidate, baseline }: TwoFigures, frame: number): string {
  const [ours, theirs] = [candidate.psnrYuv[frame], baseline.psnrYuv[frame]];
  if (ours === undefined || theirs === undefined) return "";
  const lead = leadOf(ours, theirs);
  if (!Number.isFinite(lead)) return lead > 0 ? "only the candidate is identical" : "only HEVC is identical";
  const size = Math.abs(lead).toFixed(2);
  return size === "0.00" ? "the same" : `${lead < 0 ? "−" : "+"}${size} dB, candidate ${lead < 0 ? "below" : "above"} HEVC`;
}

/** The figures of one frame in a sentence. */
export function describeFigures(figures: TwoFigures, frame: number): string {
  const { candidate, baseline } = figures;
  return `candidate ${decibels(candidate, frame)}, ${bits(candidate, frame)}; HEVC ${decibels(baseline, frame)}, ${bits(baseline, frame)}; ${leadText(figures, frame)}`;
}

/** The figures of the frame that is shown. */
export function FrameValues({ transport, figures }: { transport: Transport; figures: TwoFigures }) {
  const frame = useTransport(transport, frameOf);
  const { candidate, baseline } = figures;
  return (
    <dl aria-label="Figures of this frame" className="num flex flex-wrap gap-x-5 gap-y-1 text-xs">
      {([["Candidate", candidate, "bg-(--series-candidate)"], ["HEVC", baseline, "bg-[repeating-linear-gradient(90deg,var(--series-baseline)_0_5px,transparent_5px_8px)]"]] as const).map(([name, each, swatch]) => (
        <div key={name} className="flex items-center gap-1.5">
          <dt className="flex items-center gap-1.5 text-ink-2">
            <span aria-hidden className={`h-0.5 w-4 ${swatch}`} /> {name}
          </dt>
          <dd>
            {decibels(each, frame)}, {bits(each, frame)}
          </dd>
        </div>
      ))}
      <div>
        <dt className="sr-only">Difference</dt>
        <dd className="text-ink-2">{leadText(figures, frame)}</dd>
      </div>
    </dl>
  );
}
