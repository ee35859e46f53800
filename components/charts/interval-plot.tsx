import { cx } from "../ui/cx.ts";
import { intervalDomain, type IntervalRow, placeOf } from "./interval-rows.ts";

const FILLS = { good: "bg-good", bad: "bg-bad", neutral: "bg-ink-3", muted: "bg-ink-3" } as const;

/** Reductions with their intervals on one axis, zero marked: a drawing beside numbers that say the same. */
export function IntervalPlot({ rows }: { rows: readonly IntervalRow[] }) {
  const domain = intervalDomain(rows);
  const zero = placeOf(0, domain);
  return (
    <div aria-hidden className="grid grid-cols-[max-content_1fr] items-center gap-x-4 text-xs print:[print-color-adjust:exact]">
      {rows.map(({ key, label, percent, interval, tone }, index) => (
        <div key={key} className="contents">
          <span className="text-ink-2">{label}</span>
          <span className="relative h-8">
            <span className="absolute inset-y-0 w-px bg-ink-3" style={{ left: `${zero}%` }} />
            <span className="absolute inset-x-0 top-1/2 h-px bg-line" />
            {interval && (
              <span className={cx("absolute top-1/2 h-2.5 -translate-y-1/2 rounded-full opacity-30", FILLS[tone])} style={{ left: `${placeOf(interval.low, domain)}%`, width: `${placeOf(interval.high, domain) - placeOf(interval.low, domain)}%` }} />
            )}
            {percent !== null && <span className={cx("absolute top-1/2 size-2.5 -translate-1/2 ring-2 ring-surface", FILLS[tone], index === 0 ? "rounded-full" : "rotate-45")} style={{ left: `${placeOf(percent, domain)}%` }} />}
          </span>
        </div>
      ))}
      <span />
      <span className="num relative h-4 text-2xs text-ink-3">
        {/* At the axis' ends, the word stands inside of them. */}
        <span className={cx("absolute whitespace-nowrap", zero > 95 ? "-translate-x-full" : zero > 5 && "-translate-x-1/2")} style={{ left: `${zero}%` }}>
          HEVC
        </span>
        <span className={cx("absolute", zero > 50 ? "left-0" : "right-0")}>{zero > 50 ? "← larger" : "smaller →"}</span>
      </span>
    </div>
  );
}
