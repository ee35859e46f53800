import { type Answer, type Coded, drawTrial, type Letter, otherOf, type Trial } from "#lib/pictures/abx.ts";

/** A blind test from its beginning to its result; there is none in between. */
export type AbxSession =
  | { phase: "setup" }
  | { phase: "running"; count: number; trial: Trial; answers: Answer[]; looking: Letter | "x"; /** Order of the two videos on the page, drawn as well. */ order: [Coded, Coded] }
  | { phase: "done"; answers: Answer[] };
export type Running = Extract<AbxSession, { phase: "running" }>;

export function beginAbx(count: number, random: () => number): Running {
  const first: Coded = random() < 0.5 ? "candidate" : "baseline";
  return { phase: "running", count, trial: drawTrial(random), answers: [], looking: "a", order: [first, otherOf(first)] };
}

/** Keeps an answer; the next trial begins with A, or the test is over. */
export function answerAbx(session: Running, said: Letter, preferred: Letter | null, random: () => number): AbxSession {
  const answers = [...session.answers, { ...session.trial, said, preferred }];
  if (answers.length >= session.count) return { phase: "done", answers };
  return { ...session, answers, trial: drawTrial(random), looking: "a" };
}
