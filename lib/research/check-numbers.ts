import { findNumbers, type NumberToken, type Unit } from "./number-tokens.ts";

/** A number of the record. */
export interface Fact {
  value: number;
  unit?: Unit;
  /** What it is, for the reader: "reduction of bbb-meadow". For a setting, the setting's own name. */
  label: string;
  /** What the value says about size, where mixing it up would turn a regression into a gain. */
  direction?: "smaller" | "larger";
  /** True for a setting: "preset 4" is then held against the presets of the record and nothing else. */
  setting?: boolean;
  /** An identifier of the record whose digits are no claim. */
  id?: string;
}

export interface Segment {
  text: string;
  kind: "text" | "matched" | "unmatched";
  /** The fact that a matched number agrees with. */
  label?: string;
}

export interface CheckedProse {
  segments: Segment[];
  unmatched: number;
}

const SMALLER_AFTER = /^\W{0,3}(?:\w+\s){0,2}?(?:smaller|less|fewer|lower|below|saved|savings?|reduction|reduced|gain)\b/i;
const LARGER_AFTER = /^\W{0,3}(?:\w+\s){0,2}?(?:larger|bigger|more|higher|above|increase|worse|regression)\b/i;
const SMALLER_BEFORE = /\b(?:reduc\w+|sav(?:es?|ed|ings?)|gain(?:ed|s)?)\b[^.;,\d%]{0,30}$/i;
const LARGER_BEFORE = /\b(?:increas\w+|regress\w+|grew|inflat\w+)\b[^.;,\d%]{0,30}$/i;

/** What the words around an unsigned number say about size; the words after it weigh more. */
function directionOf(prose: string, token: NumberToken): "smaller" | "larger" | null {
  const after = prose.slice(token.end, token.end + 40);
  if (SMALLER_AFTER.test(after)) return "smaller";
  if (LARGER_AFTER.test(after)) return "larger";
  const before = prose.slice(Math.max(0, token.start - 60), token.start);
  if (SMALLER_BEFORE.test(before)) return "smaller";
  if (LARGER_BEFORE.test(before)) return "larger";
  return null;
}

function equal(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance + Math.abs(b) * 1e-9;
}

function agrees(token: NumberToken, fact: Fact, direction: "smaller" | "larger" | null): boolean {
  if (token.unit !== null && fact.unit !== token.unit) return false;
  if (token.signed) return equal(token.value, fact.value, token.tolerance);
  if (!equal(token.value, Math.abs(fact.value), token.tolerance)) return false;
  return direction === null || fact.direction === undefined || fact.direction === direction;
}

/** The setting that the words before the number name: "preset 4", "CRF of 22", "aqMode = 0". */
function namedSetting(prose: string, token: NumberToken, settings: Map<string, string>): string | null {
  const before = prose.slice(Math.max(0, token.start - 40), token.start);
  const word = /([A-Za-z]+)[\s=:(-]*(?:of |to |is |at )?$/.exec(before)?.[1];
  return word === undefined ? null : (settings.get(word.toLowerCase()) ?? null);
}

/** Small whole numbers without a unit count and enumerate ("two of 3", "1."): they claim no measurement. */
const SMALL_COUNT = 12;

/**
 * Holds every number of a prose text, with its unit, against the record. A number matches a fact when the fact, rounded to
 * the written places, is that number; percentages whose words say the wrong direction do not match. Deterministic.
 */
export function checkNumbers(prose: string, facts: readonly Fact[]): CheckedProse {
  const ids = facts.flatMap((fact) => (fact.id === undefined ? [] : [fact.id]));
  const values = facts.filter((fact) => fact.id === undefined);
  const settings = new Map(values.filter((fact) => fact.setting).map((fact) => [fact.label.toLowerCase(), fact.label]));
  const segments: Segment[] = [];
  let unmatched = 0;
  let at = 0;
  const say = (text: string): void => {
    const last = segments.at(-1);
    if (text === "") return;
    if (last?.kind === "text") last.text += text;
    else segments.push({ text, kind: "text" });
  };
  for (const token of findNumbers(prose, ids)) {
    say(prose.slice(at, token.start));
    const text = prose.slice(token.start, token.end);
    at = token.end;
    const setting = token.unit === null ? namedSetting(prose, token, settings) : null;
    const candidates = setting === null ? values : values.filter((fact) => fact.setting && fact.label === setting);
    const direction = token.unit === "%" ? directionOf(prose, token) : null;
    const fact = candidates.find((candidate) => agrees(token, candidate, direction));
    if (fact) segments.push({ text, kind: "matched", label: fact.label });
    else if (setting === null && token.unit === null && token.integer && !token.signed && token.value <= SMALL_COUNT) say(text);
    else {
      unmatched += 1;
      segments.push({ text, kind: "unmatched" });
    }
  }
  say(prose.slice(at));
  return { segments, unmatched };
}
