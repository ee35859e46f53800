/*
 * Numbers as the screen shows them. All of them take plain numbers with the unit named, and return text with a space
 * before the unit, so that every page writes the same quantity the same way.
 */

/** A percentage's magnitude without sign, one decimal: 38.2 %. Direction is told by arrow and word, never by a sign alone. */
export function formatMagnitude(percent: number): string {
  return `${Math.abs(percent).toFixed(1)} %`;
}

/** A signed percentage with a true minus: −12.3 % or +4.0 %. */
export function formatSignedPercent(percent: number, decimals = 1): string {
  const text = Math.abs(percent).toFixed(decimals);
  if (Number(text) === 0) return `${text} %`;
  return `${percent < 0 ? "−" : "+"}${text} %`;
}

/** A rate given in kbit/s: below 1,000 as kbit/s, from there on as Mbit/s, three significant digits or more. */
export function formatRate(kbps: number): string {
  if (kbps >= 1000) return `${(kbps / 1000).toFixed(kbps >= 100_000 ? 0 : 2)} Mbit/s`;
  return `${kbps.toFixed(kbps >= 100 ? 0 : 1)} kbit/s`;
}

/** Quality in dB, two decimals; null is infinite, that is identical pictures. */
export function formatDecibels(db: number | null): string {
  return db === null ? "∞ dB" : `${db.toFixed(2)} dB`;
}

const BYTE_UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** Bytes in powers of 1,000, as rates are counted. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(value >= 100 ? 0 : 1)} ${BYTE_UNITS[unit]}`;
}

/** A whole number with thousands separated by a comma. */
export function formatCount(count: number): string {
  return Math.round(count).toLocaleString("en-US");
}

/** "1 clip", "3 clips". */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** The first characters of a hash or a long id, enough to tell two apart. */
export function shorten(hash: string, length = 10): string {
  return hash.length > length ? hash.slice(0, length) : hash;
}

/** US dollars: cents, and below a cent the four decimals that a few thousand tokens cost. */
export function formatDollars(usd: number): string {
  return `$${usd.toFixed(usd > 0 && usd < 0.01 ? 4 : 2)}`;
}
