"use client";
import { makeDialogAbove } from "../ui/dialog-above.tsx";

/** The launch dialog, opened from anywhere. */
export const { Provider: LaunchProvider, useOpen: useOpenLaunch } = makeDialogAbove(() => import("./launch-dialog.tsx").then((module) => ({ default: module.LaunchDialog })));
