import Link from "next/link";
import type { OverviewReply } from "#lib/api/schema.ts";
import { LiveProgress } from "../experiment/run/live-progress.tsx";
import { Card, Section } from "../ui/card.tsx";
import { cx } from "../ui/cx.ts";
import { Time } from "../ui/time.tsx";

type Worker = OverviewReply["fleet"][number];

const STATES = {
  busy: { dot: "bg-good", word: "working" },
  idle: { dot: "bg-surface-3 ring-1 ring-line-strong", word: "idle" },
  lost: { dot: "bg-warn", word: "lost" },
} as const;

function Doing({ worker: { state, experimentId, experiment } }: { worker: Worker }) {
  if (experimentId === null) return <p className="text-sm text-ink-3">{state === "lost" ? "Ended without a word; it had nothing to do." : "Waits for the next experiment."}</p>;
  const link = (
    <Link href={`/blog/${experimentId}`} prefetch={false} className="line-clamp-1 text-sm underline decoration-line-strong underline-offset-2 hover:decoration-accent">
      {experiment?.hypothesis ?? experimentId}
    </Link>
  );
  if (state === "lost") {
    return (
      <div className="text-sm">
        {link}
        <p className="text-xs text-ink-3">It ran this when it ended without a word; another worker takes it over once its lease is out.</p>
      </div>
    );
  }
  return (
    <div>
      {link}
      <div className="mt-1.5">{experiment ? <LiveProgress experiment={experiment} /> : <p className="text-xs text-ink-3">About to begin, or just done with it.</p>}</div>
    </div>
  );
}

/** Every worker and what it does: since when, where, and when it was last heard of. Nothing without workers. */
export function FleetSection({ fleet }: { fleet: OverviewReply["fleet"] }) {
  if (fleet.length === 0) return null;
  return (
    <Section id="workers" title="Workers">
      <Card>
        <ul className="divide-y divide-line">
          {fleet.map((worker) => {
            const { id, host, state, startedAt, seenAt, experimentId, experiment } = worker;
            const { dot, word } = STATES[state];
            return (
              <li key={id} className={cx("grid gap-x-6 gap-y-1 px-4 py-2.5", experimentId === null ? "items-baseline md:grid-cols-[1fr_auto]" : "md:grid-cols-[minmax(12rem,18rem)_1fr]")}>
                <div className={cx("min-w-0", experimentId === null && "flex flex-wrap items-baseline gap-x-3")}>
                  <p className="flex items-center gap-2 text-sm">
                    <span aria-hidden className={cx("size-2 shrink-0 rounded-full", dot)} />
                    <span className="min-w-0 truncate font-mono text-xs" title={id}>{id}</span>
                    <span className={cx("text-xs", state === "lost" ? "font-medium text-warn" : "text-ink-3")}>{word}</span>
                  </p>
                  <p className="mt-0.5 text-xs text-ink-3">
                    on {host}, up since <Time iso={startedAt} mode="local" />
                    {state !== "busy" && <>, last seen <Time iso={seenAt} /></>}
                    {state === "busy" && experiment?.startedAt && <>; began this <Time iso={experiment.startedAt} />{experiment.attempt > 1 && `, attempt ${experiment.attempt}`}</>}
                  </p>
                </div>
                <Doing worker={worker} />
              </li>
            );
          })}
        </ul>
      </Card>
    </Section>
  );
}
