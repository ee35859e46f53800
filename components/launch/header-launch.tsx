"use client";
import { usePathname } from "next/navigation";
import { useKnownOverview } from "../data/use-overview.ts";
import { LaunchButton } from "./launch-button.tsx";

/** The header's button. On the empty dashboard it steps back: the page itself has the one button there. */
export function HeaderLaunch() {
  const path = usePathname();
  const data = useKnownOverview();
  if (path === "/" && data && data.experiments.total === 0 && data.queue.queued + data.queue.running === 0) return null;
  return <LaunchButton compact />;
}
