/*
 * How much is kept of everything, so that a document has a largest size whatever the history: measured at about 700 kB of
 * JSON with 5,000 made-up experiments, most of it the plans of the trials.
 */

/** Trials kept of one suite, and of all of them together: the newest, and the best of the older ones. */
export const NEWEST_TRIALS = { suite: 300, all: 120 } as const;
export const BEST_TRIALS = { suite: 100, all: 60 } as const;

export const MOST_FAMILIES = 60;
export const MOST_CLIPS = 60;
export const MOST_CLIPS_OF_CLASS = 6;
export const MOST_EFFECTS = 80;
export const MOST_EXAMPLES = 3;
/** Dead ends of each kind: the newest, and beside them those with the largest loss. */
export const NEWEST_DEAD_ENDS = 10;
export const WORST_DEAD_ENDS = 5;
/** Reasons kept of the failures of one stage. */
export const MOST_REASONS = 4;
/** Values kept of one setting; beyond them only the range tells. Bounded by the space for all but numbers with many steps. */
export const MOST_VALUES = 24;
export const MOST_GROUPS = 50;
export const MOST_CLAIMS = 20;
export const MOST_HISTORY_IDS = 12;

/** Characters kept of texts. */
export const PLAN_CHARS = 400;
export const REASON_CHARS = 300;
export const TAIL_CHARS = 600;
export const FINDING_CHARS = 240;
