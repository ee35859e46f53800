import { checkClaims, type Contradiction } from "./check-claims.ts";
import { checkNumbers, type Segment } from "./check-numbers.ts";
import type { ProseRecord } from "./fact.ts";

export interface ProseCheck {
  segments: Segment[];
  /** Numbers that the record does not hold. */
  unmatched: number;
  /** Claims of better or worse that the record contradicts, in order, each with what the record says. */
  contradictions: { text: string; reason: string }[];
}

/** Cuts the contradicted words out of the plain text between the numbers. */
function withClaims(segments: readonly Segment[], claims: readonly Contradiction[]): Segment[] {
  const cut: Segment[] = [];
  let at = 0;
  for (const segment of segments) {
    const end = at + segment.text.length;
    let from = at;
    for (const claim of segment.kind === "text" ? claims : []) {
      if (claim.start < from || claim.end > end) continue;
      if (claim.start > from) cut.push({ text: segment.text.slice(from - at, claim.start - at), kind: "text" });
      cut.push({ text: claim.text, kind: "contradicted", label: claim.reason });
      from = claim.end;
    }
    if (from < end) cut.push({ ...segment, text: segment.text.slice(from - at) });
    at = end;
  }
  return cut;
}

/**
 * Holds a model's prose against the record: every number, and every claim of better or worse. The segments' texts joined
 * are the prose. Deterministic, no network, no model.
 */
export function checkProse(prose: string, record: ProseRecord): ProseCheck {
  const { segments, unmatched } = checkNumbers(prose, record.facts);
  const claims = checkClaims(prose, record);
  const cut = withClaims(segments, claims);
  return {
    segments: cut, unmatched,
    contradictions: cut.flatMap(({ text, kind, label, reason }) => (kind === "contradicted" ? [{ text, reason: label ?? "" }] : reason === undefined ? [] : [{ text, reason }])),
  };
}

/** Prose that is not checked yet, or cannot be: nothing in it is called missing. */
export const uncheckedProse = (prose: string): ProseCheck => ({ segments: [{ text: prose, kind: "text" }], unmatched: 0, contradictions: [] });
