"use client";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { ExperimentReply } from "#lib/api/schema.ts";
import { titleOf } from "#lib/format/describe-experiment.ts";
import type { PicturesView } from "#lib/pictures/view.ts";
import { Unreadable } from "../data/unreadable.tsx";
import { useExperiment } from "../data/use-experiment.ts";
import { DeltaBadge } from "../experiment/delta-badge.tsx";
import { PreviewSection } from "../experiment/files/preview-section.tsx";
import { Callout } from "../ui/callout.tsx";
import { Loading } from "../ui/loading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { LazyPlayers } from "./lazy-players.tsx";
import { picturesClips } from "./pictures-clips.ts";
import { PicturesMissing } from "./pictures-missing.tsx";
import { PicturesNote } from "./pictures-note.tsx";

/** The players with the whole width for them; the address is the moment that is shown. */
export function PicturesPage({ id, initial, view }: { id: string; initial: ExperimentReply | null; view: PicturesView }) {
  const { data, error, refetch } = useExperiment(id, initial);
  const experiment = data?.experiment;
  const clips = experiment ? picturesClips(experiment) : [];
  return (
    <div className="mx-auto w-full max-w-[160rem] space-y-4 px-[clamp(1rem,2.4vw,2.5rem)] py-5">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
        <Link href={`/blog/${encodeURIComponent(id)}`} className="inline-flex items-center gap-1.5 text-xs text-ink-2 underline-offset-2 hover:text-ink hover:underline">
          <ArrowLeft aria-hidden className="size-3.5" /> The whole story
        </Link>
        <h1 className="min-w-0 flex-1 basis-72 truncate text-sm font-semibold" title={experiment && titleOf(experiment)}>
          Pictures: {experiment ? titleOf(experiment) : id}
        </h1>
        {experiment && <DeltaBadge experiment={experiment} />}
      </header>
      {experiment && clips.length > 0 && (
        <>
          <LazyPlayers id={id} clips={clips} initial={view} own />
          <PicturesNote />
          <PicturesMissing experiment={experiment} />
        </>
      )}
      {experiment && clips.length === 0 && (
        <>
          <Callout title="This experiment has no pictures for the players">
            <p>{experiment.status === "completed" ? "It ran before the lab kept them, or they could not be made." : "They are there once an experiment has completed."} Its story tells what there is.</p>
          </Callout>
          <PicturesMissing experiment={experiment} />
          <PreviewSection experiment={experiment} />
        </>
      )}
      {!experiment &&
        (error ? (
          <Unreadable title="This experiment cannot be read right now" error={error} onRetry={refetch} />
        ) : (
          <Loading what="the experiment">
            <Skeleton className="aspect-video max-h-[72vh] w-full" />
          </Loading>
        ))}
    </div>
  );
}
