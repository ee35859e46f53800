"use client";
import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { buttonClass } from "../ui/button.tsx";
import { cx } from "../ui/cx.ts";

/** A button that shows a small panel: Tab walks through it, Escape and a click elsewhere close it. */
export function Popover({ label, button, children, side = "right" }: { label: string; button: ReactNode; children: ReactNode; side?: "left" | "right" }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
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
    opener.current?.focus();
  };
  return (
    <div ref={box} className="no-print relative" onKeyDown={onKeyDown} onBlur={(event) => event.relatedTarget instanceof Node && !box.current?.contains(event.relatedTarget) && setOpen(false)}>
      <button ref={opener} type="button" aria-label={label} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)} className={cx(buttonClass("secondary", "sm"), "!h-8")}>
        {button}
        <ChevronDown aria-hidden className={cx("size-3 transition-transform", open && "rotate-180")} />
      </button>
      <div id={id} hidden={!open} className={cx("absolute z-30 mt-1 w-64 max-w-[calc(100vw-2rem)] rounded-lg border border-line-strong bg-surface p-3 shadow-pop", side === "right" ? "right-0" : "left-0")}>
        {children}
      </div>
    </div>
  );
}
