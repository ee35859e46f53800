"use client";
import Link from "next/link";
import { Maximize2 } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { type PicturesView, picturesHref } from "#lib/pictures/view.ts";
import { NO_ZOOM } from "#lib/pictures/zoom.ts";
import { Unreadable } from "../data/unreadable.tsx";
import { buttonClass } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Loading } from "../ui/loading.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Player } from "./player.tsx";
import { usePictures } from "./use-pictures.ts";

export interface PicturesClip { id: string; title: string }

export interface PlayersProps {
  id: string;
  clips: readonly PicturesClip[];
  initial: PicturesView;
  /** On a page of its own, the address follows what is shown; within the story, a link leads there. */
  own: boolean;
}

/** Browsers refuse more than some hundred changes of the address in half a minute. */
const ADDRESS_MS = 300;

/** The clips of an experiment to look at, one at a time. */
export function Players({ id, clips, initial, own }: PlayersProps) {
  const [view, setView] = useState(initial);
  const clip = clips.find((each) => each.id === view.clip) ?? clips[0];
  const change = useCallback((patch: Partial<PicturesView>) => setView((before) => ({ ...before, ...patch })), []);
  const onMoment = useCallback((frame: number) => change({ frame }), [change]);
  // A link may name a frame that the clip does not have, and a clip that the experiment does not have.
  const { data: pictures, error, refetch } = usePictures(id, clip?.id ?? "");
  const href = picturesHref(id, { ...view, clip: clip?.id ?? null, frame: Math.min(view.frame, (pictures?.frames ?? Number.POSITIVE_INFINITY) - 1) });

  const first = useRef(href);
  useEffect(() => {
    if (!own || href === first.current) return;
    const timer = setTimeout(() => {
      first.current = href;
      window.history.replaceState(null, "", href);
    }, ADDRESS_MS);
    return () => clearTimeout(timer);
  }, [own, href]);

  if (!clip) return null;
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        {clips.length > 1 ? (
          <Segmented label="Clip" value={clip.id} onChange={(next) => change({ clip: next, frame: 0, zoom: NO_ZOOM })} options={clips.map((each) => ({ value: each.id, label: each.title }))} />
        ) : (
          <p className="text-xs font-medium text-ink-2">{clip.title}</p>
        )}
        <div className="flex gap-1">
          <CopyButton text={() => new URL(href, window.location.href).href} label="Copy link to this moment">
            Copy link to this moment
          </CopyButton>
          {!own && (
            <Link href={href} className={buttonClass("ghost", "sm")}>
              <Maximize2 aria-hidden className="size-3.5" /> Open wide
            </Link>
          )}
        </div>
      </div>
      {pictures ? (
        <Player key={clip.id} id={id} pictures={pictures} view={view} onView={change} onMoment={onMoment} tall={own ? "72vh" : "62vh"} focusFirst={own} />
      ) : error ? (
        <Unreadable title="What the players need of this clip cannot be read" error={error} onRetry={refetch} />
      ) : (
        <Loading what="the players">
          <Skeleton className="aspect-video max-h-[72vh] w-full" />
        </Loading>
      )}
    </div>
  );
}
