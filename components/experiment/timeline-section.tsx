import type { Experiment } from "#lib/experiment/schema.ts";
import { STAGE_TITLES } from "#lib/format/describe-experiment.ts";
import { formatDuration } from "#lib/format/format-time.ts";
import { Section } from "../ui/card.tsx";
import { Time } from "../ui/time.tsx";

/** Stages with their durations, as bars on one time line. */
export function TimelineSection({ experiment: { stages, finishedAt } }: { experiment: Experiment }) {
  const spans = stages.map(({ stage, startedAt, finishedAt: end }) => ({ stage, startedAt, from: Date.parse(startedAt), to: end === null ? null : Date.parse(end) }));
  const start = Math.min(...spans.map((span) => span.from));
  const end = Math.max(...spans.map((span) => span.to ?? span.from), finishedAt ? Date.parse(finishedAt) : 0);
  const whole = Math.max(1, end - start);
  return (
    <Section id="timeline" title="Stage timeline" aside={<Time iso={new Date(start).toISOString()} mode="local" className="text-xs text-ink-3" />}>
      <ol className="space-y-1.5">
        {spans.map(({ stage, startedAt, from, to }) => (
          <li key={`${stage}-${startedAt}`} className="grid grid-cols-[5.5rem_1fr_6rem] items-center gap-3 text-xs">
            <span className="text-ink-2">{STAGE_TITLES[stage]}</span>
            <span aria-hidden className="relative h-2 rounded-full bg-surface-2">
              <span className="absolute inset-y-0 min-w-1 rounded-full bg-accent/70" style={{ left: `${((from - start) / whole) * 100}%`, width: `${(((to ?? end) - from) / whole) * 100}%` }} />
            </span>
            <span className="num text-right text-ink-3">{to === null ? (finishedAt ? "not finished" : "running") : formatDuration(to - from)}</span>
          </li>
        ))}
      </ol>
      {spans.some(({ stage }) => stage === "measure") && <p className="mt-2 text-xs text-ink-3">Encode, decode and measure overlap: each rung is decoded and measured while the next ones are being encoded.</p>}
    </Section>
  );
}
