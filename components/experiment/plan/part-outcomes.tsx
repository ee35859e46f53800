import type { Suite } from "#lib/clips/schema.ts";
import type { AppliedRung, AppliedShot } from "#lib/experiment/schema.ts";
import { describeParts } from "#lib/format/describe-applied.ts";
import { formatBytes, formatCount, formatDecibels, formatPlural } from "#lib/format/format-number.ts";
import { formatDuration } from "#lib/format/format-time.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { TableFrame, Td, Th } from "../../ui/table.tsx";

const PROGRAM_USES: Record<NonNullable<AppliedRung["program"]>["used"], string> = {
  alone: "Used alone: its rendering is the picture.",
  residual: "Used as the prediction: the base codec codes what it leaves.",
  no: "Not used.",
};

/** What became of the predictor, the adaptation and the restoration: one line a clip, every rung behind it. */
export function PartOutcomes({ rungs, suite }: { rungs: readonly AppliedRung[]; suite: Suite }) {
  const clips = suite.clips.flatMap(({ id, title }) => {
    const own = rungs.filter(({ clipId }) => clipId === id).sort((a, b) => a.crf - b.crf);
    const line = describeParts(own);
    return line === null ? [] : [{ id, title, own, line }];
  });
  if (clips.length === 0) return null;
  return (
    <div className="space-y-1.5">
      {clips.map(({ id, title, own, line }) => (
        <Disclosure
          key={id}
          lazy
          summary={
            <>
              {title}: <span className="font-normal text-ink-3">{line}</span>
            </>
          }
        >
          <ol className="divide-y divide-line">
            {own.map((rung) => (
              <li key={rung.crf} className="py-3 first:pt-0 last:pb-0">
                <RungOutcome rung={rung} />
              </li>
            ))}
          </ol>
        </Disclosure>
      ))}
    </div>
  );
}

function RungOutcome({ rung: { crf, program, adapt, restoration } }: { rung: AppliedRung }) {
  return (
    <div className="grid gap-x-6 gap-y-2 text-xs sm:grid-cols-[4.5rem_1fr]">
      <p className="num font-medium">CRF {crf}</p>
      <div className="min-w-0 space-y-2.5 text-ink-2">
        {program && (
          <div>
            <p>
              <span className="font-medium text-ink">Scene program.</span> {PROGRAM_USES[program.used]} {sentence(program.reason)}
            </p>
            <p className="num text-ink-3">
              {program.layers.length === 0
                ? "No layers were found."
                : [
                    program.layers.join(" + "),
                    formatBytes(program.bytes),
                    program.precisionBits !== null && `${program.precisionBits} bits after the point`,
                    program.explainedDb !== null && `explains ${formatDecibels(program.explainedDb)}`,
                  ].filter(Boolean).join(", ")}
            </p>
          </div>
        )}
        {adapt && (
          <div>
            <p>
              <span className="font-medium text-ink">Shots.</span> {sentence(adapt.reason)}
            </p>
            <ShotTable shots={adapt.shots} crf={crf} />
          </div>
        )}
        {restoration && (
          <div>
            <p>
              <span className="font-medium text-ink">Restoration.</span> {restoration.used ? "Used." : "Not used."} {sentence(restoration.reason)}
            </p>
            <p className="num text-ink-3">
              {restoration.kind}, {formatBytes(restoration.bytes)}, trained {formatDuration(restoration.trainMs)}, {formatPlural(Math.round(restoration.madsPerPixel), "multiply-add")} a pixel
            </p>
          </div>
        )}
      </div>
    </div>
  );
}

function ShotTable({ shots, crf }: { shots: readonly AppliedShot[]; crf: number }) {
  return (
    <TableFrame label={`Shots at CRF ${crf}`} className="mt-1.5 max-h-64 max-w-2xl">
      <thead>
        <tr>
          {["From frame", "Frames", "SI", "TI", "CRF", "Coded size", "Size"].map((label) => (
            <Th key={label} right className="!h-7">
              {label}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody className="text-xs">
        {shots.map((shot) => (
          <tr key={shot.from}>
            {[formatCount(shot.from), formatCount(shot.frames), shot.si.toFixed(1), shot.ti.toFixed(1), crfText(shot.crf, crf), `${shot.codedWidth}×${shot.codedHeight}`, formatBytes(shot.bytes)].map((text, index) => (
              // The columns have a fixed order.
              <Td key={index} right className="!py-1">
                {text}
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

/** The shot's CRF, with its offset from the rung's where there is one. */
function crfText(shot: number, rung: number): string {
  if (shot === rung) return String(shot);
  return `${shot} (${shot > rung ? "+" : "−"}${Math.abs(shot - rung)})`;
}

/** Reasons are stored as they were worded; on the page they are sentences. */
function sentence(text: string): string {
  const trimmed = text.trim();
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? "" : "."}`;
}
