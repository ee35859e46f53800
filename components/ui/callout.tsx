import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

const TONES = {
  info: { box: "border-line bg-surface-2 text-ink-2", icon: Info, mark: "text-accent" },
  warn: { box: "border-warn/30 bg-warn-soft text-ink", icon: TriangleAlert, mark: "text-warn" },
  bad: { box: "border-bad/30 bg-bad-soft text-ink", icon: CircleAlert, mark: "text-bad" },
} as const;

/** A message that stands out: a note, a warning or an error. Errors are announced. */
export function Callout({ tone = "info", title, children, className }: { tone?: keyof typeof TONES; title?: ReactNode; children?: ReactNode; className?: string }) {
  const { box, icon: Icon, mark } = TONES[tone];
  return (
    <div role={tone === "bad" ? "alert" : "note"} className={cx("flex gap-3 rounded-lg border px-4 py-3 text-sm", box, className)}>
      <Icon aria-hidden className={cx("mt-0.5 size-4 shrink-0", mark)} />
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {title && <p className="font-medium">{title}</p>}
        {children}
      </div>
    </div>
  );
}
