import { LIMITS, type LimitName } from "#lib/autopilot/limits.ts";
import type { AutopilotSettings } from "#lib/autopilot/schema.ts";
import { formatCount } from "#lib/format/format-number.ts";

/** What the form's fields hold, as typed. */
export type StartDraft = Record<LimitName, string>;
export type StartErrors = Partial<Record<LimitName, string>>;

const NAMES = Object.keys(LIMITS) as LimitName[];

/** The defaults, or the settings of the run before. */
export function newStartDraft(last: AutopilotSettings | null): StartDraft {
  return Object.fromEntries(NAMES.map((name) => [name, String((last ? last[name] : LIMITS[name].default) ?? "")])) as StartDraft;
}

/** "1 to 500", with "empty: no limit" where that is allowed. */
export function boundsText(name: LimitName): string {
  const { min, max } = LIMITS[name];
  return `${min < 1 ? min : formatCount(min)} to ${formatCount(max)}`;
}

/** Reads the fields: settings without a suite, or what is wrong with each. The server checks the same bounds again. */
export function readStartDraft(draft: StartDraft): { settings: Omit<AutopilotSettings, "suiteId"> | null; errors: StartErrors } {
  const errors: StartErrors = {};
  const values: Partial<Record<LimitName, number | null>> = {};
  for (const name of NAMES) {
    const { min, max, integer, default: fallback } = LIMITS[name];
    const text = draft[name].trim();
    const optional = fallback === null;
    if (text === "" && optional) {
      values[name] = null;
      continue;
    }
    const value = Number(text);
    if (text === "" || !Number.isFinite(value) || value < min || value > max || (integer && !Number.isInteger(value))) {
      errors[name] = `A ${integer ? "whole number" : "number"} from ${boundsText(name)}${optional ? ", or empty" : ""}.`;
    } else values[name] = value;
  }
  const settings = Object.keys(errors).length === 0 ? (values as Omit<AutopilotSettings, "suiteId">) : null;
  return { settings, errors };
}
