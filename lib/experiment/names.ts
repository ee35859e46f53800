/*
 * The closed lists of words, apart from the schemas that use them: a page that only lists them needs no schema library.
 */

export const STATUSES = ["queued", "running", "completed", "failed", "cancelled"] as const;

/** The stages of a running experiment, in order. */
export const STAGES = ["plan", "generate", "baseline", "screen", "encode", "decode", "measure", "analyse", "validate", "publish"] as const;

/** The levels of the evaluation cascade, cheapest first. */
export const EVALUATION_LEVELS = ["schema", "screen", "suite", "held-out"] as const;

export const VERDICTS = ["better", "worse", "inconclusive", "incomparable", "unverified", "failed", "cancelled"] as const;
