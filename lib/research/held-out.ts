/** The suite that the researcher never sees: its results judge the lab, so they must not teach it. */
export const HELD_OUT_SUITE_ID = "held-out";

/** True for a suite whose facts may reach neither a digest nor a model. */
export function isHeldOut(suiteId: string): boolean {
  return suiteId === HELD_OUT_SUITE_ID;
}
