import { cx } from "./cx.ts";

/** Holds the place of something that is on its way. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cx("animate-pulse rounded-md bg-surface-3/70", className)} />;
}
