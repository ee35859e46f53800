import { Trophy } from "lucide-react";
import Link from "next/link";
import type { Evaluation, Experiment, Validation, Verdict } from "#lib/experiment/schema.ts";
import { describeDelta } from "#lib/format/describe-delta.ts";
import { differenceInWords, formatPoints, heldOutDifference } from "#lib/format/describe-evaluation.ts";
import { IntervalPlot } from "../../charts/interval-plot.tsx";
import { Card } from "../../ui/card.tsx";
import { cx } from "../../ui/cx.ts";
import { DeltaBadge } from "../delta-badge.tsx";
import { LinkedProse } from "../prose/linked-prose.tsx";

type Measured = Extract<Validation, { outcome: "measured" }>;

const asResult = ({ verdict, verdictReason, headline }: Measured) => ({ status: "completed" as const, verdict, verdictReason, headline });

function titleOf(confirmed: boolean, heldOut: Verdict | null): string {
  if (confirmed) return "Champion: the held-out suite confirms it";
  if (heldOut === null) return "Not champion: it was not measured on the held-out suite";
  return heldOut === "better" ? "Not champion: the one so far does better on held-out clips" : "Not champion: the held-out suite does not confirm it";
}

/** Whether it is champion, why, and who was before it. @param heldOut verdict on the held-out suite; null when it was not measured there */
export function ChampionVerdict({ champion, heldOut }: { champion: NonNullable<Evaluation["champion"]>; heldOut: Verdict | null }) {
  const { confirmed, reason, previousId } = champion;
  return (
    <div className={cx("flex gap-3 px-4 py-3.5", confirmed && "bg-accent-soft/50")}>
      <Trophy aria-hidden className={cx("mt-0.5 size-4 shrink-0", confirmed ? "text-accent" : "text-ink-3")} />
      <div className="min-w-0 text-sm [overflow-wrap:anywhere]">
        <p className="font-medium">{titleOf(confirmed, heldOut)}</p>
        <p className="text-ink-2 first-letter:uppercase">
          <LinkedProse text={reason} />
        </p>
        {previousId && !reason.includes(previousId) && (
          <p className="mt-0.5 text-xs text-ink-3">
            {confirmed ? "Takes the title from " : "The title stays with "}
            <Link href={`/blog/${previousId}`} className="font-mono underline underline-offset-2">
              {previousId}
            </Link>
          </p>
        )}
      </div>
    </div>
  );
}

/** Both figures, the difference between them, and what it means for the title. */
export function ChampionPanel({ experiment, validation, champion }: { experiment: Experiment; validation: Measured; champion: Evaluation["champion"] }) {
  const heldOut = asResult(validation);
  const difference = heldOutDifference(experiment);
  const { interval = null, reductionPercent = null } = experiment.headline ?? {};
  const rows = [
    { key: "suite", label: experiment.suite.title, percent: reductionPercent, interval, tone: describeDelta(experiment).tone },
    { key: "held-out", label: "Held out", percent: validation.headline.reductionPercent, interval: validation.headline.interval, tone: describeDelta(heldOut).tone },
  ];
  return (
    <Card className="divide-y divide-line overflow-hidden">
      {champion && <ChampionVerdict champion={champion} heldOut={validation.verdict} />}
      <div className="grid gap-x-8 gap-y-4 px-4 py-3.5 lg:grid-cols-[auto_1fr] lg:items-center">
        <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-3 [&_dt]:mb-1 [&_dt]:text-xs [&_dt]:text-ink-3">
          <div>
            <dt>{experiment.suite.title} suite</dt>
            <dd>
              <DeltaBadge experiment={experiment} column />
            </dd>
          </div>
          <div>
            <dt>Held-out suite</dt>
            <dd>
              <DeltaBadge experiment={heldOut} column />
            </dd>
          </div>
          <div>
            <dt>Difference</dt>
            <dd className="num font-semibold">
              {difference === null ? <span className="text-sm font-normal text-ink-2">no two figures to compare</span> : formatPoints(difference)}
              {difference !== null && <span className="block text-xs font-normal text-ink-3">{differenceInWords(difference)}</span>}
            </dd>
          </div>
        </dl>
        <IntervalPlot rows={rows} />
      </div>
    </Card>
  );
}
