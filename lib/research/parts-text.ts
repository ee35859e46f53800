import type { PartsSummary } from "./parts-summary-schema.ts";

/** Shares of less than this, percent of all bytes, are not told. */
const SMALLEST_SHARE = 0.05;

export const PROGRAM_USE = { alone: "alone", residual: "with a coded residual", dropped: "dropped" } as const;

/** "12 of 15 rungs". */
export const ofRungs = (count: number, all: number): string => `${count} of ${all} rungs`;

/** Digits that a gain needs: hundredths, and more where it is smaller than that. */
export const gainText = (db: number): string => `${db.toFixed(Math.abs(db) < 0.1 ? 3 : 2)} dB`;

function restorationLine({ restoration, rungs }: PartsSummary): string | null {
  if (!restoration) return null;
  const { kind, used, gainDb, bytes, trainSeconds } = restoration;
  const gain = used > 0 ? `, mean gain ${gainText(gainDb)} for ${bytes.toFixed(0)} bytes` : `, at ${bytes.toFixed(0)} bytes it never paid`;
  return `${kind} used on ${ofRungs(used, rungs)}${gain}, training ${trainSeconds.toFixed(1)} s`;
}

function programLine({ program }: PartsSummary): string | null {
  if (!program) return null;
  const use = (["alone", "residual", "dropped"] as const).filter((how) => program[how] > 0).map((how) => `${PROGRAM_USE[how]} on ${program[how]} rungs`);
  const found = program.explainedDb === null ? "none was found" : `its rendering has ${program.explainedDb.toFixed(1)} dB in the mean, ${program.bytes.toFixed(0)} bytes`;
  return `program ${use.join(", ")}; ${found}${program.usedClips.length > 0 ? `; used on ${program.usedClips.join(", ")}` : ""}`;
}

function adaptLine({ adapt, rungs }: PartsSummary): string | null {
  if (!adapt) return null;
  return `shots: at most ${adapt.mostShots} in a clip, another CRF on ${ofRungs(adapt.withOffset, rungs)}, smaller shots on ${ofRungs(adapt.resized, rungs)}`;
}

/** What became of the parts, one line each, with bits and time by part. */
export function partsLines(parts: PartsSummary | null): string[] {
  if (!parts) return [];
  const shares = parts.shares.filter(({ percent }) => percent >= SMALLEST_SHARE).map(({ part, percent }) => `${part} ${percent.toFixed(1)} %`);
  const { costs } = parts;
  const time = costs
    ? `; encoding ${costs.encodeSeconds.toFixed(1)} s, trials ${costs.searchSeconds.toFixed(1)} s, program search ${costs.fitSeconds.toFixed(1)} s, training ${costs.trainSeconds.toFixed(1)} s, decoding at ${costs.slowestDecodeFps.toFixed(1)} frames/s or more, ${costs.madsPerPixel.toFixed(0)} multiply-adds per sample`
    : "";
  return [restorationLine(parts), programLine(parts), adaptLine(parts), `bits by part: ${shares.join(", ")}${time}`].filter((line) => line !== null);
}
