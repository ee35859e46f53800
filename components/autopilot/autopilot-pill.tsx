"use client";
import { Pause, Plane } from "lucide-react";
import Link from "next/link";
import { useAutopilot } from "../data/use-autopilot.ts";
import { cx } from "../ui/cx.ts";

const LOOKS = {
  /** In the header's row, where there is room for it. */
  pill: "hidden h-7 rounded-full border px-2.5 border-accent/40 hover:border-accent md:inline-flex",
  /** Below the row, on narrow screens. */
  strip: "flex h-7 justify-center border-t border-line md:hidden",
} as const;

/** In the header of every page while the autopilot runs or is paused: how far it is. */
export function AutopilotPill({ look }: { look: keyof typeof LOOKS }) {
  const autopilot = useAutopilot().data?.autopilot;
  if (!autopilot || autopilot.state === "stopped") return null;
  const Icon = autopilot.state === "paused" ? Pause : Plane;
  const text = `Autopilot ${autopilot.launched}/${autopilot.settings.maxExperiments}`;
  return (
    <Link
      href="/#autopilot"
      aria-label={`${text}, ${autopilot.state}`}
      title={`The autopilot is ${autopilot.state}: experiment ${autopilot.launched} of ${autopilot.settings.maxExperiments}`}
      className={cx("num shrink-0 items-center gap-1.5 bg-accent-soft text-xs font-medium whitespace-nowrap text-accent", LOOKS[look])}
    >
      <Icon aria-hidden className="size-3.5" />
      {text}
    </Link>
  );
}
