"use client";
import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { buttonClass } from "./button.tsx";
import { cx } from "./cx.ts";

interface Props {
  /** The button's name. */
  label: string;
  /** What stands in the button. */
  button: ReactNode;
  variant?: "ghost" | "secondary";
  /** Of the button. */
  className?: string;
  padding?: string;
  /** What the panel holds; a function gets the way to close it. */
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** A button that shows a small panel: Tab walks through it; Escape, a click elsewhere and a step out of it close it. */
export function Popover({ label, button, variant = "secondary", className, padding = "p-3", children }: Props) {
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
      <button ref={opener} type="button" aria-label={label} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)} className={cx(buttonClass(variant, "sm"), className)}>
        {button}
        <ChevronDown aria-hidden className={cx("size-3 transition-transform", open && "rotate-180")} />
      </button>
      <div id={id} hidden={!open} className={cx("absolute right-0 z-30 mt-1 w-64 max-w-[calc(100vw-2rem)] rounded-lg border border-line-strong bg-surface shadow-pop", padding)}>
        {typeof children === "function" ? children(() => setOpen(false)) : children}
      </div>
    </div>
  );
}
