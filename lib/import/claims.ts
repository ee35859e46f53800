import type { Imported, ImportFlag } from "../experiment/schema.ts";
import { formatCount, formatMagnitude, formatRate } from "../format/format-number.ts";

export type Flag = Imported["flags"][number];

/** What a record says of itself, in one form for both formats. null: it does not say. */
export interface Claims {
  status: "completed" | "timed-out" | "still-running" | "failed" | "cancelled";
  bitrateKbps: number | null;
  /** Size of the output. */
  bytes: number | null;
  /** Rate of the uncompressed pictures, and what is known of them. */
  raw: { kbps: number; what: string };
  reductionPercent: number | null;
  targetAchieved: boolean | null;
  qualityMeasured: boolean;
  needsHuman: boolean;
}

/** The ancestor coded 1080p at 30 frames/s, 8 bits, 4:2:0 (DESIGN.md); its files do not repeat it. kbit/s. */
export const RAW_1080P30_KBPS = (1920 * 1080 * 1.5 * 8 * 30) / 1000;
/** At 30 frames/s, 10 kbit/s leave some 40 bytes for a picture: one of the ancestor's "wins" had 0.005 Mbit/s and no decoder. */
const HARDLY_KBPS = 10;
/** The ancestor's target: at least 90 % below HEVC, under 1 Mbit/s. */
const TARGET = { percent: 90, kbps: 1000 };

const flag = (code: ImportFlag, note: string): Flag[] => [{ code, note }];

function outputFlags({ bitrateKbps, bytes, raw }: Claims): Flag[] {
  if (bitrateKbps === 0 || bytes === 0) return flag("empty-output", `The output has ${bytes === 0 ? "0 bytes" : "a rate of 0"}: nothing was coded, whatever reduction is claimed.`);
  if (bitrateKbps === null) return [];
  if (bitrateKbps >= raw.kbps) return flag("larger-than-raw", `${formatRate(bitrateKbps)} is as much as the pictures take uncompressed, or more (${formatRate(raw.kbps)}: ${raw.what}).`);
  if (bitrateKbps < HARDLY_KBPS) return flag("hardly-any-output", `${formatRate(bitrateKbps)} leave some ${formatCount((bitrateKbps * 1000) / 8 / 30)} bytes for a picture at 30 frames/s: no decoder is on record that makes pictures of it.`);
  return [];
}

function contradictions({ bitrateKbps, reductionPercent, targetAchieved }: Claims): Flag[] {
  const said: string[] = [];
  if (reductionPercent !== null && reductionPercent >= 100) said.push(`a reduction of ${formatMagnitude(reductionPercent)} leaves nothing`);
  if (targetAchieved && reductionPercent !== null && reductionPercent < TARGET.percent) said.push(`it says that the target was reached, with a reduction of ${reductionPercent.toFixed(1)} % (the target is ${TARGET.percent} %)`);
  else if (targetAchieved && bitrateKbps !== null && bitrateKbps >= TARGET.kbps) said.push(`it says that the target was reached, at ${formatRate(bitrateKbps)} (the target is under ${formatRate(TARGET.kbps)})`);
  return said.length === 0 ? [] : flag("contradicts-itself", `The record contradicts itself: ${said.join("; ")}.`);
}

/** What is visibly wrong with one record by itself. */
export function flagsOf(claims: Claims): Flag[] {
  const { status, bitrateKbps, bytes, reductionPercent } = claims;
  const nothing = bitrateKbps === null && bytes === null && reductionPercent === null;
  return [
    ...(status === "timed-out" ? flag("timed-out", "It ran out of time in the lab that ran it.") : []),
    ...(status === "still-running" ? flag("still-running", "It was still running when the file was written: how it ended is not known.") : []),
    ...outputFlags(claims),
    ...contradictions(claims),
    ...(nothing ? flag("no-results", "No result is on record.") : []),
    ...(!nothing && !claims.qualityMeasured ? flag("no-quality", "No quality is on record, so that a smaller file says nothing: a reduction counts at equal quality only.") : []),
    ...(claims.needsHuman ? flag("needs-human", "The other lab marked it as one that a person has to look at.") : []),
  ];
}

/** The flag of a result that others have as well, which different experiments do not. */
export function identicalFlag(inFile: number, here: number): Flag {
  const where = [inFile > 0 ? `${formatCount(inFile)} other ${inFile === 1 ? "record" : "records"} of the file` : "", here > 0 ? `${formatCount(here)} that ${here === 1 ? "is" : "are"} here already` : ""].filter(Boolean);
  return { code: "identical-results", note: `Its numbers are identical to those of ${where.join(" and ")}: what differed between the experiments changed nothing.` };
}
