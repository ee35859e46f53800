"use client";
import { makeDialogAbove } from "../ui/dialog-above.tsx";

/** The import dialog, opened from anywhere. It stays while the first import turns the empty lab, whose button opened it, into a dashboard. */
export const [ImportProvider, useOpenImport] = makeDialogAbove(() => import("./import-dialog.tsx").then(({ ImportDialog }) => ImportDialog));
