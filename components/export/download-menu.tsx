"use client";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { Popover } from "../ui/popover.tsx";

export interface DownloadItem {
  href: string;
  title: string;
  note: string;
}

/** A button that shows links to files: links in a list, not an application menu. */
export function DownloadMenu({ label, items, children, variant = "ghost" }: { label: string; items: readonly DownloadItem[]; children: ReactNode; variant?: "ghost" | "secondary" }) {
  return (
    <Popover label={label} variant={variant} padding="p-1" button={<><Download aria-hidden className="size-3.5" />{children}</>}>
      {(close) => (
        <ul>
          {items.map(({ href, title, note }) => (
            <li key={href}>
              <a href={href} download onClick={close} className="block rounded-md px-3 py-2 hover:bg-surface-2">
                <span className="block text-sm font-medium">{title}</span>
                <span className="block text-xs text-ink-3">{note}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
