/** A sentence of a text by its place; `end` is exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** A name of the record that the text mentions: a clip, or an experiment (`of` undefined: this one). */
export interface Mention extends Span {
  kind: "clip" | "experiment";
  clip?: string;
  of?: string;
}

/** A name to look for. */
export type Name = { text: string } & Omit<Mention, "start" | "end">;

/** Longest stretch around a number or a claim that is read as its clause. */
const CLAUSE = 200;
const SENTENCE_END = /[.!?]["')\]”]*(?=\s)|\n/g;
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|vs|ca|approx|resp|cf|Fig|No)|\d)$/i;
const CLAUSE_END = /[,;:](?=\s)|[()]|\s[–—-]\s|\b(?:but|while|whereas|where|and|against|although|though|yet|to)\b/gi;

/** Sentences in order; together they cover the text. Decimals, H.264 and "e.g." end none. */
export function splitSentences(prose: string): Span[] {
  const sentences: Span[] = [];
  let start = 0;
  for (const match of prose.matchAll(SENTENCE_END)) {
    const end = match.index + match[0].length;
    if (match[0].startsWith(".") && ABBREVIATION.test(prose.slice(Math.max(start, match.index - 8), match.index)) && /^\s+[a-z]/.test(prose.slice(end, end + 3))) continue;
    sentences.push({ start, end });
    start = end;
  }
  if (start < prose.length) sentences.push({ start, end: prose.length });
  return sentences;
}

/** The clause of a sentence around a place: up to the next comma, bracket or conjunction on either side. */
export function clauseAround(prose: string, sentence: Span, at: Span): Span {
  const from = Math.max(sentence.start, at.start - CLAUSE);
  const to = Math.min(sentence.end, at.end + CLAUSE);
  let start = from;
  for (const match of prose.slice(from, at.start).matchAll(CLAUSE_END)) start = from + match.index + match[0].length;
  const after = prose.slice(at.end, to).search(CLAUSE_END);
  return { start, end: after === -1 ? to : at.end + after };
}

const WORD_CHARACTER = /[\p{L}\p{N}_-]/u;

/** Where the names occur as whole words, in order; of names that overlap, the longest counts. Case is ignored. */
export function findMentions(prose: string, names: readonly Name[]): Mention[] {
  const text = prose.toLowerCase();
  const taken: Mention[] = [];
  for (const { text: name, ...what } of [...names].sort((a, b) => b.text.length - a.text.length)) {
    const wanted = name.toLowerCase();
    if (wanted.length < 2) continue;
    for (let start = text.indexOf(wanted); start !== -1; start = text.indexOf(wanted, start + wanted.length)) {
      const end = start + wanted.length;
      const whole = !WORD_CHARACTER.test(prose[start - 1] ?? " ") && !WORD_CHARACTER.test(prose[end] ?? " ");
      if (whole && !taken.some((other) => start < other.end && other.start < end)) taken.push({ ...what, start, end });
    }
  }
  return taken.sort((a, b) => a.start - b.start);
}

const OWNER_AFTER = /^[^.;:,()\d]{0,30}?\b(?:on|for|of|in|by|with|from)\s+(?:the\s+)?(?:clip\s+|experiment\s+)?$/i;
/** An experiment behind such a word is what another is compared with or made from, and the sentence's subject is that other. */
const ASIDE = /\b(?:to|from|than|after|against|over|beside|like|unlike|versus|vs\.?|with|following|before)\s+(?:experiment\s+)?$/i;

/** Whether an experiment is named in passing: "the plan that adds filters to EXPERIMENT comes out ...". */
export function isAside(prose: string, mention: Mention): boolean {
  return mention.kind === "experiment" && ASIDE.test(prose.slice(Math.max(0, mention.start - 30), mention.start));
}

/** After these words the text speaks of this experiment again. */
const HERE = /\b(?:here|this|now|our|we)\b/i;

/**
 * The mention that a number belongs to: "on MEADOW it is 12 %", "12 % on MEADOW", "MEADOW (12 %)"; null when its clause
 * names none.
 */
export function ownerOf(prose: string, clause: Span, at: Span, mentions: readonly Mention[]): Mention | null {
  const after = mentions.find(({ start, end }) => start >= at.end && end <= clause.end && OWNER_AFTER.test(prose.slice(at.end, start)));
  if (after) return after;
  const before = mentions.filter(({ start, end }) => start >= clause.start && end <= at.start).at(-1);
  if (before) return isAside(prose, before) || (before.kind === "experiment" && HERE.test(prose.slice(before.end, clause.end))) ? null : before;
  const opened = /\(\s*$/.test(prose.slice(Math.max(0, clause.start - 2), clause.start + 1)) || prose[clause.start - 1] === "(";
  if (!opened) return null;
  return mentions.find(({ end }) => end < clause.start && /^\s*\($/.test(prose.slice(end, clause.start))) ?? null;
}
