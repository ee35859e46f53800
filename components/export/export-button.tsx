"use client";
import { formatPlural } from "#lib/format/format-number.ts";
import type { HistoryFilter } from "../data/use-experiments.ts";
import { DownloadMenu } from "./download-menu.tsx";

/** As lib/api/export-schema.ts says; that file would bring the whole schema library along. */
const MOST_IDS = 100;

export type ExportChoice = { ids: readonly string[] } | { query: HistoryFilter };

/** Address of an export of selected experiments, or of all that fit filters. */
export function exportAddress(choice: ExportChoice, format: "csv" | "json" | "md", detail?: "record"): string {
  const query = new URLSearchParams({ format, ...(detail ? { detail } : {}) });
  if ("ids" in choice) query.set("ids", choice.ids.join(","));
  else for (const [name, value] of Object.entries(choice.query)) if (value) query.set(name, value);
  return `/api/experiments/export?${query}`;
}

/** Exports a selection by ids, or everything that fits the filters, however much that is: the server streams it. */
export function ExportButton(choice: ExportChoice) {
  const selected = "ids" in choice ? choice.ids.length : null;
  const what = selected === null ? (Object.values("query" in choice ? choice.query : {}).some(Boolean) ? "everything that fits the filters" : "the whole history") : formatPlural(selected, "selected experiment");
  if (selected !== null && (selected === 0 || selected > MOST_IDS)) {
    return <span className="text-xs text-ink-3">{selected === 0 ? "Nothing is selected" : `At most ${MOST_IDS} can be exported as a selection; use filters for more`}</span>;
  }
  return (
    <DownloadMenu
      variant="secondary"
      label={`Export ${what}`}
      items={[
        { href: exportAddress(choice, "csv"), title: "CSV", note: "One row an experiment, for a spreadsheet or a script" },
        { href: exportAddress(choice, "md"), title: "Markdown", note: "A table for a post in a forum" },
        { href: exportAddress(choice, "json"), title: "JSON, rows", note: "Headline figures and plans" },
        { href: exportAddress(choice, "json", "record"), title: "JSON, whole records", note: "All curves and settings; another lab can import it" },
      ]}
    >
      Export
    </DownloadMenu>
  );
}
