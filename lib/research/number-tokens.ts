/** Dimension of a number in prose, after conversion: percent, kbit/s, dB, seconds, bytes, or a counted thing. */
export type Unit = "%" | "kbit/s" | "dB" | "s" | "bytes" | "frames" | "fps" | "clips" | "rungs";

export interface NumberToken {
  start: number;
  end: number;
  /** In the unit's base dimension. */
  value: number;
  /** Half a unit in the last written place, in the base dimension: what rounding may hide. */
  tolerance: number;
  signed: boolean;
  integer: boolean;
  unit: Unit | null;
}

/*
 * Names that contain digits and claim nothing: ids, dates, geometry, ratios, codec and standard names. Tried in order at
 * each place, before a number is.
 */
const NAMES = [
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/iy,
  /\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?/y,
  /\d+\s?[x×]\s?\d+(?:\s?[x×]\s?\d+)*/y,
  /\d+(?::\d+)+/y,
  /\d+\/\d+(?![\d/])/y,
  /\d+-bit\b/iy,
  /\d{3,4}p\d*\b/y,
  /\d+(?:st|nd|rd|th)\b/iy,
  // Standards are written with a dot: H.264, BT.709, P.910.
  /[A-Za-z]+\.\d+\b/y,
];
/** A word: letters first, or digits that run into letters or hyphenated letters (an id such as 01JD7-first). */
const WORD = /[A-Za-z_][A-Za-z0-9_]*(?:[-.][A-Za-z0-9_]+)*/y;
/** Settings glued to their value are claims, not names: crf22, CRF-22. */
const GLUED = /(?:crf|preset)[-=]?(?=\d)/iy;
const NUMBER = /([-+−–]\s?)?(\d{1,3}(?:[,  ]\d{3})+(?!\d)|\d+)(\.\d+)?/y;

const UNITS: readonly [RegExp, Unit, number][] = [
  [/[\s -]?(?:%|percent\b|per cent\b|percentage points?\b|points? of reduction\b)/iy, "%", 1],
  [/[\s -]?(?:kbit\/s|kbps|kb\/s|kilobits? per second)(?![A-Za-z])/iy, "kbit/s", 1],
  [/[\s -]?(?:Mbit\/s|Mbps|Mb\/s|megabits? per second)(?![A-Za-z])/iy, "kbit/s", 1000],
  [/[\s -]?dB(?![A-Za-z])/iy, "dB", 1],
  [/[\s -]?(?:milliseconds?|ms)(?![A-Za-z])/iy, "s", 0.001],
  [/[\s -]?(?:seconds?|secs?|s)(?![A-Za-z])/iy, "s", 1],
  [/[\s -]?(?:minutes?|min)(?![A-Za-z])/iy, "s", 60],
  [/[\s -]?(?:fps|frames? per second|frames\/s)(?![A-Za-z])/iy, "fps", 1],
  [/[\s -]?frames?(?![A-Za-z])/iy, "frames", 1],
  [/[\s -]?clips?(?![A-Za-z])/iy, "clips", 1],
  [/[\s -]?(?:rungs?|operating points?)(?![A-Za-z])/iy, "rungs", 1],
  [/[\s -]?(?:MB|MiB)(?![A-Za-z])/y, "bytes", 1e6],
  [/[\s -]?(?:kB|KB|KiB)(?![A-Za-z])/y, "bytes", 1000],
  [/[\s -]?bytes?(?![A-Za-z])/iy, "bytes", 1],
];

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function readUnit(text: string, at: number): { unit: Unit | null; factor: number; end: number } {
  for (const [pattern, unit, factor] of UNITS) {
    const match = matchAt(pattern, text, at);
    if (match) return { unit, factor, end: at + match[0].length };
  }
  return { unit: null, factor: 1, end: at };
}

