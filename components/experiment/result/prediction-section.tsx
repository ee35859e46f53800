import Link from "next/link";
import type { Experiment } from "#lib/experiment/schema.ts";
import { formatSignedPercent } from "#lib/format/format-number.ts";
import type { Expected } from "#lib/plan/schema.ts";
import { Card, Section } from "../../ui/card.tsx";
import { DeltaBadge, ReductionText } from "../delta-badge.tsx";

/** Predicted beside actual, with the error in points when both are numbers. */
export function PredictionSection({ experiment, expected }: { experiment: Experiment; expected: Expected }) {
  const actual = experiment.headline?.reductionPercent ?? null;
  const error = actual === null ? null : actual - expected.reductionPercent;
  return (
    <Section id="prediction" title="Predicted against actual" aside={<Link href="/#calibration-title" className="no-print text-xs text-ink-3 underline underline-offset-2 hover:text-ink">How well predictions hold</Link>}>
      <Card className="grid divide-y divide-line sm:grid-cols-3 sm:divide-x sm:divide-y-0 [&>div]:px-4 [&>div]:py-3.5 [&_dt]:mb-1 [&_dt]:text-xs [&_dt]:text-ink-3">
        <div>
          <dl>
            <dt>Predicted</dt>
            <dd className="text-base">
              <ReductionText percent={expected.reductionPercent} />
            </dd>
          </dl>
        </div>
        <div>
          <dl>
            <dt>Actual</dt>
            <dd className="text-base">
              <DeltaBadge experiment={experiment} />
            </dd>
          </dl>
        </div>
        <div>
          <dl>
            <dt>Error of the prediction</dt>
            <dd className="num text-base">
              {error === null ? "no number to compare with" : `${formatSignedPercent(error).replace(" %", "")} points`}
              {error !== null && <span className="block text-xs text-ink-3">{error >= 0 ? "better than predicted" : "worse than predicted"}, at {Math.round(expected.confidence * 100)} % confidence</span>}
            </dd>
          </dl>
        </div>
      </Card>
    </Section>
  );
}
