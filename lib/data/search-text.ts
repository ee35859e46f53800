import type { Experiment } from "../experiment/schema.ts";
import { HYPOTHESIS_LENGTH } from "../plan/hypothesis-length.ts";

/** Characters of a hypothesis that are searched: all that a plan's may have; an imported one may be longer. */
const SEARCHED = HYPOTHESIS_LENGTH.most;
/** DynamoDB compares bytes: both sides in one form and one case. */
const fold = (text: string): string => text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();

/** What a search in the history looks through: the hypothesis and the id, folded. */
export function searchTextOf({ id, hypothesis, imported }: Pick<Experiment, "id" | "hypothesis" | "imported">): string {
  return fold([hypothesis?.slice(0, SEARCHED), imported?.originalId, id].filter(Boolean).join(" "));
}

/** The words as they are searched for. */
export function foldSearch(text: string): string {
  return fold(text);
}
