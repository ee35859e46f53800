import { canonicalJson } from "#lib/plan/fingerprint.ts";
import { ProposalSchema, type Plan, type Proposal } from "#lib/plan/schema.ts";
import type { Digest } from "#lib/research/digest-schema.ts";
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
}

function* candidates(digest: Digest, { budget, seed, pool }: SuggestOptions): Generator<Candidate> {
  const trials = trialsOf(digest);
  const here = trials.filter((trial) => trial.suiteId === digest.suiteId);
  const elsewhere = trials.filter((trial) => trial.suiteId !== digest.suiteId);
  yield* shiftRungs(here, elsewhere);
  yield* transfer(here, elsewhere);
  yield* families(here, elsewhere);
  yield* variants(here, elsewhere);
  yield* methods(here, budget);
  yield* search({ here, elsewhere, runtimeMs: budget.runtimeMs, seed, pool });
  yield* refine({ here, elsewhere }, budget);
  yield* combine({ here, elsewhere }, budget);
  yield* neighbours({ here, elsewhere }, budget);
}

/**
 * The built-in planner's next experiment on the digest's suite: explore every codec family and every method, then follow the
 * surrogate of everything measured; with too few measurements for one, single changes of the best, then pairs. Never a plan that the digest holds or `isTaken` knows. The same digest gives the same answer.
 * @returns null when everything that it knows to try was tried
 */
export async function suggest(digest: Digest, options: SuggestOptions): Promise<Suggestion | null> {
  const known = new Set(trialsOf(digest).filter((trial) => trial.suiteId === digest.suiteId).map((trial) => canonicalJson(trial.plan)));
  let asked = 0;
  const allowed = options.pool && new Set(options.pool.map(canonicalJson));
  for (const candidate of candidates(digest, options)) {
    const key = canonicalJson(candidate.plan);
    if (known.has(key) || allowed?.has(key) === false) continue;
    known.add(key);
    asked += 1;
    if (asked > MAX_ASKED) return null;
    if ((await options.isTaken(candidate.plan)) === null) return toSuggestion(candidate);
  }
  return null;
}

const within = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** Keeps prose inside the schema's lengths: two long reasons and long ids can pass them. */
function toSuggestion({ plan, hypothesis, why, expected, idea }: Candidate): Suggestion {
  return { proposal: ProposalSchema.parse({ hypothesis: within(hypothesis, 600), why: within(why, 4000), plan, expected }), idea: within(idea, 1000) };
}
