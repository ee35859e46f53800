import type { CalibrationReply } from "#lib/api/schema.ts";
import { predictorKey } from "#lib/research/calibration.ts";
import { researcherName } from "../experiment/researcher-name.tsx";
import { TableFrame, Td, Th } from "../ui/table.tsx";

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** How sure a researcher was against how often it was right, in fifths of the confidence. */
export function ReliabilityTable({ scores }: { scores: CalibrationReply["scores"] }) {
  return (
    <TableFrame label="Confidence against outcome">
      <thead>
        <tr>
          <Th>Researcher</Th>
          <Th right>Confidence between</Th>
          <Th right>Predictions</Th>
          <Th right>Mean confidence</Th>
          <Th right>Was better</Th>
        </tr>
      </thead>
      <tbody>
        {scores.flatMap(({ researcher, bins }) =>
          bins.map((bin) => (
            <tr key={`${predictorKey(researcher)} ${bin.from}`}>
              <Td>{researcher.kind === "person" ? "Persons" : researcherName(researcher)}</Td>
              <Td right>
                {percent(bin.from)} and {percent(bin.to)}
              </Td>
              <Td right>{bin.n}</Td>
              <Td right>{percent(bin.meanConfidence)}</Td>
              <Td right>{percent(bin.shareBetter)}</Td>
            </tr>
          )),
        )}
      </tbody>
    </TableFrame>
  );
}
