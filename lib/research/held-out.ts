import { HELD_OUT_SUITE_ID } from "../clips/suites.ts";

/** True for a suite whose facts may reach neither a digest nor a model. */
export function isHeldOut(suiteId: string): boolean {
  return suiteId === HELD_OUT_SUITE_ID;
}
