import { binomialTail } from "./binomial-tail.ts";

/*
 * A blind A/B/X test: A and B are the candidate and the baseline in hidden order, X is one of them, and the viewer says which.
 */

export type Coded = "candidate" | "baseline";
export type Letter = "a" | "b";
export interface Trial { a: Coded; x: Letter }
export interface Answer extends Trial {
  /** What the viewer took X for. */
  said: Letter;
  /** Which of the two looked better; null: no preference. */
  preferred: Letter | null;
}

/** Fewer answers cannot reach p = 0.05 with a single slip: 7 of 8 gives 0.035. */
export const TRIAL_COUNTS = [8, 12, 16, 24] as const;
export const DEFAULT_TRIALS = 12;

export const otherOf = (coded: Coded): Coded => (coded === "candidate" ? "baseline" : "candidate");

/** A new hidden order; both draws are fair and do not depend on each other, nor on the trials before. @param random from 0 to below 1 */
export function drawTrial(random: () => number): Trial {
  return { a: random() < 0.5 ? "candidate" : "baseline", x: random() < 0.5 ? "a" : "b" };
}

/** What a letter shows in a trial. */
export function shownAs({ a, x }: Trial, letter: Letter | "x"): Coded {
  const plain = letter === "x" ? x : letter;
  return plain === "a" ? a : otherOf(a);
}

export interface AbxResult {
  correct: number;
  answers: number;
  /** One-sided, exact. */
  p: number;
  /** Trials in which each was preferred. */
  preferred: Record<Coded, number>;
}

export function resultOf(answers: readonly Answer[]): AbxResult {
  const correct = answers.filter(({ x, said }) => x === said).length;
  const times = (coded: Coded) => answers.filter((answer) => answer.preferred !== null && shownAs(answer, answer.preferred) === coded).length;
  return { correct, answers: answers.length, p: binomialTail(correct, answers.length), preferred: { candidate: times("candidate"), baseline: times("baseline") } };
}

/** A p-value with as many digits as tell something. */
export function formatP(p: number): string {
  return p < 0.001 ? "p < 0.001" : `p = ${p.toFixed(3)}`;
}

/** The result in plain words: "12 of 16, p = 0.038: you probably see a difference". */
export function describeResult({ correct, answers, p }: AbxResult): string {
  const words =
    p < 0.01 ? "you see a difference"
    : p < 0.05 ? "you probably see a difference"
    : p < 0.2 ? "not enough to say that you see a difference; more trials could tell"
    : "no sign that you see a difference: guessing does as well";
  return `${correct} of ${answers}, ${formatP(p)}: ${words}`;
}
