import { namesOf, type ProseRecord, type Standing } from "./fact.ts";
import { findMentions, isAside, splitSentences, type Mention, type Span } from "./prose-scope.ts";

/** Words that claim better or worse where the record says otherwise. */
export interface Contradiction extends Span {
  text: string;
  /** What the record says. */
  reason: string;
}

/** "HEVC", "the x265 medium baseline"; not "x265 slow", which is a plan. */
const REFERENCE = String.raw`(?:the |its |our |measured |x265(?:'s)? |HEVC )*(?:HEVC|H\.265|x265(?! (?:ultra|super|very|fast|slow|place))|baseline|anchor)(?: (?:medium|baseline|curve|anchor|encoder))*\b`;
const BETTER = String.raw`smaller|fewer bits|less (?:bits|rate|data|bitrate)|lower (?:bit-?)?rates?|sav(?:es?|ed|ings?|ing)|improv(?:es?|ed|ements?|ing)|beats?|beating|outperform(?:s|ed|ing)?|wins?|won|better|gains?|gained|cheaper|more efficient|ahead|below`;
const WORSE = String.raw`larger|bigger|more (?:bits|rate|data|bitrate)|higher (?:bit-?)?rates?|costs?|regress(?:es|ed|ions?)?|worse|los(?:es|ing|ses|s)|lose|lost|inflates?|inflated|less efficient|underperform(?:s|ed)?|falls short|behind|above|dearer`;
const CLAIM = `(?<better>${BETTER})|(?<worse>${WORSE})`;
const THAN = String.raw`(?:than|against|over|versus|vs\.?|compared (?:with|to)|relative to|to|on|of)`;
const SUBJECT = String.raw`(?:this|the|our) (?:plan|experiment|run|result|outcome|codec|candidate|configuration|composition|change)`;

interface Grammar { pattern: RegExp; /** The reference is the subject: the claim is its own. */ turned?: true; /** Compared with an experiment instead of the baseline. */ other?: true }

