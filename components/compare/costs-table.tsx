import type { SharedClip } from "#lib/compare/common-clips.ts";
import { baselineEncodeMs, type Costs } from "#lib/compare/costs.ts";
import type { TradePoint } from "#lib/compare/trade-off.ts";
import { BASELINE } from "#lib/compare/view.ts";
import { COST_COLUMNS, type CostColumn } from "#lib/format/bits.ts";
import { formatBytes, formatCount, formatSignedPercent } from "#lib/format/format-number.ts";
import { formatDuration } from "#lib/format/format-time.ts";
import { TableFrame, Td, Th } from "../ui/table.tsx";
import { BASELINE_LOOK, type SeriesLook } from "./series-look.ts";
import { SeriesTag } from "./series-mark.tsx";

/** Zero of an optional work is none of it. */
const OPTIONAL: readonly CostColumn["key"][] = ["searchMs", "fitMs", "trainMs", "madsPerPixel"];

function text(key: CostColumn["key"], value: number | null): string {
  if (value === null) return "—";
  if (value === 0 && OPTIONAL.includes(key)) return "none";
  if (key === "decodeFps") return value.toFixed(value < 10 ? 1 : 0);
  return key === "madsPerPixel" ? formatCount(value) : formatDuration(value);
}

/** Sums over the clips' files, an experiment a row; columns that no record fills are left out. */
export function CostsTable({ costs, clips, points, looks }: { costs: readonly { id: string; costs: Costs }[]; clips: readonly SharedClip[]; points: readonly TradePoint[]; looks: ReadonlyMap<string, SeriesLook> }) {
  const columns = COST_COLUMNS.filter(({ key }) => costs.some((each) => (OPTIONAL.includes(key) ? Boolean(each.costs[key]) : each.costs[key] !== null)));
  const savedOf = (key: string) => points.find((point) => point.key === key)?.gain ?? null;
  return (
    <TableFrame label="Costs">
      <thead>
        <tr>
          <Th>Experiment</Th>
          <Th right title="Against HEVC, as in the chart">Bits saved</Th>
          <Th right>Files</Th>
          <Th right title="All files of these clips; ladders differ, so that sums do not compare">Bytes</Th>
          {columns.map(({ key, label, note }) => (
            <Th key={key} right title={note}>{label}</Th>
          ))}
          <Th right title="Encoding with trials, fitting and training">All work</Th>
        </tr>
      </thead>
      <tbody>
        {costs.map(({ id, costs: own }) => (
          <tr key={id}>
            <th scope="row" className="border-b border-line px-3 py-2 text-left"><SeriesTag look={looks.get(id) ?? BASELINE_LOOK} line={false} /></th>
            <Td right>{savedOf(id) === null ? "—" : formatSignedPercent(savedOf(id)!)}</Td>
            <Td right>{own.files}</Td>
            <Td right>{formatBytes(own.bytes)}</Td>
            {columns.map(({ key }) => (
              <Td key={key} right>{text(key, own[key])}</Td>
            ))}
            <Td right>{own.workMs === null ? "—" : formatDuration(own.workMs)}</Td>
          </tr>
        ))}
        <tr>
          <th scope="row" className="px-3 py-2 text-left"><SeriesTag look={looks.get(BASELINE) ?? BASELINE_LOOK} line={false} /></th>
          <Td right>{formatSignedPercent(0)}</Td>
          <Td right>{clips.reduce((sum, { baseline }) => sum + baseline.points.length, 0)}</Td>
          <Td right>{formatBytes(clips.reduce((sum, { baseline }) => sum + baseline.points.reduce((own, { bytes }) => own + bytes, 0), 0))}</Td>
          {columns.map(({ key }) => (
            <Td key={key} right>{key === "encodeMs" ? formatDuration(baselineEncodeMs(clips)) : "—"}</Td>
          ))}
          <Td right>{formatDuration(baselineEncodeMs(clips))}</Td>
        </tr>
      </tbody>
    </TableFrame>
  );
}
