import type { Pictures } from "#lib/experiment/pictures-schema.ts";
import { formatDecibels, formatRate } from "#lib/format/format-number.ts";
import type { Role } from "#lib/pictures/view.ts";

export const ROLE_NAMES: Record<Role, string> = {
  source: "Source",
  baseline: "HEVC",
  candidate: "Candidate",
  "difference-candidate": "Difference of candidate",
  "difference-baseline": "Difference of HEVC",
};

/** Rung, rate and quality of a coded picture; nothing for the source. */
export function roleNote(role: Role, { candidate, baseline }: Pictures): string | null {
  if (role !== "candidate" && role !== "baseline") return null;
  const { crf, kbps, psnrYuvDb } = (role === "candidate" ? candidate : baseline).figures;
  return `CRF ${crf}, ${formatRate(kbps)}, ${formatDecibels(psnrYuvDb)}`;
}

export function artifactOf(role: Role, { source, candidate, baseline, difference }: Pictures): string {
  const views = { source, candidate, baseline, "difference-candidate": difference.candidate, "difference-baseline": difference.baseline };
  return views[role].artifact;
}
