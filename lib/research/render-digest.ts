import { isEvidence, type Digest, type DigestClip, type DigestDetail, type DigestRow } from "./digest-schema.ts";
import { countBy } from "./count-by.ts";
import { describePlan, describeRungs } from "./describe-plan.ts";
import { partsLines } from "./parts-text.ts";
import { fence, quote } from "./quote.ts";

/** Of the prompt, the digest may take this many characters (about 7,000 tokens). */
export const MAX_DIGEST_CHARS = 24_000;
const MAX_DETAIL_CHARS = 12_000;

const number = (value: number | null, digits: number): string => (value === null ? "-" : value.toFixed(digits));

function clipLines(clip: DigestClip): string[] {
  const outcome = clip.reductionPercent === null
    ? `incomparable: ${clip.incomparable?.code ?? ""} ${quote(clip.incomparable?.reason ?? "", 200)}`
    : `reduction ${number(clip.reductionPercent, 2)} % (${number(clip.candidateKbps, 1)} against ${number(clip.baselineKbps, 1)} kbit/s at ${number(clip.qualityDb, 2)} dB${clip.clamped === "no" ? "" : `, clamped ${clip.clamped}`})`;
  const curve = (points: DigestClip["points"]): string => points.map((point) => `${point.crf}:${number(point.kbps, 1)}/${number(point.psnrYuv, 2)}`).join(" ");
  return [
    `  clip ${clip.clipId} ${quote(clip.title, 80)} ${clip.kind} ${clip.width}x${clip.height} ${number(clip.fps, 2)} fps ${clip.frames} frames SI ${number(clip.si, 1)} TI ${number(clip.ti, 1)}`,
    `    ${outcome}; BD-rate PSNR-YUV ${number(clip.bdRatePercent, 2)} % SSIM ${number(clip.bdRateSsimPercent, 2)} % VMAF ${number(clip.bdRateVmafPercent, 2)} %${clip.lowOverlap ? ", LOW OVERLAP" : ""}`,
    `    candidate crf:kbps/dB ${curve(clip.points)}; encode ${number(clip.encodeSeconds, 1)} s (baseline ${number(clip.baselineEncodeSeconds, 1)} s)`,
    `    baseline  crf:kbps/dB ${curve(clip.baselinePoints)}`,
  ];
}

/** One experiment in full: its row, the reasoning behind it and every clip's curve. Untrusted strings are quoted. */
export function renderDetail(row: DigestRow | undefined, detail: DigestDetail): string {
  return [
    row ? renderRow(row) : `${detail.id}`,
    `  hypothesis ${quote(row?.hypothesis ?? "", 600)} why ${quote(detail.why ?? "", 500)} verdict because ${quote(detail.verdictReason ?? "", 300)}`,
    ...partsLines(detail.parts).map((line) => `  ${line}`),
    ...detail.clips.flatMap(clipLines),
  ].join("\n");
}

/** " [94 %: 31.0 to 44.1]": the interval over clips, on the reduction's scale; nothing where there is none. */
function intervalText({ interval }: DigestRow): string {
  return interval ? ` [${Math.round(interval.level * 100)} %: ${number(interval.low, 1)} to ${number(interval.high, 1)}]` : "";
}

/** One experiment in one line. */
export function renderRow(row: DigestRow): string {
  const plan = row.plan ? `${describePlan(row.plan)}, CRF ${describeRungs(row.plan)}` : "no plan";
  const measured = isEvidence(row)
    ? `reduction ${number(row.reductionPercent, 2)} %${intervalText(row)} (predicted ${number(row.expectedPercent, 1)} %), BD-rate ${number(row.bdRatePercent, 2)} %, ${number(row.bitrateKbps, 1)} against ${number(row.baselineKbps, 1)} kbit/s, runtime ${number(row.runtimeMs === null ? null : row.runtimeMs / 1000, 0)} s${row.clampedClips ? `, ${row.clampedClips} clamped` : ""}`
    : "no comparable number";
  const failed = row.status === "failed" && row.failure ? `; FAILED in ${row.failure.stage ?? "an unknown stage"}: ${quote(row.failure.reason, 250)} tail ${quote(row.failure.detailTail ?? "", 250)}` : "";
  const twins = row.identicalTo.length > 0 ? `; bitstreams identical to ${row.identicalTo.slice(0, 3).join(", ")}` : "";
  return `${row.id} suite ${row.suiteId} ${row.verdict ?? row.status}: ${plan}; ${measured}${failed}${twins}${row.finding ? `; finding ${quote(row.finding, 220)}` : ""}`;
}

function tally(rows: readonly DigestRow[]): string {
  const counts = countBy(rows, (row) => row.verdict ?? row.status);
  return [...counts].map(([name, count]) => `${count} ${name}`).join(", ") || "none yet";
}

/** Joins lines until the budget is used, and says how many were left out. */
function within(lines: readonly string[], budget: number, what: string): string[] {
  const kept: string[] = [];
  let used = 0;
  for (const line of lines) {
    if (used + line.length + 1 > budget) break;
    kept.push(line);
    used += line.length + 1;
  }
  return kept.length < lines.length ? [...kept, `(${lines.length - kept.length} more ${what} left out for length)`] : kept;
}

/** The digest as prompt text of at most MAX_DIGEST_CHARS characters, fenced as data. */
export function renderDigest(digest: Digest): string {
  const rows = new Map(digest.rows.map((row) => [row.id, row]));
  const ofSuite = digest.rows.filter((row) => row.suiteId === digest.suiteId);
  const best = digest.rows.filter(isEvidence).sort((a, b) => b.reductionPercent - a.reductionPercent)[0];
  const { history } = digest;
  const head = [
    `Suite of this experiment: ${digest.suiteId}. Experiments on it: ${tally(ofSuite)}. On all suites: ${tally(digest.rows)}${digest.olderExist ? " (older ones exist)" : ""}.`,
    best ? `Best measured so far: ${best.id}, ${number(best.reductionPercent, 2)} % on suite ${best.suiteId}.` : "Nothing has been measured yet.",
    ...(history.count > 0
      ? [`History, unverified, no evidence: ${history.count} imported records (${history.identical} with identical results), whose quality was never measured: ${history.ids.join(", ")}. Do not reason from their numbers.`]
      : []),
  ];
  const details = within(digest.details.map((detail) => renderDetail(rows.get(detail.id), detail)), MAX_DETAIL_CHARS, "full records");
  const sections = [...head, "", "## In full (best, newest, incomparable)", ...details, "", "## All, newest first", ""];
  const used = sections.join("\n").length;
  const ordered = [...ofSuite, ...digest.rows.filter((row) => row.suiteId !== digest.suiteId)];
  // 200 characters for the fences and the sentence about what was left out.
  const table = within(ordered.map(renderRow), MAX_DIGEST_CHARS - used - 200, "experiments");
  return fence([...sections, ...table].join("\n"));
}
