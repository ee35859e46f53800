"use client";
import { Pause, Play } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { artifactUrl } from "./artifact-url.ts";
import type { PreviewGroup } from "./preview-groups.ts";

const TITLES = { source: "Source", baseline: "HEVC baseline", candidate: "Candidate" } as const;
/** Two videos further apart than this are set to the same moment: about three frames. */
const DRIFT_SECONDS = 0.12;

/** The previews of one clip side by side, with one button that plays them together. */
export function PreviewVideos({ id, group, title }: { id: string; group: PreviewGroup; title: string }) {
  const grid = useRef<HTMLDivElement>(null);
  const [playing, setPlaying] = useState(false);
  const { videos } = group;

  const all = () => [...(grid.current?.querySelectorAll("video") ?? [])];
  const align = () => {
    const [leader, ...others] = all();
    if (!leader || leader.seeking) return;
    for (const video of others) {
      if (!video.paused && !video.seeking && Math.abs(video.currentTime - leader.currentTime) > DRIFT_SECONDS) video.currentTime = leader.currentTime;
    }
  };
  const toggle = () => {
    const [leader, ...others] = all();
    if (!leader) return;
    if (playing) return [leader, ...others].forEach((video) => video.pause());
    for (const video of others) video.currentTime = leader.currentTime;
    // A browser may refuse to play: the videos keep their own controls, and the button stays on "play".
    for (const video of [leader, ...others]) video.play().catch(() => setPlaying(false));
  };
  const follow = () => setPlaying(all().some((video) => !video.paused));

  return (
    <>
      <div ref={grid} className={cx("grid gap-4", videos.length > 2 ? "md:grid-cols-3" : "md:grid-cols-2")}>
        {videos.map(({ role, crf, artifact }, index) => {
          const name = `${role ? TITLES[role] : artifact.name}${crf === null ? "" : ` at CRF ${crf}`}`;
          return (
            <figure key={artifact.name} className="m-0">
              {/* The previews are silent film excerpts: there is nothing to caption. The fragment makes every browser show a first picture. */}
              <video
                controls loop muted playsInline preload="metadata" src={`${artifactUrl(id, artifact.name)}#t=0.001`} aria-label={`Preview: ${name}, ${title}`}
                onPlay={follow} onPause={follow} onTimeUpdate={index === 0 ? align : undefined}
                className="aspect-video w-full rounded-lg border border-line bg-black"
              />
              <figcaption className="mt-1.5 flex justify-between gap-3 text-xs">
                <span className="font-medium">{name}</span>
                <span className="text-ink-3">preview</span>
              </figcaption>
            </figure>
          );
        })}
      </div>
      {videos.length > 1 && (
        <Button size="sm" className="mt-3" onClick={toggle}>
          {playing ? <Pause aria-hidden className="size-3.5" /> : <Play aria-hidden className="size-3.5" />}
          {playing ? "Pause" : "Play"} {videos.length === 2 ? "both" : "all"}
        </Button>
      )}
    </>
  );
}