const grammarsOf = (others: readonly string[]): Grammar[] => {
  const escaped = others.map((id) => id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const claim = String.raw`\b(?:${CLAIM})\b`;
  return [
    { pattern: new RegExp(String.raw`${REFERENCE} (?:is|was|gets|got) (?:(?:clearly|easily|also|not) )*(?<better>beaten|outperformed)\b`, "gid") },
    // "HEVC needs fewer bits", "the baseline is smaller", "x265 medium beats it": before the others, which would read it the other way.
    { pattern: new RegExp(String.raw`(?<!\b(?:than|against|over|versus|with|to|on|of|beats?|beating|and|at|relative to|by|behind|below|above) )(?<![-\w])${REFERENCE} (?:(?:is|was|remains|stays|still|clearly|itself|needs|needed|takes|came out) )*${claim}`, "gid"), turned: true },
    ...(escaped.length > 0 ? [{ pattern: new RegExp(String.raw`${claim}[^.;:]{0,50}?\b(?:than|over|against|versus|compared (?:with|to)) (?:experiment |that of )?(?:${escaped.join("|")})(?![\w-])`, "gid"), other: true as const }] : []),
    { pattern: new RegExp(String.raw`${claim}(?:[^.;:]{0,50}? ${THAN})? (?<ref>${REFERENCE})`, "gid") },
    { pattern: new RegExp(String.raw`\b(?:against|compared (?:with|to)|relative to|versus|vs\.?) ${REFERENCE},? [^.;:]{0,40}?${claim}`, "gid") },
    { pattern: new RegExp(String.raw`\b(?:this|it|${SUBJECT}|which) (?:is|was|gives?|gave|brings?|brought|shows?|showed|means|ended (?:in|as)) (?:(?:not|no|clearly|thus|a|an|clear|real|true|net|overall|solid|strong|slight|mild|severe|large) )*(?<noun>(?<better>improvements?|wins?|gains?|savings?)|(?<worse>regressions?|loss(?:es)?))\b(?! (?:over|of|in|on|from|for|against|to)\b)`, "gid") },
    { pattern: new RegExp(String.raw`\b${SUBJECT} (?:(?:clearly|easily|narrowly|just|did not|does not|never|still|also|is|was) )*${claim}(?=\s*(?:[.;,]|$| by\b| overall| on (?:the )?(?:mean|average|suite)))`, "gid") },
  ];
};

/** Not a statement of what was measured. */
const HYPOTHETICAL = /\b(?:should|would|could|might|may|will|shall|can|expect\w*|predict\w*|hypothes\w+|if|whether|aim\w*|try|next|suggest\w*|promis\w*|hope\w*|likely|unless|until|to (?:beat|save|improve|outperform|win)|claim(?:s|ed)?|unverified|needs? to)\b|\?/i;
/** Better or worse in something else than bits, or in a part of the curve. */
const OTHER_TOPIC = /\b(?:time|seconds?|slow\w*|fast\w*|speed|CPU|memory|complex\w*|decod\w+|encoding|encodes?|SSIM|VMAF|PSNR|chroma|luma|spread|confiden\w+|quality|dB|rungs?|CRF|QP|high rates?|low rates?|low end|high end|ends? of|some|parts?|few|preset|resolution|GOP|motion|detail|points? on|curves? overlap|closer|header|blocks?)\b/i;
const AT_EQUAL = /\b(?:at |for )?(?:an? |the )?(?:equal|same|identical|matched|matching) (?:PSNR[-\w]*|quality)\b|\bBD-?rate(?: \([^)]*\))?|\b(?:PSNR[-\w]* )?BD\b/gi;
const NEGATION = /(?:\b(?:not|no|never|neither|nor|fail(?:s|ed)? to|without|hardly|cannot|nothing|rather than|far from|instead of|nowhere)\b|n't\b)(?:\s+(?!but\b)[\w%-]+){0,3}\s*$|\bnone of [^.;,]{0,40}$/i;
const HEDGED = /\b(?:inconclusive|noise|within|floor|zero|tiny|slight\w*|marginal\w*|insignificant\w*|indistinguishable|tie)\b/i;
const PRONOUN = /^\s*(?:it|its|that|they|these|those)\b/i;
const THIS_ONE = /\b(?:here|this (?:experiment|plan|run|one|result)|our)\b/i;
const WHOLE = /\b(?:mean|average|overall|suite|all clips)\b/i;

type Side = "better" | "worse";

/** Clips and differences this near to zero, percent, contradict no claim: a half percent has no side that prose must name. */
const NEAR_ZERO = 0.5;

const sized = (percent: number): string => `${Math.abs(percent).toFixed(1)} % ${percent >= 0 ? "smaller" : "larger"}`;

/** Why the record contradicts the claim; null when it does not. `negated`: "does not beat". */
function contradiction(standing: Standing, claim: Side, negated: boolean, sentence: string): string | null {
  const { verdict, reductionPercent: percent, clip, of } = standing;
  const name = clip ?? of ?? "this experiment";
  if (clip !== undefined) {
    if (percent === null) return negated ? null : `the record has no reduction for ${name}`;
    if (Math.abs(percent) < NEAR_ZERO) return null;
  } else if (verdict === "inconclusive") {
    return negated || HEDGED.test(sentence) ? null : `the record's verdict on ${name} is inconclusive`;
  } else if (percent === null || (verdict !== "better" && verdict !== "worse" && !(of !== undefined && verdict === null))) {
    return negated ? null : `the record holds no measured gain or loss of ${name}${verdict === null ? "" : ` (${verdict})`}`;
  }
  const truth: Side = verdict === "better" || verdict === "worse" ? verdict : (percent ?? 0) > 0 ? "better" : "worse";
  if (negated ? claim !== truth : claim === truth) return null;
  return `the record says that ${name} came out ${sized(percent ?? 0)} than the baseline`;
}

/** What a claim is about: a clip or experiment that its clause names, else the whole of this experiment; null when it cannot be told. */
function subjectOf(prose: string, sentence: Span, before: Span | null, at: Span, mentions: readonly Mention[], standings: readonly Standing[]): Standing[] {
  const here = mentions.filter(({ start, end }) => start >= sentence.start && end <= sentence.end);
  const text = prose.slice(sentence.start, sentence.end);
  const clips = here.filter(({ kind }) => kind === "clip");
  if (clips.length > 0 && !WHOLE.test(text)) {
    const from = Math.max(...[...prose.slice(sentence.start, at.start).matchAll(/[,;:](?=\s)|[()]|\b(?:but|while|whereas)\b/g)].map(({ index }) => sentence.start + index), sentence.start);
    const rest = prose.slice(at.end, sentence.end).search(/[,;:](?=\s)|[()]|\b(?:but|while|whereas)\b/);
    const to = rest === -1 ? sentence.end : at.end + rest;
    const named = new Set(clips.filter(({ start, end }) => (start >= from && end <= to) || new Set(clips.map(({ clip }) => clip)).size === 1).map(({ clip }) => clip));
    return standings.filter(({ clip }) => clip !== undefined && named.has(clip));
  }
  const experiment = here.filter((mention) => mention.kind === "experiment" && mention.end <= at.start && !isAside(prose, mention)).at(-1);
  if (experiment && !THIS_ONE.test(prose.slice(experiment.end, at.end))) return standings.filter(({ of, clip }) => clip === undefined && of === experiment.of);
  const spokenOf = before === null ? [] : mentions.filter(({ start, end, of, clip }) => start >= before.start && end <= before.end && (of !== undefined || clip !== undefined));
  // "It" may be what the sentence before was about.
  if (spokenOf.length > 0 && PRONOUN.test(text)) return [];
  return standings.filter(({ of, clip }) => of === undefined && clip === undefined);
}

/**
 * Claims of better or worse against the baseline (smaller, saves, beats, regression, costs ...) that the verdict, or the
 * sign of the clip's or cited experiment's reduction, contradicts. Claims about time, quality, single rungs, the future or
 * somebody's say are left alone. Deterministic.
 */
export function checkClaims(prose: string, { facts, standings }: ProseRecord): Contradiction[] {
  const mentions = findMentions(prose, namesOf(facts));
  const others = standings.flatMap(({ of }) => (of === undefined ? [] : [of]));
  const grammars = grammarsOf(others);
  const found: Contradiction[] = [];
  let before: Span | null = null;
  for (const sentence of splitSentences(prose)) {
    // Same length, so that places stay: what is compared at equal quality is about bits.
    const text = prose.slice(sentence.start, sentence.end).replace(AT_EQUAL, (words) => " ".repeat(words.length)).replace(/[\n\t]/g, " ");
    const judged: Span[] = [];
    for (const { pattern, turned, other } of HYPOTHETICAL.test(text) ? [] : grammars) {
      for (const match of text.matchAll(pattern)) {
        const side: Side = match.groups?.better === undefined ? "worse" : "better";
        const place = match.indices?.groups?.[side];
        if (!place) continue;
        const at = { start: sentence.start + place[0], end: sentence.start + place[1] };
        if (judged.some(({ start, end }) => at.start < end && start < at.end)) continue;
        judged.push(at);
        const clauseEnd = text.slice(match.index + match[0].length).search(/[,;:.](?=\s|$)|\b(?:but|while|whereas|and)\b/);
        const words = text.slice(match.index, clauseEnd === -1 ? undefined : match.index + match[0].length + clauseEnd);
        const lead = text.slice(0, place[0]).replace(/^[\s\S]*(?:[,;:](?=\s)|\b(?:but|while|whereas)\b)/, "");
        if (OTHER_TOPIC.test(words) || OTHER_TOPIC.test(lead)) continue;
        const negated = NEGATION.test(text.slice(0, place[0])) || /\bno\s*$/i.test(lead);
        const claim: Side = turned ? (side === "better" ? "worse" : "better") : side;
        const reason = other ? againstOther(match[0], claim, negated, standings) : subjectOf(prose, sentence, before, at, mentions, standings).map((standing) => contradiction(standing, claim, negated, text)).find((why) => why !== null);
        if (reason) found.push({ ...at, text: prose.slice(at.start, at.end), reason });
      }
    }
    before = sentence;
  }
  return found.sort((a, b) => a.start - b.start);
}

/** "smaller than exp-x": this experiment's reduction against that one's. */
function againstOther(words: string, claim: Side, negated: boolean, standings: readonly Standing[]): string | null {
  const own = standings.find(({ of, clip }) => of === undefined && clip === undefined)?.reductionPercent ?? null;
  const other = standings.filter(({ of }) => of !== undefined && words.endsWith(of)).sort((a, b) => (b.of?.length ?? 0) - (a.of?.length ?? 0))[0];
  const theirs = other?.reductionPercent ?? null;
  if (own === null || theirs === null || Math.abs(own - theirs) < NEAR_ZERO) return null;
  const truth: Side = own > theirs ? "better" : "worse";
  if (negated ? claim !== truth : claim === truth) return null;
  return `the record says ${sized(own)} here and ${sized(theirs)} in ${other?.of ?? ""}`;
}
