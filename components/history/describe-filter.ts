import { suiteName } from "#lib/format/suite-name.ts";
import type { HistoryFilter } from "../data/use-experiments.ts";
import { dayOfFrom, dayOfTo } from "./days.ts";
import { FILTER_NAMES, type FilterName } from "./view.ts";

const NAMES: Record<FilterName, string> = { text: "Text", status: "Status", verdict: "Verdict", method: "Method", track: "Track", suite: "Suite", clip: "Clip", model: "Researcher", from: "From", to: "Until" };

/** Values that say nothing to a reader as they are. */
const TEXTS: Partial<Record<FilterName, (value: string) => string>> = { text: (value) => `“${value}”`, suite: suiteName, clip: suiteName, from: dayOfFrom, to: dayOfTo };

/** The filters that are set, in words. */
export function describeFilters(filter: HistoryFilter): { name: FilterName; label: string; value: string }[] {
  return FILTER_NAMES.flatMap((name) => {
    const value = filter[name];
    return value ? [{ name, label: NAMES[name], value: TEXTS[name]?.(value) ?? value }] : [];
  });
}
