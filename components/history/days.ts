/* Days as date fields have them (2026-11-23, in the reader's zone) and the instants in UTC that the API and the address have. */

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
/** Half-typed years are below this: a field reports 0202-11-23 on the way to 2026. */
const FIRST_YEAR = 1970;

/** Midnight at which a local day begins, or `after` days later; undefined for what is no day (yet). */
function startOf(day: string, after = 0): string | undefined {
  const [, year, month, date] = DAY.exec(day) ?? [];
  if (!year || Number(year) < FIRST_YEAR) return undefined;
  return new Date(Number(year), Number(month) - 1, Number(date) + after).toISOString();
}

/** Start of a local day: the filter `from`. */
export const fromDay = (day: string): string | undefined => startOf(day);
/** Start of the next local day: the filter `to`, which is no longer part of it. */
export const toDay = (day: string): string | undefined => startOf(day, 1);

const two = (value: number) => String(value).padStart(2, "0");

/** The local day of an instant. */
export function dayOfFrom(instant: string): string {
  const time = new Date(instant);
  return `${String(time.getFullYear()).padStart(4, "0")}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** The last local day before an instant. */
export function dayOfTo(instant: string): string {
  return dayOfFrom(new Date(Date.parse(instant) - 1).toISOString());
}
