import type { ClipResult } from "#lib/experiment/schema.ts";
import { formatDecibels, formatRate, formatSignedPercent } from "#lib/format/format-number.ts";
import { TableFrame, Td, Th } from "../../ui/table.tsx";
import { ReductionText } from "../delta-badge.tsx";

/** The held-out clips, one a row. */
export function HeldOutTable({ clips }: { clips: readonly ClipResult[] }) {
  return (
    <TableFrame label="Held-out result per clip">
      <thead>
        <tr>
          <Th>Held-out clip</Th>
          <Th right>Reduction</Th>
          <Th right>BD-rate</Th>
          <Th right>Rate</Th>
          <Th right>PSNR-YUV</Th>
        </tr>
      </thead>
      <tbody>
        {clips.map(({ clip, reduction, bdRate }) => (
          <tr key={clip.clipId}>
            <Td className="min-w-44">{clip.title}</Td>
            <Td right>
              {reduction.status === "ok" ? <ReductionText percent={reduction.percent} /> : <span className="text-xs whitespace-normal text-ink-2">not comparable: {reduction.reason}</span>}
              {reduction.status === "ok" && reduction.bound === "at-least" && <span className="block text-xs text-ink-3">at least</span>}
            </Td>
            <Td right>{bdRate.psnrYuv.status === "ok" ? formatSignedPercent(bdRate.psnrYuv.percent) : <span className="text-xs text-ink-2" title={bdRate.psnrYuv.reason}>not comparable</span>}</Td>
            <Td right>
              {reduction.status === "ok" ? formatRate(reduction.candidateKbps) : "—"}
              <span className="block text-xs text-ink-3">vs {reduction.baselineKbps === null ? "—" : formatRate(reduction.baselineKbps)}</span>
            </Td>
            <Td right>{reduction.qualityDb === null ? "—" : formatDecibels(reduction.qualityDb)}</Td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
