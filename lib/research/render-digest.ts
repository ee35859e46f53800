import { isActive } from "../experiment/is-active.ts";
import type { Section } from "../knowledge/share-out.ts";
import { shareOut } from "../knowledge/share-out.ts";
import { bestLines, classLines, clipLines, deadEndLines, effectLines, failureLines, neverTriedLines, noiseLine, shapeLines } from "../knowledge/sections.ts";
import { trackOf } from "../plan/track.ts";
import { countBy } from "./count-by.ts";
import { describePlan, describeRungs } from "./describe-plan.ts";
import { isEvidence, type Digest, type DigestClip, type DigestDetail, type DigestRow } from "./digest-schema.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { partsLines } from "./parts-text.ts";
import { fence, quote } from "./quote.ts";

/** Tokens that the digest may take of a prompt where the operator says nothing else (DIGEST_TOKENS). */
export const DEFAULT_DIGEST_TOKENS = 8000;

const number = (value: number | null, digits: number): string => (value === null ? "-" : value.toFixed(digits));

function clipLinesOf(clip: DigestClip, curves: boolean): string[] {
  const outcome = clip.reductionPercent === null
    ? `incomparable: ${clip.incomparable?.code ?? ""} ${quote(clip.incomparable?.reason ?? "", 200)}`
    : `reduction ${number(clip.reductionPercent, 2)} % (${number(clip.candidateKbps, 1)} against ${number(clip.baselineKbps, 1)} kbit/s at ${number(clip.qualityDb, 2)} dB${clip.clamped === "no" ? "" : `, clamped ${clip.clamped}`})`;
  const curve = (points: DigestClip["points"]): string => points.map((point) => `${point.crf}:${number(point.kbps, 1)}/${number(point.psnrYuv, 2)}`).join(" ");
  return [
    `  clip ${clip.clipId} ${quote(clip.title, 80)} ${clip.kind} ${clip.width}x${clip.height} ${number(clip.fps, 2)} fps ${clip.frames} frames SI ${number(clip.si, 1)} TI ${number(clip.ti, 1)}`,
    `    ${outcome}; BD-rate PSNR-YUV ${number(clip.bdRatePercent, 2)} % SSIM ${number(clip.bdRateSsimPercent, 2)} % VMAF ${number(clip.bdRateVmafPercent, 2)} %${clip.lowOverlap ? ", LOW OVERLAP" : ""}`,
    `    ${curves ? `candidate crf:kbps/dB ${curve(clip.points)}; ` : ""}encode ${number(clip.encodeSeconds, 1)} s (baseline ${number(clip.baselineEncodeSeconds, 1)} s)`,
    ...(curves ? [`    baseline  crf:kbps/dB ${curve(clip.baselinePoints)}`] : []),
  ];
}

/**
 * One experiment in full: its row, the reasoning behind it and every clip's result. Untrusted strings are quoted.
 * @param options.curves false where the curves stand elsewhere in the same text
 */
