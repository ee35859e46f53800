import { pointOf } from "../plan-space/point.ts";
import type { Plan } from "../plan/schema.ts";
import { put } from "./keep.ts";
import { MOST_VALUES } from "./limits.ts";
import type { Knowledge, SettingValue, Tried } from "./schema.ts";

function withValue(before: Tried | undefined, value: SettingValue): Tried {
  const { n, values, min, max } = before ?? { n: 0, values: [], min: null, max: null };
  const counted = put(values, (known) => known.value === value, (same) => ({ value, n: (same?.n ?? 0) + 1 }));
  const number = typeof value === "number" ? value : null;
  return {
    n: n + 1,
    // What came first stays: the ends of the range say the rest.
    values: counted.slice(0, MOST_VALUES),
    min: number === null ? min : Math.min(min ?? number, number),
    max: number === null ? max : Math.max(max ?? number, number),
  };
}

/** Adds the settings of a plan that ran to its end, each while its part is there. */
export function foldTried(tried: Knowledge["tried"], plan: Plan): Knowledge["tried"] {
  const next = { ...tried };
  for (const [name, value] of pointOf(plan)) next[name] = withValue(tried[name], value);
  return next;
}
