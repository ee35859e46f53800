import type { ReactNode } from "react";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { formatDecibels, formatRate, formatSignedPercent } from "#lib/format/format-number.ts";
import { formatDuration } from "#lib/format/format-time.ts";
import { suiteName } from "#lib/format/suite-name.ts";
import { DeltaBadge, ReductionText } from "../experiment/delta-badge.tsx";
import { MethodTag } from "../experiment/method-tag.tsx";
import { researcherName } from "../experiment/researcher-name.tsx";
import { StatusPill } from "../experiment/status-pill.tsx";
import { Time } from "../ui/time.tsx";
import type { ColumnId } from "./columns.ts";

interface CellContent {
  body: ReactNode;
  /** Sixths of a card's width, on a phone. */
  span?: 3;
  /** On a phone, what is not there takes no line; on a wide screen, its column stays. */
  absent?: boolean;
}

const NOTHING = <span className="text-ink-3" title="There is no number for this">—<span className="sr-only">no number</span></span>;

/** A number, or a dash that says that there is none. */
const numberCell = (value: number | null, body: (value: number) => ReactNode, span?: 3): CellContent => (value === null ? { body: NOTHING, absent: true, span } : { body: <span className="md:whitespace-nowrap">{body(value)}</span>, span });

/** What each column shows of an experiment. */
export const CELLS: Record<ColumnId, (row: ExperimentSummary) => CellContent> = {
  status: (row) => ({ body: <StatusPill experiment={row} /> }),
  method: (row) => ({ body: <MethodTag method={row.method} /> }),
  suite: (row) => ({
    body: (
      <span className="text-xs text-ink-2 md:whitespace-nowrap" title={row.suiteTitle}>
        {suiteName(row.suiteId)}
      </span>
    ),
  }),
  researcher: ({ researcher }) =>
    researcher
      ? { body: <span title={researcher.note ?? undefined} className="line-clamp-2 text-xs text-ink-2 [overflow-wrap:anywhere]">{researcherName(researcher)}</span>, span: 3 }
      : { body: <span className="text-xs text-ink-3">not decided</span>, absent: true, span: 3 },
  predicted: (row) => numberCell(row.expected?.reductionPercent ?? null, (percent) => <ReductionText percent={percent} className="text-xs" />, 3),
  delta: (row) => ({ body: <DeltaBadge column experiment={{ ...row, verdictReason: row.status === "failed" ? (row.failure?.reason ?? null) : null }} />, span: 3 }),
  rate: ({ headline }) =>
    numberCell(headline?.bitrateKbps ?? null, (kbps) => (
      <>
        {formatRate(kbps)}
        {headline && headline.baselineKbps !== null && <span className="block text-xs text-ink-3">vs {formatRate(headline.baselineKbps)}</span>}
      </>
    ), 3),
  psnr: ({ headline }) => numberCell(headline?.psnrYuvDb ?? null, formatDecibels),
  "bd-rate": ({ headline }) => numberCell(headline?.bdRatePercent ?? null, (percent) => formatSignedPercent(percent)),
  runtime: ({ runtimeMs }) => numberCell(runtimeMs, (ms) => formatDuration(ms)),
  when: (row) => ({ body: <Time iso={row.finishedAt ?? row.createdAt} className="text-xs whitespace-nowrap text-ink-3" />, span: 3 }),
};
