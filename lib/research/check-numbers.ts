import { namesOf, type Fact } from "./fact.ts";
import { metricOf, type MetricWord } from "./metric-words.ts";
import { findNumbers, type NumberToken } from "./number-tokens.ts";
import { clauseAround, findMentions, ownerOf, splitSentences, type Mention, type Span } from "./prose-scope.ts";

export type { Fact } from "./fact.ts";

export interface Segment {
  text: string;
  /** contradicted: words that claim better or worse where the record says otherwise (check-claims.ts). */
  kind: "text" | "matched" | "unmatched" | "contradicted";
  /** The fact that a matched number agrees with; for a contradicted claim, what the record says. */
  label?: string;
  /** For an unmatched number: the record holds it with the other direction, and this is what it says. */
  reason?: string;
}

export interface CheckedProse {
  segments: Segment[];
  unmatched: number;
}

type Direction = "smaller" | "larger";

const SMALLER_AFTER = /^\W{0,3}(?:\w+\s){0,2}?(?:smaller|less|fewer|lower|below|saved|savings?|reduction|reduced|gain|better|improvement)\b/i;
const LARGER_AFTER = /^\W{0,3}(?:\w+\s){0,2}?(?:larger|bigger|more|higher|above|increase|worse|regression|loss)\b/i;
const SMALLER_BEFORE = /\b(?:reduc\w+|sav(?:es?|ed|ings?)|gain(?:ed|s)?|improv\w+|beat\w*)\b[^.;,\d%]{0,30}$|\b(?:fell|falls?|drop\w*|shr[aiu]nk\w*|lower(?:ed|s)|decreas\w+|cuts?)\b[^.;,\d%]{0,20}\bby\s$/i;
const LARGER_BEFORE = /\b(?:increas\w+|regress\w+|grew|inflat\w+|loses|lost)\b[^.;,\d%]{0,30}$/i;

