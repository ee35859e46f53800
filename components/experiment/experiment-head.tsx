"use client";
import { Printer } from "lucide-react";
import Link from "next/link";
import { isActive } from "#lib/experiment/is-active.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import { titleOf } from "#lib/format/describe-experiment.ts";
import { TRACK_NOTE } from "#lib/format/describe-method.ts";
import { storyOf } from "#lib/format/describe-story.ts";
import { formatDuration } from "#lib/format/format-time.ts";
import { enhancementOf } from "#lib/metrics/enhancement.ts";
import { trackOf } from "#lib/plan/track.ts";
import { ExperimentDownload } from "../export/experiment-download.tsx";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Time } from "../ui/time.tsx";
import { cx } from "../ui/cx.ts";
import { ChampionTag } from "./champion-tag.tsx";
import { DeltaBadge } from "./delta-badge.tsx";
import { LinkedProse } from "./prose/linked-prose.tsx";
import { MethodTag, TrackTag } from "./method-tag.tsx";
import { PrintAddress } from "./print-address.tsx";
import { ResearcherName } from "./researcher-name.tsx";
import { StatusPill } from "./status-pill.tsx";

/** Long hypotheses are set smaller, so that the page starts with a headline and not with a wall. */
function headingSize(length: number): string {
  if (length < 110) return "text-2xl sm:text-3xl";
  return length < 260 ? "text-xl sm:text-2xl" : "text-lg sm:text-xl";
}

/** Title, result, lead sentence and who, where, when. */
export function ExperimentHead({ experiment }: { experiment: Experiment }) {
  const title = titleOf(experiment);
  const { headline, researcher, verdict, verdictReason, startedAt, finishedAt, runtimeMs, parentId } = experiment;
  const filmGrain = trackOf(experiment.plan) === "film-grain";
  const bounded = experiment.results?.clips.some(({ reduction }) => reduction.status === "ok" && reduction.bound === "at-least") ?? false;
  // The lead says the same of a plain result; a clamped, bounded or missing one needs its reason.
  const plain = (verdict === "better" || verdict === "worse") && !bounded;
  const { lead, facts } = storyOf(experiment);
  // The box about the failure says why it failed.
  const toldBelow = experiment.status === "failed" && experiment.failure !== null && !experiment.imported;
  const enhancement = enhancementOf(verdict, experiment.results?.clips ?? []);
  return (
    <header>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <StatusPill experiment={experiment} />
          <MethodTag method={experiment.method} />
          {filmGrain && <TrackTag />}
          {experiment.evaluation?.champion?.confirmed && <ChampionTag />}
          <span className="text-xs text-ink-3">{experiment.suite.title}</span>
          <span className="font-mono text-2xs text-ink-3 [overflow-wrap:anywhere]">{experiment.id}</span>
        </div>
        <div className="no-print -mx-2.5 flex gap-1">
          <CopyButton text={() => window.location.href} label="Copy link to this page">
            Copy link
          </CopyButton>
          {!isActive(experiment) && <ExperimentDownload id={experiment.id} />}
          <Button variant="ghost" size="sm" onClick={() => window.print()}>
            <Printer aria-hidden className="size-3.5" /> Print
          </Button>
        </div>
      </div>
      {experiment.hypothesis && <p className="mt-5 text-xs font-medium text-accent">Hypothesis</p>}
      <h1 className={cx(experiment.hypothesis ? "mt-1" : "mt-5", "max-w-4xl leading-tight font-semibold tracking-tight text-pretty [overflow-wrap:anywhere]", headingSize(title.length))}><LinkedProse heading text={title} /></h1>
      {!isActive(experiment) && (
        <div className="mt-4">
          <DeltaBadge experiment={experiment} size="lg" />
        </div>
      )}
      <p className="mt-3 max-w-3xl text-base text-pretty [overflow-wrap:anywhere]">{lead}</p>
      {facts.length > 0 && <p className="mt-1.5 max-w-3xl text-sm text-pretty text-ink-2 [overflow-wrap:anywhere]">{facts.join(" ")}</p>}
      {verdictReason && !toldBelow && !(plain && headline?.clampedClips === 0) && <p className="mt-1 max-w-3xl text-sm text-ink-3">{verdictReason}</p>}
      {enhancement && (
        <Callout tone="warn" className="mt-4 max-w-3xl" title="Enhancement, not better">
          {enhancement}. The pictures score higher and are further from the source; equal PSNR-YUV decides.
        </Callout>
      )}
      {filmGrain && (
        <Callout className="mt-4 max-w-3xl" title="Film-grain track">
          {TRACK_NOTE}
        </Callout>
      )}
      <dl className="mt-5 flex flex-wrap gap-x-8 gap-y-3 text-xs [&_dt]:text-ink-3">
        <div>
          <dt>Planned by</dt>
          <dd>{researcher ? <ResearcherName researcher={researcher} /> : "not planned yet"}</dd>
        </div>
        <div>
          <dt>{finishedAt ? "Finished" : startedAt ? "Started" : "Queued"}</dt>
          <dd>
            <Time iso={finishedAt ?? startedAt ?? experiment.createdAt} mode="local" />
          </dd>
        </div>
        {runtimeMs !== null && (
          <div>
            <dt>Runtime</dt>
            <dd className="num">{formatDuration(runtimeMs)}</dd>
          </div>
        )}
        {experiment.attempt > 1 && (
          <div>
            <dt>Attempt</dt>
            <dd className="num">{experiment.attempt}</dd>
          </div>
        )}
        {parentId && (
          <div>
            <dt>Follows</dt>
            <dd>
              <Link href={`/blog/${parentId}`} className="font-mono underline underline-offset-2">
                {parentId}
              </Link>
            </dd>
          </div>
        )}
      </dl>
      <PrintAddress />
    </header>
  );
}
