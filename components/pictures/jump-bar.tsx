"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { type Extremes, nextWorst } from "#lib/pictures/extremes.ts";
import { Button } from "../ui/button.tsx";
import type { Transport } from "./transport.ts";
import { frameOf, useTransport } from "./use-transport.ts";

/** Goes to the frames worth a look. */
export function JumpBar({ transport, extremes, places }: { transport: Transport; extremes: Extremes; places: readonly number[] }) {
  const frame = useTransport(transport, frameOf);
  const goTo = (wanted: number | null) => {
    if (wanted === null) return;
    transport.pause();
    transport.seek(wanted);
  };
  const jump = (label: string, wanted: number | null, why: string) => (
    <Button size="sm" aria-disabled={wanted === null} title={wanted === null ? why : `Frame ${wanted + 1}`} onClick={() => goTo(wanted)}>
      {label}
    </Button>
  );
  const [worse, lesser] = [nextWorst(places, frame, -1), nextWorst(places, frame, 1)];
  return (
    <div role="group" aria-label="Jump to a frame" className="flex flex-wrap items-center gap-1.5">
      {jump("Worst frame", extremes.worst, "")}
      {jump("Best frame", extremes.best, "")}
      {jump("Most below HEVC", extremes.mostLost, "The candidate is below HEVC on no frame")}
      {jump("Most above HEVC", extremes.mostWon, "The candidate is above HEVC on no frame")}
      <span className="ml-1 flex gap-1">
        <Button size="sm" aria-label="Previous worst place" title="P" aria-disabled={worse === null} onClick={() => goTo(worse)}>
          <ChevronLeft aria-hidden className="size-3.5" />
        </Button>
        <Button size="sm" aria-label="Next worst place" title="N" aria-disabled={lesser === null} onClick={() => goTo(lesser)}>
          Next worst <ChevronRight aria-hidden className="size-3.5" />
        </Button>
      </span>
    </div>
  );
}
