"use client";
import { makeDialogAbove } from "../ui/dialog-above.tsx";

/** The import dialog, opened from anywhere. It stays while the first import turns the empty lab, whose button opened it, into a dashboard. */
export const { Provider: ImportProvider, useOpen: useOpenImport } = makeDialogAbove(() => import("./import-dialog.tsx").then((module) => ({ default: module.ImportDialog })));
