import { cx } from "./cx.ts";

/** A bar from 0 to 1; without a fraction it only says that something is going on. */
export function ProgressBar({ fraction, label, className }: { fraction: number | null; label: string; className?: string }) {
  const percent = fraction === null ? null : Math.round(Math.min(1, Math.max(0, fraction)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      className={cx("h-1.5 overflow-hidden rounded-full bg-surface-3", className)}
    >
      {percent === null ? (
        <div className="h-full w-2/7 animate-[indeterminate_1.4s_ease-in-out_infinite] rounded-full bg-accent" />
      ) : (
        <div className="h-full rounded-full bg-accent transition-[width] duration-700 ease-out" style={{ width: percent === 0 ? 0 : `${Math.max(percent, 2)}%` }} />
      )}
    </div>
  );
}
