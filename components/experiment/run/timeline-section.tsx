"use client";
import type { Experiment, Stage } from "#lib/experiment/schema.ts";
import { STAGE_TITLES } from "#lib/format/describe-experiment.ts";
import { formatDuration } from "#lib/format/format-time.ts";
import { Section } from "../../ui/card.tsx";
import { cx } from "../../ui/cx.ts";
import { Time } from "../../ui/time.tsx";
import { useNow } from "../../ui/use-now.ts";
import { logHash, visitHash } from "./log-hash.ts";
import { timelineOf, type Span } from "./timeline-spans.ts";

const STATES = { done: "", running: ", running", unfinished: ", not finished" } as const;
const NOTES: Partial<Record<Stage, string>> = { screen: "one clip", validate: "held-out clips" };

function StageName({ stage, linked }: { stage: Stage; linked: boolean }) {
  const title = STAGE_TITLES[stage];
  if (!linked) return <span className="text-ink-2">{title}</span>;
  return (
    <a href={logHash(stage)} onClick={visitHash} title={`Log lines of stage ${title}`} className="text-ink-2 underline decoration-line-strong underline-offset-2 hover:text-ink hover:decoration-accent">
      {title}
    </a>
  );
}

function Row({ span, wholeMs, linked }: { span: Span; wholeMs: number; linked: boolean }) {
  const { stage, fromMs, durationMs, share, state } = span;
  return (
    <li className="grid grid-cols-[4.5rem_1fr_8rem] items-center gap-3 text-xs sm:grid-cols-[11rem_1fr_12rem]">
      <span className="flex flex-wrap items-baseline gap-x-1.5">
        <StageName stage={stage} linked={linked} />
        {NOTES[stage] && <span className="text-2xs text-ink-3">{NOTES[stage]}</span>}
      </span>
      <span aria-hidden className="relative h-2 rounded-full bg-surface-2">
        <span
          className={cx("absolute inset-y-0 min-w-1 rounded-full", state === "unfinished" ? "border border-dashed border-ink-3 bg-surface-3" : stage === "validate" ? "bg-accent/45" : "bg-accent/75", state === "running" && "animate-[pulse-dot_1.6s_ease-in-out_infinite]")}
          style={{ left: `${(fromMs / wholeMs) * 100}%`, width: `${share * 100}%` }}
        />
      </span>
      <span className="num text-right whitespace-nowrap text-ink-3">
        <span className="text-ink-2">{formatDuration(durationMs)}</span>
        {` · ${Math.round(share * 100)} %`}
        <span className="max-sm:sr-only">{STATES[state]}</span>
      </span>
    </li>
  );
}

/** The stages of the last attempt on one time line, each with its duration and its share of the run; live while it runs. */
export function TimelineSection({ experiment }: { experiment: Experiment }) {
  const { attempt, status, origin } = experiment;
  const own = origin !== "imported";
  const now = useNow(status === "running");
  const timeline = timelineOf(experiment, now);
  if (!timeline) return null;
  const { spans, wholeMs, beforeMs, overlapMs, betweenMs, startedAt } = timeline;
  const before = attempt > 1 ? `Attempt ${attempt}, begun ${formatDuration(beforeMs)} after the launch; what the earlier ones said is in the log.` : `Waited ${formatDuration(beforeMs)} in the queue.`;
  const has = (stage: Stage) => spans.some((span) => span.stage === stage);
  return (
    <Section id="timeline" title="Stage timeline" aside={<Time iso={startedAt} mode="local" className="text-xs text-ink-3" />}>
      {own && (
        <p className="mb-3 text-xs text-ink-3">
          {before} {status === "running" ? `Running for ${formatDuration(wholeMs)}.` : `From start to end ${formatDuration(wholeMs)}.`}
        </p>
      )}
      <ol className="space-y-1.5">
        {spans.map((span) => (
          <Row key={`${span.stage}-${span.startedAt}`} span={span} wholeMs={wholeMs} linked={own} />
        ))}
      </ol>
      <p className="mt-2 max-w-prose text-xs text-ink-3">
        {overlapMs > 0 && has("measure") && `Encode, decode and measure go on side by side for ${formatDuration(overlapMs)}: each rung is decoded and measured while the next ones are being encoded, so the shares sum to more than 100 %. `}
        {has("validate") && "Validate is the same plan on the held-out clips, after the analysis, which cannot know of it. "}
        {betweenMs >= 1000 && `${formatDuration(betweenMs)} lie between the stages.`}
      </p>
    </Section>
  );
}
