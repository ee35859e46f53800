import type { ReactNode } from "react";
import type { CalibrationReply } from "#lib/api/schema.ts";
import { formatSignedPercent } from "#lib/format/format-number.ts";
import { predictorKey } from "#lib/research/calibration.ts";
import { CalibrationMark } from "../charts/calibration-mark.tsx";
import type { CalibrationGroup } from "../charts/calibration-points.ts";
import { researcherName } from "../experiment/researcher-name.tsx";
import { TableFrame, Td, Th } from "../ui/table.tsx";

const points = (value: number | null): string => (value === null ? "none" : value.toFixed(1));

const Under = ({ children }: { children: ReactNode }) => <span className="block text-xs whitespace-nowrap text-ink-3">{children}</span>;

/** One row a researcher: error and bias in percentage points, Brier score beside that of the base rate. */
export function ScoreTable({ scores, groups }: { scores: CalibrationReply["scores"]; groups: readonly CalibrationGroup[] }) {
  return (
    <TableFrame label="Calibration by researcher">
      <thead>
        <tr>
          <Th>Researcher</Th>
          <Th right title="Predictions with a measured reduction">Measured</Th>
          <Th right title="Mean of the distance between measured and predicted, percentage points. Bias: mean of measured less predicted, positive when results are better than predicted">Mean error</Th>
          <Th right title="Mean squared error of the stated confidence that the plan is better; 0 is perfect. Base rate: the score of always saying the share that was better, which is known only afterwards">Brier</Th>
        </tr>
      </thead>
      <tbody>
        {scores.map((score) => {
          const key = predictorKey(score.researcher);
          return (
            <tr key={key}>
              <Td>
                <span className="flex items-center gap-2">
                  <svg aria-hidden viewBox="-7 -7 14 14" className="size-3.5 shrink-0">
                    <CalibrationMark mark={groups.find((group) => group.key === key)?.mark ?? 0} />
                  </svg>
                  {score.researcher.kind === "person" ? "Persons" : researcherName(score.researcher)}
                </span>
              </Td>
              <Td right>{score.n === score.judged ? score.n : `${score.n} of ${score.judged}`}</Td>
              <Td right>
                {points(score.meanAbsoluteError)}
                <Under>{score.bias === null ? "no bias known" : `bias ${formatSignedPercent(score.bias).replace(/\s%$/u, "")}`}</Under>
              </Td>
              <Td right>
                <span className={score.brier <= score.brierOfBaseRate ? "font-medium text-good" : undefined}>{score.brier.toFixed(3)}</span>
                <Under>base rate {score.brierOfBaseRate.toFixed(3)}</Under>
              </Td>
            </tr>
          );
        })}
      </tbody>
    </TableFrame>
  );
}
