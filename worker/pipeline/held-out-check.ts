import { HELD_OUT_SUITE_ID, SUITES, findSuite } from "#lib/clips/suites.ts";
import type { Env } from "#lib/env.ts";
import type { HeldOutCheck } from "./run-context.ts";

/**
 * The lab's own check: bests of its own suites on its held-out suite. An upload's best is no champion: it is one clip of one person,
 * whose mean has no interval, and five further clips each time that somebody tries a video would cost more than the trial.
 */
export function heldOutCheckOf({ LAB_VALIDATE }: Pick<Env, "LAB_VALIDATE">): HeldOutCheck {
  const suite = findSuite(HELD_OUT_SUITE_ID);
  if (!suite) throw new Error(`there is no suite ${HELD_OUT_SUITE_ID}`);
  return { suite, of: new Set(SUITES.flatMap(({ id }) => (id === HELD_OUT_SUITE_ID ? [] : [id]))), on: LAB_VALIDATE === "on" };
}
