"use client";
import { skipToken, useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import type { OverviewReply } from "#lib/api/schema.ts";
import { queryKeys } from "../data/query-keys.ts";
import { LaunchButton } from "./launch-button.tsx";

/** The header's button. On the empty dashboard it steps back: the page itself has the one button there. */
export function HeaderLaunch() {
  const path = usePathname();
  // Reads what the dashboard has fetched and never asks by itself.
  const { data } = useQuery<OverviewReply>({ queryKey: queryKeys.overview, queryFn: skipToken });
  if (path === "/" && data && data.experiments.total === 0 && data.queue.queued + data.queue.running === 0) return null;
  return <LaunchButton compact />;
}
