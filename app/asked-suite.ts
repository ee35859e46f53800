import { SUITE_ID } from "#lib/ids.ts";

/** The suite that a page shows when its address names none, or none that could be one. */
const FIRST_SUITE = "quick";

/** The suite that an address asks for. */
export function askedSuite(suite: string | string[] | undefined): string {
  return typeof suite === "string" && SUITE_ID.test(suite) ? suite : FIRST_SUITE;
}
