/*
 * The closed lists of words, apart from the schemas that use them: a page that only lists them needs no schema library.
 */

export const STATUSES = ["queued", "running", "completed", "failed", "cancelled"] as const;

/** The stages of a running experiment, in order. */
export const STAGES = ["plan", "generate", "baseline", "screen", "encode", "decode", "measure", "analyse", "validate", "publish"] as const;

export const VERDICTS = ["better", "worse", "inconclusive", "incomparable", "unverified", "failed", "cancelled"] as const;
