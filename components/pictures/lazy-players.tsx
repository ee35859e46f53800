"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "../ui/skeleton.tsx";

/** Players, plots and the schema of the figures come when they are looked at. */
export const LazyPlayers = dynamic(() => import("./players.tsx").then((module) => module.Players), { ssr: false, loading: () => <Skeleton className="aspect-video max-h-[72vh] w-full" /> });
