import { ArrowDown, ArrowUp, Equal } from "lucide-react";
import { type DeltaInput, deltaPhrase, describeDelta } from "#lib/format/describe-delta.ts";
import { cx } from "../ui/cx.ts";
import { Tag } from "../ui/tag.tsx";

const TONES = { good: "text-good", bad: "text-bad", neutral: "text-ink-2", muted: "text-ink-3" } as const;
const CHIPS = { good: "bg-good-soft", bad: "bg-bad-soft", neutral: "bg-surface-2", muted: "bg-surface-2" } as const;
const SIZES = { sm: "text-sm", lg: "text-2xl tracking-tight" } as const;

/** An experiment's result against the baseline, by the one rule of describe-delta: arrow, colour and word together. */
export function DeltaBadge({ experiment, size = "sm", column = false }: { experiment: DeltaInput; size?: keyof typeof SIZES; /** In a column of a table: numbers end at the same place. */ column?: boolean }) {
  const delta = describeDelta(experiment);
  const title = [delta.reason ?? deltaPhrase(delta), delta.intervalNote].filter((part) => part !== null).join("\n");
  return (
    <span className={cx("inline-flex gap-y-1", column ? "flex-col items-start" : "flex-wrap items-center gap-x-2")} title={title}>
      <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
        {delta.value === null ? (
          <span className={cx("whitespace-nowrap font-medium", TONES[delta.tone], SIZES[size])}>{delta.word}</span>
        ) : (
          <span className={cx("num inline-flex items-baseline gap-1.5 rounded-md px-1.5 py-px font-semibold whitespace-nowrap", TONES[delta.tone], CHIPS[delta.tone], SIZES[size])}>
            <span className={cx(column && "md:min-w-17 md:text-right")}>
              {delta.arrow} {delta.value}
            </span>
            <span className={cx("text-[0.78em] font-medium tracking-normal", column && "md:min-w-[4.1em]")}>{delta.word}</span>
          </span>
        )}
        {delta.unverified && <Tag tone="outline">unverified</Tag>}
        {delta.stopped && <Tag tone="outline">stopped at screening</Tag>}
      </span>
      {delta.interval !== null && (
        <span className={cx("num whitespace-nowrap text-ink-3", size === "lg" ? "text-sm" : "px-1.5 text-2xs")}>
          <span className="sr-only">interval over clips </span>
          {delta.interval}
        </span>
      )}
    </span>
  );
}

/** A reduction of one clip or a prediction: the number with its arrow and word. */
export function ReductionText({ percent, className }: { percent: number; className?: string }) {
  const smaller = percent >= 0.05;
  const larger = percent <= -0.05;
  const Icon = smaller ? ArrowDown : larger ? ArrowUp : Equal;
  return (
    <span className={cx("num inline-flex items-center gap-1 font-medium whitespace-nowrap", smaller ? "text-good" : larger ? "text-bad" : "text-ink-2", className)}>
      <Icon aria-hidden className="size-3.5" />
      {Math.abs(percent).toFixed(1)} % <span className="text-[0.85em]">{smaller ? "smaller" : larger ? "larger" : "same size"}</span>
    </span>
  );
}
