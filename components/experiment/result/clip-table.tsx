import type { Suite } from "#lib/clips/schema.ts";
import type { BdRate, ClipResult, RdPoint, Reduction, Results } from "#lib/experiment/schema.ts";
import { formatFps } from "#lib/format/clip-facts.ts";
import { formatDecibels, formatRate, formatSignedPercent } from "#lib/format/format-number.ts";
import { formatDuration } from "#lib/format/format-time.ts";
import { Section } from "../../ui/card.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { TableFrame, Td, Th } from "../../ui/table.tsx";
import { ReductionText } from "../delta-badge.tsx";

function ReductionCell({ reduction }: { reduction: Reduction }) {
  if (reduction.status === "incomparable") return <span className="text-xs whitespace-normal text-ink-2">not comparable: {reduction.reason}</span>;
  return (
    <>
      <ReductionText percent={reduction.percent} />
      {reduction.bound === "at-least" && (
        <span className="block text-xs whitespace-normal text-ink-3" title="The rung that was taken shows more than the quality asked for, so the true reduction is no smaller">
          at least: its quality is above the one asked for
        </span>
      )}
      {reduction.clamped !== "no" && (
        <span className="block text-xs whitespace-normal text-warn">
          clamped: {formatRate(reduction.targetKbps)} lies {reduction.clamped === "low" ? "below" : "above"} the baseline&apos;s curve
        </span>
      )}
    </>
  );
}

function BdCell({ bdRate }: { bdRate: BdRate }) {
  if (bdRate.status === "incomparable") return <span className="text-xs whitespace-normal text-ink-2">not comparable: {bdRate.reason}</span>;
  return (
    <>
      {formatSignedPercent(bdRate.percent)}
      {bdRate.lowOverlap && <span className="block text-xs text-warn">only {bdRate.overlapPercent.toFixed(0)} % overlap</span>}
    </>
  );
}

const METRIC_TITLES: Record<string, string> = { vmaf: "VMAF", vmafNeg: "VMAF-NEG", ssimY: "SSIM", psnrYuv: "PSNR-YUV" };

const encodeMs = (points: readonly RdPoint[]) => points.reduce((sum, point) => sum + point.encodeMs, 0);

function ClipRow({ result }: { result: ClipResult }) {
  const { clip, reduction, bdRate, baseline, baselineCached, points } = result;
  return (
    <tr>
      <Td className="min-w-52">
        <span className="font-medium">{clip.title}</span>
        <span className="num block text-xs text-ink-3">
          {clip.kind}, {clip.width}×{clip.height}, {formatFps(clip.fpsNum, clip.fpsDen)} fps, {clip.frames} frames
        </span>
      </Td>
      <Td right className="min-w-36">
        <ReductionCell reduction={reduction} />
      </Td>
      <Td right>
        <BdCell bdRate={bdRate.psnrYuv} />
      </Td>
      <Td right>
        {reduction.status === "ok" ? formatRate(reduction.candidateKbps) : "—"}
        <span className="block text-xs text-ink-3">vs {reduction.baselineKbps === null ? "—" : formatRate(reduction.baselineKbps)}</span>
      </Td>
      <Td right>{reduction.qualityDb === null ? "—" : formatDecibels(reduction.qualityDb)}</Td>
      <Td right>
        {clip.si.toFixed(0)} / {clip.ti.toFixed(0)}
      </Td>
      <Td right>
        {formatDuration(encodeMs(points))}
        <span className="block text-xs text-ink-3">
          baseline {formatDuration(encodeMs(baseline.points))}
          {baselineCached && ", cached"}
        </span>
      </Td>
    </tr>
  );
}

/** Every clip in one row, and every rung behind a disclosure; the charts as numbers. */
export function ClipTable({ results, suite }: { results: Results; suite: Suite }) {
  const credits = [...new Set(suite.clips.flatMap((clip) => (clip.kind === "film" ? [clip.credit] : [])))];
  const notMeasured = [...new Set(Object.values(results.notMeasured))].map((reason) => ({
    reason,
    metrics: Object.keys(results.notMeasured).filter((metric) => results.notMeasured[metric] === reason).map((metric) => METRIC_TITLES[metric] ?? metric).sort(),
  }));
  return (
    <Section id="clips" title="Result per clip">
      <TableFrame label="Table of results per clip">
        <thead>
          <tr>
            <Th>Clip</Th>
            <Th right title="At equal PSNR-YUV, at the baseline point">Reduction</Th>
            <Th right title="PSNR-YUV, over the common part of the curves; negative is smaller">BD-rate</Th>
            <Th right>Rate</Th>
            <Th right>PSNR-YUV</Th>
            <Th right title="Spatial and temporal information, ITU-T P.910">SI / TI</Th>
            <Th right>Encode time</Th>
          </tr>
        </thead>
        <tbody>
          {results.clips.map((result) => (
            <ClipRow key={result.clip.clipId} result={result} />
          ))}
        </tbody>
      </TableFrame>
      {notMeasured.length > 0 && (
        <ul className="mt-2 space-y-0.5 text-xs text-ink-3">
          {notMeasured.map(({ reason, metrics }) => (
            <li key={reason}>
              <span className="font-medium">{metrics.join(" and ")}</span> {metrics.length === 1 ? "was" : "were"} not measured: {reason}
            </li>
          ))}
        </ul>
      )}
      {credits.length > 0 && <p className="mt-2 text-xs text-ink-3">Film: {credits.join("; ")}.</p>}
      <Disclosure lazy className="mt-3" summary="Every operating point, as numbers">
        <RungTable clips={results.clips} />
      </Disclosure>
    </Section>
  );
}

function RungTable({ clips }: { clips: readonly ClipResult[] }) {
  const rows = clips.flatMap((result) => [
    ...result.baseline.points.map((point) => ({ clip: result.clip.title, series: "baseline", point })),
    ...result.points.map((point) => ({ clip: result.clip.title, series: "candidate", point })),
  ]);
  return (
    <TableFrame label="Every operating point" className="max-h-[32rem]">
      <thead>
        <tr>
          {["Clip", "Curve"].map((label) => <Th key={label}>{label}</Th>)}
          {["CRF", "Rate", "PSNR-YUV", "Y", "U", "V", "SSIM", "VMAF", "Encode", "Decode"].map((label) => <Th key={label} right>{label}</Th>)}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ clip, series, point }) => (
          <tr key={`${clip}-${series}-${point.crf}`}>
            <Td className="whitespace-nowrap">{clip}</Td>
            <Td>{series}</Td>
            <Td right>{point.crf}</Td>
            <Td right>{formatRate(point.kbps)}</Td>
            {[point.psnrYuv, point.psnrY, point.psnrU, point.psnrV].map((db, index) => (
              // The four columns have a fixed order.
              <Td key={["yuv", "y", "u", "v"][index]} right>{formatDecibels(db)}</Td>
            ))}
            <Td right>{point.ssimY.toFixed(4)}</Td>
            <Td right>{point.vmaf === null ? "—" : point.vmaf.toFixed(1)}</Td>
            <Td right>{formatDuration(point.encodeMs)}</Td>
            <Td right>{formatDuration(point.decodeMs)}</Td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
