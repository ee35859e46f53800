"use client";
import { Pause, Play, Square } from "lucide-react";
import { useState } from "react";
import { messageOf } from "../data/request-json.ts";
import { useSteerAutopilot } from "../data/use-autopilot.ts";
import { Button } from "../ui/button.tsx";

/** Pause or resume, and stop; a stop asks what becomes of the experiment that is under way. */
export function SteerButtons({ state, currentId }: { state: "running" | "paused"; currentId: string | null }) {
  const steer = useSteerAutopilot();
  const [stopping, setStopping] = useState(false);
  const stop = (cancelCurrent: boolean) => steer.mutate({ verb: "stop", cancelCurrent }, { onSettled: () => setStopping(false) });
  return (
    <div className="no-print flex flex-col items-end gap-1.5">
      {stopping ? (
        <div role="group" aria-label="Stop the autopilot" className="flex flex-wrap items-center justify-end gap-2">
          <span className="text-xs text-ink-2">The experiment under way:</span>
          <Button size="sm" disabled={steer.isPending} onClick={() => stop(false)}>
            Let it end
          </Button>
          <Button size="sm" variant="danger" disabled={steer.isPending} onClick={() => stop(true)}>
            Cancel it
          </Button>
          <Button size="sm" variant="ghost" disabled={steer.isPending} onClick={() => setStopping(false)}>
            Do not stop
          </Button>
        </div>
      ) : (
        <div className="flex gap-2">
          <Button size="sm" disabled={steer.isPending} onClick={() => steer.mutate({ verb: state === "running" ? "pause" : "resume" })}>
            {state === "running" ? <Pause aria-hidden className="size-3.5" /> : <Play aria-hidden className="size-3.5" />}
            {state === "running" ? "Pause" : "Resume"}
          </Button>
          <Button size="sm" variant="danger" disabled={steer.isPending} onClick={() => (currentId === null ? stop(false) : setStopping(true))}>
            <Square aria-hidden className="size-3.5" />
            Stop
          </Button>
        </div>
      )}
      {steer.isError && (
        <p role="alert" className="max-w-72 text-right text-xs text-bad">
          {messageOf(steer.error)}
        </p>
      )}
    </div>
  );
}
