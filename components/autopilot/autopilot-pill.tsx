"use client";
import { Pause, Plane } from "lucide-react";
import Link from "next/link";
import { useAutopilot } from "../data/use-autopilot.ts";

/** In the header of every page while the autopilot runs or is paused: how far it is. */
export function AutopilotPill() {
  const autopilot = useAutopilot().data?.autopilot;
  if (!autopilot || autopilot.state === "stopped") return null;
  const paused = autopilot.state === "paused";
  const Icon = paused ? Pause : Plane;
  const progress = `${autopilot.launched}/${autopilot.settings.maxExperiments}`;
  return (
    <Link
      href="/#autopilot"
      aria-label={`Autopilot ${paused ? "paused" : "running"}, experiment ${autopilot.launched} of ${autopilot.settings.maxExperiments}`}
      className="num inline-flex h-7 shrink-0 items-center gap-1.5 rounded-full border border-accent/40 bg-accent-soft px-2.5 text-xs font-medium whitespace-nowrap text-accent hover:border-accent"
    >
      <Icon aria-hidden className="size-3.5" />
      <span className="hidden sm:inline">Autopilot</span> {progress}
    </Link>
  );
}
