"use client";
import { DownloadMenu } from "./download-menu.tsx";

/** Downloads one experiment. */
export function ExperimentDownload({ id }: { id: string }) {
  const address = (format: string) => `/api/experiments/${encodeURIComponent(id)}/export?format=${format}`;
  return (
    <DownloadMenu
      label="Download this experiment"
      items={[
        { href: address("md"), title: "Markdown", note: "Result, tables per clip, settings and hashes, for a post" },
        { href: address("json"), title: "JSON", note: "The whole record; another lab can import it" },
      ]}
    >
      Download
    </DownloadMenu>
  );
}
