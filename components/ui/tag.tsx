import type { ReactNode } from "react";
import { cx } from "./cx.ts";

const TONES = {
  plain: "border-line text-ink-2 bg-surface-2",
  accent: "border-transparent text-accent bg-accent-soft",
  good: "border-transparent text-good bg-good-soft",
  bad: "border-transparent text-bad bg-bad-soft",
  warn: "border-transparent text-warn bg-warn-soft",
  outline: "border-line-strong text-ink-2 border-dashed",
} as const;
export type Tone = keyof typeof TONES;

/** A small label. */
export function Tag({ tone = "plain", children, title, className }: { tone?: Tone; children: ReactNode; title?: string; className?: string }) {
  return (
    <span title={title} className={cx("inline-flex h-5 items-center gap-1 rounded border px-1.5 text-2xs font-medium whitespace-nowrap", TONES[tone], className)}>
      {children}
    </span>
  );
}
