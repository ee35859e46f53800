import Link from "next/link";
import type { ReactNode } from "react";
import type { OverviewReply } from "#lib/api/schema.ts";
import { describeInterval, describeReduction } from "#lib/format/describe-delta.ts";
import { formatCount, formatPlural } from "#lib/format/format-number.ts";
import { suiteName } from "#lib/format/suite-name.ts";
import { Card } from "../ui/card.tsx";
import { cx } from "../ui/cx.ts";
import { ChampionCard } from "./champion-card.tsx";
import { TargetBar } from "./target-bar.tsx";

function Headline({ label, children, detail }: { label: string; children: ReactNode; detail: ReactNode }) {
  return (
    <Card className="flex flex-col p-4 sm:min-h-30">
      <h2 className="text-xs font-medium text-ink-3">{label}</h2>
      <div className="num mt-1 text-[1.75rem] leading-tight font-semibold tracking-tight">{children}</div>
      <div className="mt-auto pt-2 text-xs text-ink-3">{detail}</div>
    </Card>
  );
}

const COUNTED = ["better", "worse", "inconclusive", "incomparable", "unverified", "failed", "cancelled"] as const;

/** Experiments, best reduction, distance to the target, queue and workers; and the champion, once there is one. */
export function HeadlineCards({ overview }: { overview: OverviewReply }) {
  const { experiments, best, champion, targetPercent, queue, workers } = overview;
  const counts = COUNTED.flatMap((verdict) => (experiments.byVerdict[verdict] ? [`${formatCount(experiments.byVerdict[verdict])} ${verdict}`] : []));
  const bestDelta = best ? describeReduction(best.reductionPercent) : null;
  const bestInterval = describeInterval(best?.interval ?? null);
  const alive = workers.length > 0;
  return (
    <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <Headline label="Experiments" detail={counts.join(" · ") || "None has finished yet"}>
        {formatCount(experiments.total)}
      </Headline>
      <Headline
        label="Best verified reduction"
        detail={
          best ? (
            <Link href={`/blog/${best.id}`} className="line-clamp-2 underline decoration-line-strong underline-offset-2 hover:text-ink hover:decoration-accent">
              {best.hypothesis ?? best.id} <span className="text-ink-3">({suiteName(best.suiteId)})</span>
            </Link>
          ) : (
            "Unverified, incomparable and film-grain results do not count here"
          )
        }
      >
        {best && bestDelta ? (
          <>
            <span className={cx("whitespace-nowrap", bestDelta.tone === "good" ? "text-good" : bestDelta.tone === "bad" ? "text-bad" : "text-ink-2")}>
              {bestDelta.arrow} {bestDelta.value} <span className="text-sm font-medium tracking-normal">{bestDelta.word}</span>
            </span>
            {bestInterval.interval !== null && (
              <span title={bestInterval.intervalNote ?? undefined} className="block text-xs font-normal tracking-normal whitespace-nowrap text-ink-3">
                <span className="sr-only">interval over clips </span>
                {bestInterval.interval}
              </span>
            )}
          </>
        ) : (
          <span className="text-ink-3">None yet</span>
        )}
      </Headline>
      <TargetBar bestPercent={best?.reductionPercent ?? null} targetPercent={targetPercent} />
      <Card className={cx("flex flex-col p-4 sm:min-h-30", !alive && "border-warn/50 bg-warn-soft")}>
        <h2 className="text-xs font-medium text-ink-3">Queue and workers</h2>
        <div className="num mt-1 text-[1.75rem] leading-tight font-semibold tracking-tight">
          {formatCount(queue.running)} <span className="mr-3 text-sm font-medium tracking-normal text-ink-3">running</span> {formatCount(queue.queued)} <span className="text-sm font-medium tracking-normal text-ink-3">queued</span>
        </div>
        <div className="mt-auto pt-2 text-xs" role="status">
          {alive ? (
            <span className="flex items-center gap-2 text-ink-3" title={workers.map((worker) => `${worker.id} on ${worker.host}`).join("\n")}>
              <span aria-hidden className="size-2 rounded-full bg-good" />
              {formatPlural(workers.length, "worker")} alive
            </span>
          ) : (
            <span className="flex items-start gap-2 text-ink">
              <span aria-hidden className="mt-1 size-2 shrink-0 rounded-full bg-warn" />
              <span>
                No worker is alive — start one with <code className="font-mono text-[0.95em] whitespace-nowrap">npm run worker</code>
              </span>
            </span>
          )}
        </div>
      </Card>
      {champion && <ChampionCard champion={champion} />}
    </div>
  );
}