/** Bare "points" behind a fraction are of a percentage; behind a whole number they may be a curve's. */
const POINTS = /[\s -]?points?\b/iy;
/** What may stand between two numbers that share the unit behind the second: "20.1 to 28.4 %", "889 and 636 kbit/s". */
const SHARED = /\s?(?:–|-|,|to|and|or|against)\s?(?=[-+−]?\d)/iy;

/** The unit of the next number, when this one has none and a list or a range joins them. */
function sharedUnit(text: string, at: number): { unit: Unit | null; factor: number } {
  let place = at;
  // A list of more than eight numbers is told item by item.
  for (let items = 0; items < 8; items += 1) {
    const joint = matchAt(SHARED, text, place);
    const next = joint && matchAt(NUMBER, text, place + joint[0].length);
    if (!joint || !next) break;
    place += joint[0].length + next[0].length;
    const { unit, factor } = readUnit(text, place);
    if (unit !== null) return { unit, factor };
  }
  return { unit: null, factor: 1 };
}

function readNumber(text: string, at: number): NumberToken | null {
  const match = matchAt(NUMBER, text, at);
  if (!match) return null;
  const [whole, sign, digits = "", fraction = ""] = match;
  const afterNumber = at + whole.length;
  const points = fraction === "" ? null : matchAt(POINTS, text, afterNumber);
  const own = points ? { unit: "%" as const, factor: 1, end: afterNumber + points[0].length } : readUnit(text, afterNumber);
  const shared = own.unit === null ? sharedUnit(text, afterNumber) : own;
  // Counts share nothing: "of 3 and 48 frames" has three of something else.
  const { unit, factor, end } = own.unit === null && (shared.unit === "%" || shared.unit === "dB" || shared.unit === "kbit/s" || shared.unit === "s") ? { ...shared, end: own.end } : own;
  // Digits that run into letters are a name (4K, 3rd-party) unless the letters are a unit.
  if (own.unit === null && /[A-Za-z_]/.test(text[afterNumber] ?? "")) return null;
  // A hyphen between two numbers is a range, and no minus: 20-30 %.
  const minus = sign !== undefined && !/^\+/.test(sign) && !(at > 0 && /[\d%]/.test(text[at - 1] ?? ""));
  const value = Number(`${digits.replace(/[^\d]/g, "")}${fraction}`) * factor;
  const decimals = Math.max(fraction.length - 1, 0);
  return {
    start: at, end, value: minus ? -value : value, tolerance: 0.5 * 10 ** -decimals * factor,
    signed: minus || (sign?.startsWith("+") ?? false), integer: fraction === "", unit,
  };
}

/** End of the name that starts here, or null. Names swallow their digits. */
function nameEnd(text: string, at: number, ids: readonly string[]): number | null {
  const id = ids.find((candidate) => text.startsWith(candidate, at));
  if (id !== undefined) return at + id.length;
  for (const pattern of NAMES) {
    const match = matchAt(pattern, text, at);
    if (match) return at + match[0].length;
  }
  if (matchAt(GLUED, text, at)) return at + (matchAt(GLUED, text, at)?.[0].length ?? 1);
  const word = matchAt(WORD, text, at);
  if (word) return at + word[0].length;
  return null;
}

/**
 * The numbers of a text with their units, names left out. Linear in the text's length.
 * @param ids identifiers known from the record: their digits are names too.
 */
export function findNumbers(text: string, ids: readonly string[] = []): NumberToken[] {
  const tokens: NumberToken[] = [];
  const known = ids.filter((id) => id.length >= 3);
  let at = 0;
  while (at < text.length) {
    const name = nameEnd(text, at, known);
    if (name !== null) {
      at = name;
      continue;
    }
    const number = readNumber(text, at);
    if (number) {
      tokens.push(number);
      at = number.end;
      continue;
    }
    // Digits that are part of a name after all (4K): skip the whole run of word characters.
    const run = /[A-Za-z0-9_]+/y;
    const skipped = matchAt(run, text, at);
    at += skipped ? skipped[0].length : 1;
  }
  return tokens;
}
