import { formatSignedPercent } from "#lib/format/format-number.ts";
import { formatDuration } from "#lib/format/format-time.ts";
import { ExperimentLink } from "../knowledge/experiment-link.tsx";
import { TableFrame, Td, Th } from "../ui/table.tsx";
import { type ParetoDot, ratioText } from "./pareto-places.ts";

const STANDINGS: Record<ParetoDot["standing"], string> = { front: "on the front", maybe: "on the front, if its time is as recorded", behind: "behind", apart: "not ranked" };

/** The chart's places for keyboards and screen readers, the front first, then by encode time. */
export function ParetoTable({ dots }: { dots: readonly ParetoDot[] }) {
  const rank = { front: 0, maybe: 1, behind: 2, apart: 3 } as const;
  return (
    <TableFrame label="Bits saved against encode time" className="max-h-96">
      <thead>
        <tr>
          <Th>Experiment</Th>
          <Th>Method</Th>
          <Th>Standing</Th>
          <Th right>Bits saved</Th>
          <Th right>Encode time</Th>
          <Th right>A file</Th>
          <Th right>From the cache</Th>
        </tr>
      </thead>
      <tbody>
        {dots.toSorted((a, b) => rank[a.standing] - rank[b.standing] || a.ratio - b.ratio).map((dot) => (
          <tr key={dot.id}>
            <Td>
              <ExperimentLink id={dot.id} />
            </Td>
            <Td>{dot.method}{dot.track === "film-grain" && ", film-grain track"}</Td>
            <Td>{STANDINGS[dot.standing]}{dot.verdict === "inconclusive" && ", inconclusive"}</Td>
            <Td right>{formatSignedPercent(dot.reductionPercent)}</Td>
            <Td right>{ratioText(dot.encode)}</Td>
            <Td right>{formatDuration(dot.encode.secondsPerFile * 1000)}</Td>
            <Td right>{dot.encode.streams === 0 ? "not on record" : `${dot.encode.cachedStreams} of ${dot.encode.streams} streams`}</Td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
