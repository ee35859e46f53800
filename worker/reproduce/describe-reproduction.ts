import type { Applied } from "#lib/experiment/schema.ts";
import { formatCount, formatPlural, shorten } from "#lib/format/format-number.ts";
import { PIPELINE_VERSION } from "#lib/plan/fingerprint.ts";
import type { ComparedRung, Reproduction } from "./reproduce.ts";

const HASH = 12;
const hash = (sha256: string): string => shorten(sha256, HASH);

/** What is the same of a rung, in words. */
function verdictOf({ recorded, got, same }: ComparedRung): string {
  if ("error" in got) return `NO: ${got.error}`;
  if (same) return "yes";
  const differs = [got.sha256 !== recorded.sha256 && "bitstream", got.bytes !== recorded.bytes && "bytes", got.decodedSha256 !== recorded.decodedSha256 && "decoded pictures"].filter((part) => part !== false);
  return `NO: ${differs.join(", ")}`;
}

function rowOf(rung: ComparedRung): string[] {
  const { clipId, recorded, got } = rung;
  const made = "error" in got ? ["-", "-", "-"] : [formatCount(got.bytes), hash(got.sha256), hash(got.decodedSha256)];
  return [clipId, String(recorded.crf), formatCount(recorded.bytes), hash(recorded.sha256), hash(recorded.decodedSha256), ...made, verdictOf(rung)];
}

const HEAD = ["clip", "CRF", "recorded bytes", "bitstream", "decoded", "got bytes", "bitstream", "decoded", "same"];
const RIGHT = new Set([1, 2, 5]);

function tableOf(rows: readonly string[][]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (column === HEAD.length - 1 ? 0 : (row[column] ?? "").length))));
  return rows.map((row) => row.map((cell, column) => (RIGHT.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join("  ").trimEnd()).join("\n");
}

const describe = ({ cpu, node, platform }: Applied["machine"]): string => `${cpu}, ${platform}, Node ${node}`;

/** Whether everything was compared and is the same. */
export function isSame({ sources, rungs }: Reproduction): boolean {
  return rungs.every(({ same }) => same) && sources.every(({ recorded, got }) => typeof got === "string" && (recorded === null || recorded === got));
}

/**
 * The comparison as text: sources, the table of rungs, what differs in builds and machines, and what came out.
 * @param machines on record (null where it is not) and here
 */
export function describeReproduction(reproduction: Reproduction, machines: { recorded: Applied["machine"] | null; here: Applied["machine"] }): string {
  const { sources, rungs, builds, samePipeline } = reproduction;
  const same = isSame(reproduction);
  const lines = sources.map(({ clipId, recorded, got }) => {
    if (typeof got !== "string") return `source ${clipId}: could not be made: ${got.error}`;
    if (recorded === null) return `source ${clipId}: ${hash(got)}; the record of a plan that was stopped at screening does not hold its hash`;
    return recorded === got ? `source ${clipId}: ${hash(got)}, the same` : `source ${clipId}: recorded ${hash(recorded)}, got ${hash(got)}: DIFFERENT`;
  });
  lines.push("", tableOf([HEAD, ...rungs.map(rowOf)]), "");
  if (builds && builds.recorded !== builds.here) lines.push(`The encoder differs. On record: ${builds.recorded}. Here: ${builds.here}.`);
  if (!samePipeline) lines.push(`This version of the lab (pipeline ${PIPELINE_VERSION}) measures in another way than the one that made the record, or the suite was changed by hand.`);
  const { recorded, here } = machines;
  if (recorded && describe(recorded) !== describe(here)) {
    lines.push(`Another machine. On record: ${describe(recorded)}. Here: ${describe(here)}.`);
    if (!same) lines.push("Encoders choose code by the processor's instruction set (x264's is pinned to SSE4.2), and may round otherwise there. What is trained is seeded and summed in a fixed order: the same for the same decoded pictures.");
  }
  const failed = rungs.filter((rung) => !rung.same).length;
  lines.push(same ? `${formatPlural(rungs.length, "rung")}: all the same, byte for byte.` : `${failed} of ${formatPlural(rungs.length, "rung")} ${failed === 1 ? "is" : "are"} not the same.`);
  return `${lines.join("\n")}\n`;
}
