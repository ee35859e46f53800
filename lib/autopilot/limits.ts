/*
 * Bounds and defaults of the autopilot's settings, apart from the schema: the start form needs them and no schema library.
 */

export interface LimitBounds {
  min: number;
  max: number;
  integer: boolean;
  /** null: no limit unless a person sets one. */
  default: number | null;
}

export const LIMITS = {
  maxExperiments: { min: 1, max: 500, integer: true, default: 20 },
  /** Minutes of wall time since the start, pauses not counted; at most a week. */
  maxMinutes: { min: 1, max: 10_080, integer: true, default: 120 },
  /** Prompt and completion together. */
  maxTokens: { min: 1_000, max: 1_000_000_000, integer: true, default: null },
  /** US dollars. */
  maxCostUsd: { min: 0.01, max: 100_000, integer: false, default: null },
  /** Reduction at equal quality, percent, that ends the search. */
  targetPercent: { min: 1, max: 99, integer: false, default: null },
  /** Experiments in a row that do not improve the best of this run. */
  staleAfter: { min: 1, max: 100, integer: true, default: 8 },
} as const satisfies Record<string, LimitBounds>;

export type LimitName = keyof typeof LIMITS;

/** Failed experiments in a row after which more of them would only cost. */
export const MAX_FAILURES_IN_A_ROW = 3;

export const AUTOPILOT_STATES = ["running", "paused", "stopped"] as const;
