"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import type { CalibrationReply } from "#lib/api/schema.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { FEWEST_PREDICTIONS } from "#lib/research/calibration.ts";
import { calibrationGroups } from "../charts/calibration-points.ts";
import { messageOf } from "../data/request-json.ts";
import { useCalibration } from "../data/use-calibration.ts";
import { Card, Section } from "../ui/card.tsx";
import { Disclosure } from "../ui/disclosure.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { PredictionTable } from "./prediction-table.tsx";
import { ReliabilityTable } from "./reliability-table.tsx";
import { ScoreTable } from "./score-table.tsx";

const CalibrationChart = dynamic(() => import("../charts/calibration-chart.tsx").then((module) => module.CalibrationChart), { ssr: false, loading: () => <Skeleton className="h-72" /> });

function Calibration({ reply }: { reply: CalibrationReply }) {
  const router = useRouter();
  const { predictions, scores, rowsRead, mostRows } = reply;
  const groups = useMemo(() => calibrationGroups({ predictions, scores }), [predictions, scores]);
  const measured = predictions.filter(({ measuredPercent }) => measuredPercent !== null).length;
  if (measured < FEWEST_PREDICTIONS) {
    return (
      <p className="text-sm text-ink-3">
        {measured === 0 ? "No prediction has been measured yet" : `Only ${formatPlural(measured, "prediction")} ${measured === 1 ? "has" : "have"} been measured`}: from {FEWEST_PREDICTIONS} on, this shows how well they hold.
      </p>
    );
  }
  return (
    <>
      <Card className="p-3 sm:p-4">
        <p className="mb-1 px-1 text-xs text-ink-3">On the dashed line a prediction held; above it, the result was better</p>
        <div className="h-56">
          <CalibrationChart groups={groups} onOpen={(id) => router.push(`/blog/${id}`)} />
        </div>
      </Card>
      <div className="mt-2 space-y-2">
        <ScoreTable scores={scores} groups={groups} />
        <Disclosure lazy className="no-print" summary={`${formatPlural(predictions.length, "prediction")} as a table`}>
          <PredictionTable predictions={predictions} />
        </Disclosure>
        <Disclosure lazy className="no-print" summary="How sure, and how often right">
          <p className="mb-2 text-xs text-ink-3">
            Error and bias in percentage points. Brier: squared error of the confidence that a plan beats the baseline, 0 is perfect; green where it is no worse than always saying the share that did.
            {rowsRead === mostRows && ` Of the newest ${mostRows} finished experiments.`}
          </p>
          <ReliabilityTable scores={scores} />
        </Disclosure>
      </div>
    </>
  );
}

/** How well predictions held, by researcher. `finished` changes when an experiment finishes. */
export function CalibrationSection({ finished }: { finished: string }) {
  const { data, error, isError } = useCalibration(finished);
  return (
    <Section id="calibration" title="Predictions against results">
      {data ? <Calibration reply={data} /> : isError ? <p className="text-sm text-ink-3">The predictions cannot be read right now: {messageOf(error)}</p> : <Skeleton className="h-72" />}
    </Section>
  );
}