/** What the words around an unsigned number say about size; the words after it weigh more. */
function directionOf(prose: string, token: NumberToken): Direction | null {
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

/** "The bitrate changed by -28.4 %": the sign is of the size, and a reduction has the other one. */
const SIGN_OF_SIZE = /\b(?:bit-?rate|bits|rate|size|file|bitstreams?)\b(?![- ]?rate)/i;

function agrees(token: NumberToken, fact: Fact, direction: Direction | null, clause: string): boolean {
  if (token.unit !== null && fact.unit !== token.unit) return false;
  if (token.signed) {
    if (equal(token.value, fact.value, token.tolerance)) return true;
    return fact.metric === "reduction" && SIGN_OF_SIZE.test(clause) && !/\breduc|\bsav/i.test(clause) && equal(token.value, -fact.value, token.tolerance);
  }
  if (!equal(token.value, Math.abs(fact.value), token.tolerance)) return false;
  if (direction !== null && (fact.metric === "confidence" || fact.metric === "overlap")) return false;
  return direction === null || fact.direction === undefined || fact.direction === direction;
}

/** The setting that the words before the number name: "preset 4", "CRF of 22", "aqMode = 0". */
function namedSetting(prose: string, token: NumberToken, settings: Map<string, string>): string | null {
  const before = prose.slice(Math.max(0, token.start - 40), token.start);
  const word = /([A-Za-z]+)[\s=:(-]*(?:of |to |is |at )?$/.exec(before)?.[1];
  return word === undefined ? null : (settings.get(word.toLowerCase()) ?? null);
}

const BASELINE_HAS = /\b(?:baseline|HEVC|x265 medium)(?:'s)?(?: (?:rate|curve|point|itself))? (?:needs?|needed|takes|took|spends|spent|uses|used|costs?|of|is|was|has|had|at)(?: (?:only|about))? $/i;
const CANDIDATE_HAS = /\b(?:candidate|plan|codec|experiment|bitstreams?)(?:'s)?(?: (?:rate|curve|itself))? (?:needs?|needed|takes|took|spends|spent|uses|used|is|was|has|had)(?: (?:only|about))? $/i;

function sideOf(prose: string, token: NumberToken): Fact["side"] | null {
  const before = prose.slice(Math.max(0, token.start - 60), token.start);
  return BASELINE_HAS.test(before) ? "baseline" : CANDIDATE_HAS.test(before) ? "candidate" : null;
}

/** These words let a clause about a clip state a number of the whole. */
const OF_ALL = /\b(?:mean|average|overall|suite|all|total|together|predict\w*|expect\w*)\b/i;
/** Without one of these, a reduction is the experiment's and not a single clip's. */
const OF_ONE = /\b(?:clips?|one|best|worst|per|range\w*|between|highest|lowest|strongest|weakest|least|most|up|from|other|another|each|every|film|scenes?|rungs?|CRF|points?)\b/i;

/** What a sentence is about: the facts that its numbers may be, and the names in it. */
interface Scope {
  sentence: Span;
  facts: Fact[];
  mentions: Mention[];
  clips: Set<string | undefined>;
}

function scopeOf(prose: string, sentence: Span, before: Span | null, mentions: readonly Mention[], facts: readonly Fact[]): Scope {
  const text = prose.slice(sentence.start, sentence.end);
  const here = mentions.filter(({ start, end }) => start >= sentence.start && end <= sentence.end);
  const near = mentions.filter(({ start, end }) => start >= (before ?? sentence).start && end <= sentence.end);
  const cited = new Set(near.flatMap(({ kind, of }) => (kind === "experiment" && of !== undefined ? [of] : [])));
  const oneClip = near.some(({ kind }) => kind === "clip") || OF_ONE.test(text);
  const named = new Set(here.flatMap(({ clip }) => (clip === undefined ? [] : [clip])));
  const said = new Map<RegExp, boolean>();
  const says = (needs: RegExp): boolean => {
    const known = said.get(needs) ?? needs.test(text);
    said.set(needs, known);
    return known;
  };
  return {
    sentence, mentions: here, clips: named,
    facts: facts.filter(
      (fact) =>
        (fact.of === undefined || cited.has(fact.of)) &&
        (fact.clip === undefined || oneClip || (fact.metric !== "reduction" && fact.metric !== "bd-rate")) &&
        (fact.clip === undefined || fact.setting || named.size === 0 || named.has(fact.clip)) &&
        (fact.needs === undefined || says(fact.needs)),
    ),
  };
}

/** The facts of a sentence that this one number can be, by the clip or experiment and the metric that its clause names. */
function candidatesOf(prose: string, scope: Scope, token: NumberToken, clause: Span, metric: MetricWord | null): Fact[] {
  const owner = ownerOf(prose, clause, token, scope.mentions);
  const side = token.unit === "kbit/s" || token.unit === "bytes" ? sideOf(prose, token) : null;
  const ofAll = OF_ALL.test(prose.slice(clause.start, clause.end));
  return scope.facts.filter((fact) => {
    if (side !== null && fact.side !== undefined && fact.side !== side) return false;
    if (metric && ((fact.metric !== undefined && !metric.metrics.includes(fact.metric)) || (metric.bare && fact.unit !== undefined))) return false;
    if (!owner || fact.setting || fact.unit === "clips" || fact.unit === "rungs" || (fact.clip === undefined && !fact.whole)) return true;
    if (owner.kind === "experiment") return fact.of === owner.of;
    return fact.clip === owner.clip || (fact.whole === true && ofAll);
  });
}

/** Small whole numbers without a unit count and enumerate ("two of 3", "1."): they claim no measurement. */
const SMALL_COUNT = 12;

/**
 * Holds every number of a prose text against the record: value to the written places, unit, metric, clip and experiment by
 * the words of its clause and sentence. Percentages whose words say the wrong direction do not match. Other experiments'
 * facts count in sentences that name them, and in the next. Deterministic; time is linear in the text.
 */
export function checkNumbers(prose: string, facts: readonly Fact[]): CheckedProse {
  const ids = facts.flatMap((fact) => (fact.id === undefined ? [] : [fact.id]));
  const values = facts.filter((fact) => fact.id === undefined);
  const mentions = findMentions(prose, namesOf(facts));
  const sentences = splitSentences(prose);
  const settings = new Map(values.filter((fact) => fact.setting).map((fact) => [fact.label.toLowerCase(), fact.label]));
  const segments: Segment[] = [];
  let unmatched = 0;
  let at = 0;
  let sentence = 0;
  let scope: Scope | null = null;
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
    while (sentence < sentences.length - 1 && token.start >= (sentences[sentence]?.end ?? 0)) sentence += 1;
    const span = sentences[sentence] ?? { start: 0, end: prose.length };
    if (scope?.sentence !== span) scope = scopeOf(prose, span, sentences[sentence - 1] ?? null, mentions, values);
    const clause = clauseAround(prose, span, token);
    const setting = token.unit === null ? namedSetting(prose, token, settings) : null;
    const metric = metricOf(prose, clause, token);
    const candidates = setting === null ? candidatesOf(prose, scope, token, clause, metric) : scope.facts.filter((fact) => fact.setting && fact.label === setting);
    const sized = token.unit === "%" && !metric?.metrics.some((name) => name === "confidence" || name === "overlap");
    const direction = sized ? directionOf(prose, token) : null;
    const words = prose.slice(clause.start, clause.end);
    const fact = candidates.find((candidate) => agrees(token, candidate, direction, words));
    if (fact) segments.push({ text, kind: "matched", label: fact.label });
    else if (setting === null && token.unit === null && token.integer && !token.signed && token.value <= SMALL_COUNT) say(text);
    else {
      unmatched += 1;
      const turned = direction === null ? undefined : candidates.find((candidate) => candidate.direction !== undefined && agrees(token, candidate, null, words));
      segments.push({ text, kind: "unmatched", ...(turned ? { reason: `the record says ${turned.direction ?? ""}, not ${direction ?? ""}: ${turned.label}` } : {}) });
    }
  }
  say(prose.slice(at));
  return { segments, unmatched };
}
