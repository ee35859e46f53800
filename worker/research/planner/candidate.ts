import type { Expected, Plan } from "#lib/plan/schema.ts";

/** A plan worth running, with the facts that led to it. Its prose states numbers of the cited experiments and its own prediction only. */
export interface Candidate {
  plan: Plan;
  /** The experiment whose plan this one changes; null for a codec's first plan. */
  parentId: string | null;
  /** Why it is worth running although it is all but a past plan; without one, a near twin is passed over. */
  novelty?: string;
  hypothesis: string;
  why: string;
  expected: Expected;
  /** The same in a sentence for the analysis before it: what to do and why, without predicted numbers. */
  idea: string;
}

/** What every kind of suggestion is made from. */
export interface Budget {
  /** Wall time that one experiment may take, milliseconds. */
  runtimeMs: number;
}
