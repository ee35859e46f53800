"use client";
import { ChevronDown, Download } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { buttonClass } from "../ui/button.tsx";
import { cx } from "../ui/cx.ts";

export interface DownloadItem {
  href: string;
  title: string;
  note: string;
}

/** A button that shows links to files. Links in a list, not an application menu: Tab walks through them, Escape closes. */
export function DownloadMenu({ label, items, children, variant = "ghost" }: { label: string; items: readonly DownloadItem[]; children: ReactNode; variant?: "ghost" | "secondary" }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("pointerdown", onPointer);
    return () => document.removeEventListener("pointerdown", onPointer);
  }, [open]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div ref={box} className="no-print relative" onKeyDown={onKeyDown} onBlur={(event) => event.relatedTarget instanceof Node && !box.current?.contains(event.relatedTarget) && setOpen(false)}>
      <button ref={button} type="button" aria-label={label} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)} className={buttonClass(variant, "sm")}>
        <Download aria-hidden className="size-3.5" />
        {children}
        <ChevronDown aria-hidden className={cx("size-3 transition-transform", open && "rotate-180")} />
      </button>
      <ul id={id} hidden={!open} className="absolute right-0 z-20 mt-1 w-64 max-w-[calc(100vw-2rem)] rounded-lg border border-line-strong bg-surface p-1 shadow-pop">
        {items.map(({ href, title, note }) => (
          <li key={href}>
            <a href={href} download onClick={() => setOpen(false)} className="block rounded-md px-3 py-2 hover:bg-surface-2">
              <span className="block text-sm font-medium">{title}</span>
              <span className="block text-xs text-ink-3">{note}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
