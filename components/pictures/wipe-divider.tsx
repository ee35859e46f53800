"use client";
import { MoveHorizontal } from "lucide-react";
import type { KeyboardEvent } from "react";

const KEY_STEPS: Record<string, number> = { ArrowLeft: -0.02, ArrowDown: -0.02, ArrowRight: 0.02, ArrowUp: 0.02, PageDown: -0.1, PageUp: 0.1, Home: -1, End: 1 };

/** The line between two pictures, by pointer or by keys. `at` is a share of the width. The stage moves it with the pointer. */
export function WipeDivider({ at, left, right, onChange }: { at: number; left: string; right: string; onChange: (at: number) => void }) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = KEY_STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(Math.min(1, Math.max(0, Number((at + step).toFixed(4)))));
  };
  const percent = Math.round(at * 100);
  return (
    <div
      role="slider" tabIndex={0} aria-label="Divider between the pictures" aria-orientation="horizontal" aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}
      aria-valuetext={`${percent} % ${left}, ${100 - percent} % ${right}`} data-divider
      onKeyDown={onKeyDown}
      className="absolute inset-y-0 z-10 w-11 -translate-x-1/2 cursor-ew-resize touch-none outline-offset-[-2px]" style={{ left: `${at * 100}%` }}
    >
      <span aria-hidden className="absolute inset-y-0 left-1/2 w-0.5 -translate-x-1/2 bg-white shadow-[0_0_0_1px_rgb(0_0_0/45%)]" />
      <span aria-hidden className="absolute top-1/2 left-1/2 flex size-8 -translate-1/2 items-center justify-center rounded-full bg-white text-black shadow-[0_0_0_1px_rgb(0_0_0/45%)]">
        <MoveHorizontal className="size-4" />
      </span>
    </div>
  );
}
