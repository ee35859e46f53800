import type { BdRate, ClipResult, Experiment, Reduction } from "../experiment/schema.ts";
import { deltaPhrase, describeDelta, describeReduction } from "../format/describe-delta.ts";
import { titleOf } from "../format/describe-experiment.ts";
import { FLAG_TITLES } from "../format/describe-import.ts";
import { describePlan } from "../format/describe-plan.ts";
import { leadOf } from "../format/describe-story.ts";
import { formatDecibels, formatRate, formatSignedPercent } from "../format/format-number.ts";
import { formatUtc } from "../format/format-time.ts";
import { markdownCode, markdownTable, markdownText } from "./markdown-text.ts";

const NONE = "—";

function reductionText(reduction: Reduction): string {
  if (reduction.status === "incomparable") return `not comparable: ${markdownText(reduction.reason)}`;
  const bound = reduction.bound === "at-least" ? "at least " : "";
  const clamped = reduction.clamped === "no" ? "" : " (clamped)";
  return `${bound}${deltaPhrase(describeReduction(reduction.percent))}${clamped}`;
}

const bdText = (rate: BdRate | null): string => (rate?.status === "ok" ? formatSignedPercent(rate.percent) : NONE);

function clipTable(clips: readonly ClipResult[]): string {
  return markdownTable(
    [{ title: "Clip" }, { title: "Size" }, { title: "Reduction", right: true }, { title: "BD-rate", right: true }, { title: "BD-rate SSIM", right: true }, { title: "Rate", right: true }, { title: "x265", right: true }, { title: "PSNR-YUV", right: true }],
    clips.map(({ clip, reduction, bdRate }) => [
      markdownText(clip.title), `${clip.width}×${clip.height}, ${clip.frames} frames`, reductionText(reduction), bdText(bdRate.psnrYuv), bdText(bdRate.ssimY),
      reduction.status === "ok" ? formatRate(reduction.candidateKbps) : NONE, reduction.baselineKbps === null ? NONE : formatRate(reduction.baselineKbps), reduction.qualityDb === null ? NONE : formatDecibels(reduction.qualityDb),
    ]),
  );
}

function pointTable({ clip, points, baseline }: ClipResult): string {
  const series = [["candidate", points], ["x265", baseline.points]] as const;
  const rows = series.flatMap(([name, curve]) =>
    curve.map((point) => [name, String(point.crf), String(point.bytes), point.kbps.toFixed(1), formatDecibels(point.psnrYuv), formatDecibels(point.psnrY), point.ssimY.toFixed(4), point.vmaf === null ? NONE : point.vmaf.toFixed(1), markdownCode(point.sha256.slice(0, 16))]),
  );
  const head = [{ title: "Curve" }, ...["CRF", "Bytes", "kbit/s", "PSNR-YUV", "PSNR-Y", "SSIM", "VMAF"].map((title) => ({ title, right: true })), { title: "sha256 (first 16)" }];
  return `**${markdownText(clip.title)}** (source sha256 ${markdownCode(clip.sha256)})\n\n${markdownTable(head, rows)}`;
}

function settingRows({ plan, applied, results, suite }: Experiment): string[][] {
  const options = (named: Readonly<Record<string, string>>) => Object.entries(named).map(([name, value]) => `${name}=${value}`).join(" ");
  const baseline = results?.clips[0]?.baseline;
  return [
    ["Suite", `${markdownText(suite.title)} (${markdownCode(suite.id)})`],
    ...(plan ? [["Plan", markdownText(describePlan(plan))]] : []),
    ...(applied
      ? [
          ["Encoder", `${markdownText(applied.encoder.encoder)}, ${markdownText(applied.encoder.build)}`],
          ["Options passed", markdownCode(options(applied.encoder.options))],
          ...(applied.before.length > 0 ? [["Before coding", applied.before.map(markdownCode).join(", ")]] : []),
          ...(applied.after.length > 0 ? [["After decoding", applied.after.map(markdownCode).join(", ")]] : []),
          ["Machine", `${markdownText(applied.machine.cpu)}, ${applied.machine.cores} cores, ${markdownText(applied.machine.node)}, ${markdownText(applied.machine.platform)}`],
        ]
      : []),
    ...(baseline ? [["Baseline", `${markdownText(baseline.encoder.encoder)}, ${markdownText(baseline.encoder.build)}: ${markdownCode(options(baseline.encoder.options))}`]] : []),
  ];
}

function importedPart({ imported }: Experiment): string[] {
  if (!imported) return [];
  const flags = imported.flags.map(({ code, note }) => `- ${FLAG_TITLES[code]}: ${markdownText(note)}\n`).join("");
  return [`**Imported, unverified.** Original id ${markdownCode(imported.originalId)}, file sha256 ${markdownCode(imported.fileSha256)}.\n${flags === "" ? "" : `\n${flags}`}`];
}

/**
 * One experiment as a post for a forum: result, per-clip table, settings, operating points, hashes. All text of others is
 * escaped.
 * @param pageUrl address of its page, where the lab's own is known
 */
export function experimentMarkdown(experiment: Experiment, pageUrl: string | null): string {
  const { hypothesis, expected, finding, results, resultDigest, fingerprint, plan, finishedAt, createdAt, verdict, verdictReason } = experiment;
  const prediction = expected ? `Predicted before the run: ${deltaPhrase(describeReduction(expected.reductionPercent))}, confidence ${Math.round(expected.confidence * 100)} %.\n` : null;
  const hashes = [resultDigest && `Result ${markdownCode(resultDigest)}`, fingerprint && `plan fingerprint ${markdownCode(fingerprint)}`].filter(Boolean).join(", ");
  const parts = [
    `## ${markdownText(titleOf(experiment))}\n`,
    `**${deltaPhrase(describeDelta(experiment))}** · ${verdict ?? experiment.status} · ${formatUtc(finishedAt ?? createdAt)} · ${pageUrl === null ? experiment.id : `[${experiment.id}](${pageUrl})`}\n`,
    `${markdownText(leadOf(experiment))}\n`,
    ...(verdictReason ? [`${markdownText(verdictReason)}\n`] : []),
    ...importedPart(experiment),
    ...(hypothesis && prediction ? [prediction] : []),
    ...(finding ? [`> ${markdownText(finding)}\n`] : []),
    ...(results && results.clips.length > 0 ? [`### Result per clip\n\n${clipTable(results.clips)}`] : []),
    `### Settings\n\n${markdownTable([{ title: "" }, { title: "" }], settingRows(experiment))}`,
    ...(results && results.clips.length > 0 ? [`### Operating points\n\n${results.clips.map(pointTable).join("\n")}`] : []),
    ...(hashes === "" ? [] : [`${hashes}.\n`]),
    ...(plan ? [`<details><summary>Plan as JSON</summary>\n\n\`\`\`json\n${JSON.stringify(plan, null, 2)}\n\`\`\`\n\n</details>\n`] : []),
  ];
  return parts.join("\n");
}
