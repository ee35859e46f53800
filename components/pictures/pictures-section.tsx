"use client";
import { useRef } from "react";
import type { Experiment } from "#lib/experiment/schema.ts";
import { DEFAULT_VIEW } from "#lib/pictures/view.ts";
import { PreviewSection } from "../experiment/files/preview-section.tsx";
import { Section } from "../ui/card.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { LazyPlayers } from "./lazy-players.tsx";
import { picturesClips } from "./pictures-clips.ts";
import { PicturesMissing } from "./pictures-missing.tsx";
import { PicturesNote } from "./pictures-note.tsx";
import { useNear } from "./use-near.ts";

/** The pictures of an experiment in its story; records from before the players show their plain previews. */
export function PicturesSection({ experiment }: { experiment: Pick<Experiment, "id" | "artifacts" | "suite"> }) {
  const place = useRef<HTMLDivElement>(null);
  const near = useNear(place);
  const clips = picturesClips(experiment);
  if (clips.length === 0) {
    return (
      <>
        <PicturesMissing experiment={experiment} />
        <PreviewSection experiment={experiment} />
      </>
    );
  }
  return (
    <Section id="pictures" title="The pictures" className="no-print">
      <div ref={place} className="space-y-3">
        <PicturesNote />
        {near ? <LazyPlayers id={experiment.id} clips={clips} initial={DEFAULT_VIEW} own={false} /> : <Skeleton className="aspect-video max-h-[72vh] w-full" />}
        <PicturesMissing experiment={experiment} />
      </div>
    </Section>
  );
}