export function renderDetail(row: DigestRow | undefined, detail: DigestDetail, { curves = true }: { curves?: boolean } = {}): string {
  return [
    row ? renderRow(row) : `${detail.id}`,
    `  hypothesis ${quote(row?.hypothesis ?? "", 600)} why ${quote(detail.why ?? "", 500)} verdict because ${quote(detail.verdictReason ?? "", 300)}`,
    ...partsLines(detail.parts).map((line) => `  ${line}`),
    ...detail.clips.flatMap((clip) => clipLinesOf(clip, curves)),
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

const countText = (counts: Iterable<[string, number]>): string => [...counts].map(([name, count]) => `${count} ${name}`).join(", ") || "none yet";
const tally = (rows: readonly DigestRow[]): string => countText(countBy(rows, (row) => row.verdict ?? row.status));

function headLines(digest: Digest, ofSuite: readonly DigestRow[]): string[] {
  const { history, knowledge, rows } = digest;
  const lead = (of: readonly DigestRow[]): DigestRow | undefined => of.filter(isEvidence).filter(({ plan }) => trackOf(plan) === "fidelity").sort((a, b) => b.reductionPercent - a.reductionPercent)[0];
  const say = (row: DigestRow | undefined, where: string): string => (row ? `Best measured ${where}: ${row.id}, ${number(row.reductionPercent, 2)} % on suite ${row.suiteId}.` : `Nothing has been measured ${where} yet.`);
  const open = rows.filter(isActive);
  const counted = (of: Record<string, number | undefined>): string => countText(Object.entries(of).map(([name, count]) => [name, count ?? 0]));
  const tallies = knowledge
    ? `Experiments on it: ${counted(knowledge.here.counts.byVerdict)}. On all suites: ${counted(knowledge.everywhere.counts.byVerdict)}.${open.length > 0 ? ` Waiting or running: ${open.length}.` : ""}`
    : `Experiments on it: ${tally(ofSuite)}. On all suites: ${tally(rows)}${digest.olderExist ? " (older ones exist)" : ""}.`;
  return [
    `Suite of this experiment: ${digest.suiteId}. ${tallies}`,
    rows.some(isEvidence) ? `${say(lead(ofSuite), "on this suite")} ${say(lead(rows), "so far")}` : "Nothing has been measured yet.",
    ...(knowledge && knowledge.here.clips.length > 0 ? [noiseLine(knowledge.here.clips.length)] : []),
    ...(history.count > 0
      ? [`History, unverified, no evidence: ${history.count} imported records (${history.identical} with identical results), whose quality was never measured: ${history.ids.join(", ")}. Do not reason from their numbers.`]
      : []),
  ];
}

/** What was folded from all experiments; nothing where the digest has rows alone. */
function knowledgeSections({ knowledge }: Digest): Section[] {
  if (!knowledge) return [];
  const { here, everywhere } = knowledge;
  const elsewhere = bestLines({ ...everywhere, methods: [], families: everywhere.families.filter(({ family }) => !here.families.some((known) => known.family === family)) });
  return [
    { title: "Clips of this suite", what: "clips", lines: clipLines(here), share: 0.08 },
    { title: "Best by method and family", what: "methods and families", lines: [...bestLines(here), ...elsewhere.map((line) => `elsewhere: ${line}`)], share: 0.08 },
    { title: "Best by class of clip, all suites", what: "classes", lines: classLines(everywhere), share: 0.05 },
    { title: "RD shape of the best on this suite", what: "clips", lines: shapeLines(here), share: 0.09 },
    { title: "What each setting did (change of reduction in percentage points; positive is smaller files; pairs that differ in this setting alone)", what: "effects", lines: effectLines(knowledge), share: 0.14 },
    { title: "Never tried on this suite", what: "settings", lines: neverTriedLines(knowledge), share: 0.08 },
    { title: "Dead ends on this suite, with reasons", what: "dead ends", lines: deadEndLines(here), share: 0.08 },
    { title: "Failures on all suites, by stage", what: "failures", lines: failureLines(everywhere), share: 0.08 },
  ];
}

/**
 * The digest as prompt text of at most `tokens` tokens (estimated, rather too many than too few), fenced as data. Every
 * part has its share, so that a long history of one kind leaves room for the others.
 */
export function renderDigest(digest: Digest, tokens: number = DEFAULT_DIGEST_TOKENS): string {
  const rows = new Map(digest.rows.map((row) => [row.id, row]));
  const ofSuite = digest.rows.filter((row) => row.suiteId === digest.suiteId);
  const shape = digest.knowledge?.here.shape?.id;
  const head = headLines(digest, ofSuite).join("\n");
  const ordered = [...ofSuite, ...digest.rows.filter((row) => row.suiteId !== digest.suiteId)];
  const sections: Section[] = [
    ...knowledgeSections(digest),
    { title: "In full (best, newest, incomparable)", what: "full records", lines: digest.details.map((detail) => renderDetail(rows.get(detail.id), detail, { curves: detail.id !== shape })), share: digest.knowledge ? 0.16 : 0.5 },
    { title: "All, newest first", what: "experiments", lines: ordered.map(renderRow), share: digest.knowledge ? 0.2 : 0.5 },
  ];
  return fence(`${head}\n${shareOut(sections, tokens - estimateTokens(fence(`${head}\n`)))}`);
}
