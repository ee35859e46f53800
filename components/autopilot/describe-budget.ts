import type { Budget, BudgetLine } from "#lib/autopilot/budget.ts";
import { formatCount, formatDollars } from "#lib/format/format-number.ts";
import { formatDuration } from "#lib/format/format-time.ts";

export interface LimitText {
  name: keyof Budget;
  label: string;
  /** "7 of 20", "unknown", "at least 1,200 of 5,000". */
  used: string;
  /** "13 left", "no limit". */
  left: string;
  /** Part of the limit that is used, 0 to 1; null without a limit, or when the use is unknown. */
  fraction: number | null;
}

const minutes = (value: number): string => formatDuration(Math.round(value * 60) * 1000);
const KINDS: readonly { name: keyof Budget; label: string; format: (value: number) => string }[] = [
  { name: "experiments", label: "Experiments", format: formatCount },
  { name: "minutes", label: "Time", format: minutes },
  { name: "tokens", label: "Tokens", format: formatCount },
  { name: "costUsd", label: "Money", format: formatDollars },
  { name: "stale", label: "Without a new best", format: formatCount },
];

function describe({ used, limit, left, atLeast }: BudgetLine, format: (value: number) => string): Pick<LimitText, "used" | "left" | "fraction"> {
  const so = used === null ? "unknown" : `${atLeast ? "at least " : ""}${format(used)}`;
  return {
    used: limit === null ? so : `${so} of ${format(limit)}`,
    left: limit === null ? "no limit" : left === null ? "what is left is unknown" : `${atLeast ? "at most " : ""}${format(left)} left`,
    fraction: used === null || limit === null ? null : Math.min(1, used / limit),
  };
}

/** Every limit in words, in the order of the page. */
export function describeBudget(budget: Budget): LimitText[] {
  return KINDS.map(({ name, label, format }) => ({ name, label, ...describe(budget[name], format) }));
}
