"use client";
import { makeDialogAbove } from "../ui/dialog-above.tsx";

/** The launch dialog, opened from anywhere. */
export const [LaunchProvider, useOpenLaunch] = makeDialogAbove(() => import("./launch-dialog.tsx").then(({ LaunchDialog }) => LaunchDialog));
