"use client";
import type { KeyboardEvent, PointerEvent } from "react";
import { describeFigures, FrameValues, type TwoFigures } from "./frame-values.tsx";
import { BitsPanel, DecibelPanel, isLogarithmic } from "./plot-panel.tsx";
import { describeFrame } from "./transport-bar.tsx";
import type { Transport } from "./transport.ts";
import { frameOf, useTransport } from "./use-transport.ts";

const KEY_STEPS: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: Number.NEGATIVE_INFINITY, End: Number.POSITIVE_INFINITY };

/** Where the figures are drawn, between the axis and the right edge: the place to click, and the line at the frame that is shown. */
function Playhead({ transport, figures }: { transport: Transport; figures: TwoFigures }) {
  const frame = useTransport(transport, frameOf);
  const { frames } = transport;
  const seekTo = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    transport.seek(Math.min(frames - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * frames))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = KEY_STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    transport.pause();
    transport.seek(Math.min(frames - 1, Math.max(0, transport.get().frame + step)));
  };
  return (
    <div
      role="slider" tabIndex={0} aria-label="Frame, on the plot of PSNR and bits" aria-valuemin={1} aria-valuemax={frames} aria-valuenow={frame + 1}
      aria-valuetext={`${describeFrame(frame, transport)}: ${describeFigures(figures, frame)}`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        seekTo(event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && seekTo(event)}
      className="absolute inset-y-0 right-0 left-11 cursor-crosshair touch-pan-y"
    >
      <span aria-hidden className="absolute inset-y-0 min-w-px bg-ink/15" style={{ left: `${(100 * frame) / frames}%`, width: `${100 / frames}%` }}>
        <span className="absolute inset-y-0 left-1/2 w-px bg-ink" />
      </span>
    </div>
  );
}

/** PSNR and bits of every frame under the player; a click or a key goes to a frame. */
export function FramePlot({ transport, figures }: { transport: Transport; figures: TwoFigures }) {
  const { candidate, baseline } = figures;
  const { frames } = transport;
  const unknown = [candidate.bits === null && "the candidate's", baseline.bits === null && "HEVC's"].filter(Boolean);
  return (
    <figure aria-label="PSNR-YUV and bits of every frame" className="space-y-2">
      <FrameValues transport={transport} figures={figures} />
      <div className="relative py-1 select-none">
        <p className="mb-1.5 ml-11 text-2xs text-ink-3">PSNR-YUV, dB</p>
        <DecibelPanel candidate={candidate} baseline={baseline} frames={frames} />
        <p className="mt-3 mb-1.5 ml-11 text-2xs text-ink-3">
          Bits a frame{isLogarithmic(candidate, baseline) && ", logarithmic"}
          {unknown.length === 1 && `; ${unknown[0]} are unknown`}
        </p>
        <BitsPanel candidate={candidate} baseline={baseline} frames={frames} />
        <Playhead transport={transport} figures={figures} />
      </div>
      <figcaption className="sr-only">Candidate as a solid line and bars, HEVC as a broken line.</figcaption>
    </figure>
  );
}
