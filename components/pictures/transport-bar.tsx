"use client";
import { Pause, Play, Repeat, StepBack, StepForward } from "lucide-react";
import type { ReactNode } from "react";
import { formatFrameTime } from "#lib/pictures/frame-time.ts";
import { Button } from "../ui/button.tsx";
import { cx } from "../ui/cx.ts";
import { Segmented } from "../ui/segmented.tsx";
import { SPEEDS, type Transport } from "./transport.ts";
import { frameOf, useTransport } from "./use-transport.ts";

const SPEED_OPTIONS = SPEEDS.map((speed) => ({ value: String(speed), label: `${speed}×` }));

/** Which frame of how many, and when it is shown. */
export function describeFrame(frame: number, { frames, rate }: Transport): string {
  return `Frame ${frame + 1} of ${frames}, ${formatFrameTime(frame, rate)}`;
}

function Scrubber({ transport }: { transport: Transport }) {
  const frame = useTransport(transport, frameOf);
  return (
    <input
      type="range" aria-label="Frame" aria-valuetext={describeFrame(frame, transport)} min={1} max={transport.frames} step={1} value={frame + 1}
      onChange={(event) => transport.seek(Number(event.target.value) - 1)} className="h-6 w-full min-w-0 accent-accent"
    />
  );
}

function FrameText({ transport }: { transport: Transport }) {
  const frame = useTransport(transport, frameOf);
  return <output aria-label="Shown" className="num text-xs whitespace-nowrap text-ink-2">{describeFrame(frame, transport)}</output>;
}

/** A slider by frame as wide as the pictures; under it play, step, loop, speed, and at the end of the row its children. */
export function TransportBar({ transport, children }: { transport: Transport; children: ReactNode }) {
  const playing = useTransport(transport, (state) => state.playing);
  const speed = useTransport(transport, (state) => state.speed);
  const loop = useTransport(transport, (state) => state.loop);
  return (
    <div className="space-y-1.5">
      <Scrubber transport={transport} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="flex gap-1">
          <Button size="icon" aria-label="Frame back" onClick={() => transport.step(-1)}>
            <StepBack aria-hidden className="size-4" />
          </Button>
          <Button size="icon" variant="primary" aria-label={playing ? "Pause" : "Play"} onClick={() => (playing ? transport.pause() : transport.play())}>
            {playing ? <Pause aria-hidden className="size-4" /> : <Play aria-hidden className="size-4" />}
          </Button>
          <Button size="icon" aria-label="Frame on" onClick={() => transport.step(1)}>
            <StepForward aria-hidden className="size-4" />
          </Button>
          <Button size="icon" variant="ghost" aria-label="Loop" aria-pressed={loop} onClick={() => transport.setLoop(!loop)} className={cx(loop && "bg-accent-soft text-accent")}>
            <Repeat aria-hidden className="size-4" />
          </Button>
        </div>
        <Segmented label="Speed" value={String(speed)} onChange={(value) => transport.setSpeed(Number(value))} options={SPEED_OPTIONS} />
        <FrameText transport={transport} />
        <div className="ml-auto">{children}</div>
      </div>
    </div>
  );
}
