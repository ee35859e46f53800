"use client";
import { useEffect, useRef, useState } from "react";
import type { Zoom } from "#lib/pictures/zoom.ts";
import { zoomTransform } from "#lib/pictures/zoom.ts";
import { messageOf } from "../data/request-json.ts";
import { Button } from "../ui/button.tsx";
import { cx } from "../ui/cx.ts";
import type { Transport } from "./transport.ts";
import { usePreview } from "./use-pictures.ts";

/** From here on single samples are worth seeing as they are. */
const PIXELATED_FROM = 4;

export interface Layer {
  address: string;
  /** What is said of it; in a blind test only a letter. */
  name: string;
  note?: string | null;
  visible: boolean;
  /** Share of the width, from the left, that stays free for the layer below. */
  from?: number;
  /** Where the name stands. */
  side: "left" | "right";
}

/** One video of several that show the same frame, in a frame of its own; it says what is wrong where there is no picture. */
export function VideoLayer({ layer, zoom, transport, stacked }: { layer: Layer; zoom: Zoom; transport: Transport; stacked: boolean }) {
  const { address, name, note, visible, from = 0, side } = layer;
  const ref = useRef<HTMLVideoElement>(null);
  const { data: blob, error, refetch } = usePreview(address);
  const [broken, setBroken] = useState(false);

  useEffect(() => {
    const video = ref.current;
    if (!video || !blob) return;
    const url = URL.createObjectURL(blob);
    const detach = transport.attach(video);
    video.src = url;
    return () => {
      detach();
      video.removeAttribute("src");
      video.load();
      URL.revokeObjectURL(url);
    };
  }, [blob, transport]);

  return (
    <div
      data-cell
      className={cx("relative min-w-0 overflow-hidden bg-black", stacked && "col-start-1 row-start-1", !visible && "invisible")}
      style={{ clipPath: from > 0 ? `inset(0 0 0 ${from * 100}%)` : undefined, aspectRatio: "var(--shape)" }}
    >
      {/* The previews are silent: there is nothing to caption. */}
      <video
        ref={ref} muted playsInline disablePictureInPicture preload="auto" tabIndex={-1} aria-label={`Preview: ${name}`} onError={() => blob && setBroken(true)} onLoadedData={() => setBroken(false)}
        className="absolute inset-0 size-full origin-top-left object-fill select-none"
        style={{ transform: zoomTransform(zoom), imageRendering: zoom.scale >= PIXELATED_FROM ? "pixelated" : undefined }}
      />
      {error || broken ? (
        <div role="alert" className="absolute inset-0 flex flex-col items-center justify-center gap-2 overflow-auto bg-surface-2 p-4 text-center text-xs text-ink-2">
          <p>
            <span className="font-medium text-ink">No preview of {name}.</span>{" "}
            {error ? messageOf(error) : "This browser cannot decode it: try a current Chrome or Firefox, or download the file under Artifacts."} The figures hold all the same.
          </p>
          {error && (
            <Button size="sm" onClick={() => void refetch()}>
              Try again
            </Button>
          )}
        </div>
      ) : (
        !blob && (
          <p role="status" className="absolute inset-0 flex items-center justify-center text-xs text-white/80 motion-safe:animate-pulse">
            Loading {name}
          </p>
        )
      )}
      <p className={cx("pointer-events-none absolute top-1.5 max-w-[calc(50%-0.75rem)] rounded bg-black/75 px-1.5 py-0.5 text-2xs leading-tight font-medium text-white", side === "left" ? "left-1.5" : "right-1.5 text-right")}>
        {name}
        {note && <span className="num block font-normal text-white/85 max-sm:hidden">{note}</span>}
      </p>
    </div>
  );
}
