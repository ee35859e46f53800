import Link from "next/link";
import { formatSignedPercent } from "#lib/format/format-number.ts";
import type { PredictionItem } from "../charts/calibration-points.ts";
import { researcherName } from "../experiment/researcher-name.tsx";
import { TableFrame, Td, Th } from "../ui/table.tsx";

/** The chart's points for keyboards and screen readers, newest first. */
export function PredictionTable({ predictions }: { predictions: readonly PredictionItem[] }) {
  return (
    <TableFrame label="Predicted against measured" className="max-h-96">
      <thead>
        <tr>
          <Th>Experiment</Th>
          <Th>Researcher</Th>
          <Th>Verdict</Th>
          <Th right>Predicted</Th>
          <Th right>Confidence</Th>
          <Th right>Measured</Th>
        </tr>
      </thead>
      <tbody>
        {predictions.toReversed().map((prediction) => (
          <tr key={prediction.id}>
            <Td>
              <Link href={`/blog/${prediction.id}`} prefetch={false} className="font-mono text-xs underline underline-offset-2">
                {prediction.id}
              </Link>
            </Td>
            <Td>{researcherName(prediction.researcher)}</Td>
            <Td>{prediction.verdict}</Td>
            <Td right>{formatSignedPercent(prediction.predictedPercent)}</Td>
            <Td right>{Math.round(prediction.confidence * 100)} %</Td>
            <Td right>{prediction.measuredPercent === null ? "no number" : formatSignedPercent(prediction.measuredPercent)}</Td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
