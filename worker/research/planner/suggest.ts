import { canonicalJson } from "#lib/plan/fingerprint.ts";
import { ProposalSchema, type Plan, type Proposal } from "#lib/plan/schema.ts";
import type { Digest } from "#lib/research/digest-schema.ts";
import { nearTwinOf } from "../novelty/near-twin.ts";
import { leaves, STALE_AFTER, staleFamily, staleText, type StaleFamily } from "../novelty/stale-family.ts";
import type { Budget, Candidate } from "./candidate.ts";
import { families, shiftRungs, transfer, variants } from "./explore.ts";
import { methods } from "./methods.ts";
import { combine, neighbours, refine } from "./refine.ts";
import { search } from "../search/search.ts";
import { trialsOf } from "./trials.ts";

/** Candidates that are asked about before giving up; a taken plan costs one read each. */
const MAX_ASKED = 400;

export interface Suggestion {
  proposal: Proposal;
  /** What to do and why, without predicted numbers: the next idea of an analysis. */
  idea: string;
}

export interface SuggestOptions {
  budget: Budget;
  /** Who ran this plan, or null. */
  isTaken: (plan: Plan) => Promise<string | null>;
  /** Another seed looks elsewhere for candidates; the same seed and digest give the same answer. */
  seed?: number;
  /** The only plans that may be proposed: a table of measured ones. */
  pool?: readonly Plan[];
  /** Experiments in a row in one family without a new best, after which the next plan leaves it. */
  staleAfter?: number;
}

function* candidates(digest: Digest, { budget, seed, pool }: SuggestOptions, stale: StaleFamily | null): Generator<Candidate> {
  const trials = trialsOf(digest);
  const here = trials.filter((trial) => trial.suiteId === digest.suiteId);
  const elsewhere = trials.filter((trial) => trial.suiteId !== digest.suiteId);
  yield* shiftRungs(here, elsewhere);
  yield* transfer(here, elsewhere);
  yield* families(here, elsewhere);
  yield* variants(here, elsewhere);
  yield* methods(here, budget);
  const ranked = { here, elsewhere, runtimeMs: budget.runtimeMs, seed, pool };
  // What a stale family is left for is looked for as carefully as what would stay: by a search that only takes what leaves.
  yield* search(stale ? { ...ranked, accept: (plan) => leaves(plan, stale) } : ranked);
  yield* refine({ here, elsewhere }, budget);
  yield* combine({ here, elsewhere }, budget);
  yield* neighbours({ here, elsewhere }, budget);
}

/**
 * The built-in planner's next experiment on the digest's suite: explore every codec family and every method, then follow the
 * surrogate of everything measured; with too few measurements for one, single changes of the best, then pairs. Never a plan
 * that the digest holds or `isTaken` knows, no near twin without a reason, and none of a stale family. The same digest gives
 * the same answer.
 * @returns null when everything that it knows to try, and may, was tried
 */
export async function suggest(digest: Digest, options: SuggestOptions): Promise<Suggestion | null> {
  const rows = digest.rows.filter(({ suiteId }) => suiteId === digest.suiteId);
  const known = new Set(trialsOf({ ...digest, rows }).map((trial) => canonicalJson(trial.plan)));
  const stale = staleFamily(rows, options.staleAfter ?? STALE_AFTER);
  let asked = 0;
  const allowed = options.pool && new Set(options.pool.map(canonicalJson));
  for (const candidate of candidates(digest, options, stale)) {
    const key = canonicalJson(candidate.plan);
    if (known.has(key) || allowed?.has(key) === false) continue;
    known.add(key);
    if (!leaves(candidate.plan, stale)) continue;
    const twin = options.pool ? null : nearTwinOf(candidate.plan, rows);
    if (twin && candidate.novelty === undefined) continue;
    asked += 1;
    if (asked > MAX_ASKED) return null;
    if ((await options.isTaken(candidate.plan)) === null) return toSuggestion(candidate, { isTwin: twin !== null, stale });
  }
  return null;
}

const within = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** Keeps prose inside the schema's lengths: two long reasons and long ids can pass them. */
function toSuggestion({ plan, hypothesis, why, expected, idea, parentId, novelty }: Candidate, { isTwin, stale }: { isTwin: boolean; stale: StaleFamily | null }): Suggestion {
  const left = stale ? `${staleText(stale)}, so this one leaves it. ` : "";
  const proposal = ProposalSchema.parse({
    hypothesis: within(`${left}${hypothesis}`, 600), why: within(why, 4000), plan, expected, parentId,
    novelty: isTwin && novelty !== undefined ? within(novelty, 600) : null,
  });
  return { proposal, idea: within(`${left}${idea}`, 1000) };
}
