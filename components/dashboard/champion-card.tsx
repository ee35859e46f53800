import { Trophy } from "lucide-react";
import Link from "next/link";
import type { OverviewReply } from "#lib/api/schema.ts";
import type { Interval } from "#lib/experiment/schema.ts";
import { describeInterval, describeReduction } from "#lib/format/describe-delta.ts";
import { differenceInWords, formatPoints } from "#lib/format/describe-evaluation.ts";
import { suiteName } from "#lib/format/suite-name.ts";
import { Card } from "../ui/card.tsx";
import { cx } from "../ui/cx.ts";

const TONES = { good: "text-good", bad: "text-bad", neutral: "text-ink-2", muted: "text-ink-3" } as const;

function Figure({ label, percent, interval = null }: { label: string; percent: number; interval?: Interval | null }) {
  const { arrow, value, word, tone } = describeReduction(percent);
  const ends = describeInterval(interval);
  return (
    <div title={ends.intervalNote ?? undefined}>
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className={cx("num text-xl leading-snug font-semibold tracking-tight whitespace-nowrap", TONES[tone])}>
        {arrow} {value} <span className="text-xs font-medium tracking-normal">{word}</span>
      </dd>
      {ends.interval !== null && (
        <dd className="num text-2xs whitespace-nowrap text-ink-3">
          <span className="sr-only">interval over clips </span>
          {ends.interval}
        </dd>
      )}
    </div>
  );
}

/** The plan that the held-out suite confirmed: its figure on its own suite, on held-out clips, and the difference. */
export function ChampionCard({ champion }: { champion: NonNullable<OverviewReply["champion"]> }) {
  const { id, suiteId, suitePercent, heldOutPercent, heldOutInterval, differencePoints, hypothesis } = champion;
  return (
    <Card className="flex flex-col gap-x-10 gap-y-3 p-4 sm:col-span-2 lg:flex-row lg:items-center xl:col-span-4">
      <div className="min-w-0 flex-1">
        <h2 className="flex items-center gap-1.5 text-xs font-medium text-ink-3">
          <Trophy aria-hidden className="size-3.5 text-accent" /> Champion
        </h2>
        <p className="mt-1 text-sm">
          <Link href={`/blog/${id}`} className="line-clamp-2 underline decoration-line-strong underline-offset-2 hover:decoration-accent">
            {hypothesis ?? id} <span className="text-ink-3">({suiteName(suiteId)})</span>
          </Link>
        </p>
      </div>
      <dl className="flex flex-wrap items-start gap-x-10 gap-y-3">
        <Figure label={`On its suite, ${suiteName(suiteId)}`} percent={suitePercent} />
        <Figure label="On held-out clips" percent={heldOutPercent} interval={heldOutInterval} />
        <div>
          <dt className="text-xs text-ink-3">Difference</dt>
          <dd className="num text-xl leading-snug font-semibold tracking-tight whitespace-nowrap">{formatPoints(differencePoints)}</dd>
          <dd className="text-2xs text-ink-3">{differenceInWords(differencePoints)}</dd>
        </div>
      </dl>
    </Card>
  );
}
