import type { ExperimentSummary } from "../experiment/schema.ts";
import { describePlan } from "../format/describe-plan.ts";
import { trackOf } from "../plan/track.ts";

export interface Column {
  /** Stable: a script reads by it. The unit is its end. */
  name: string;
  note: string;
  value: (row: ExperimentSummary) => string | number | boolean | null;
}

/** Seven significant digits say all that a measurement says, and read better than sixteen. */
const short = (value: number | null | undefined): number | null => (value === null || value === undefined ? null : Number(value.toPrecision(7)));

/** The columns of the CSV export, in order. New ones are added at the end; none changes its meaning. README.md lists them. */
export const COLUMNS: readonly Column[] = [
  { name: "id", note: "Id of the experiment.", value: ({ id }) => id },
  { name: "created_at_utc", note: "When it was enqueued, ISO 8601.", value: ({ createdAt }) => createdAt },
  { name: "finished_at_utc", note: "When it ended; empty while it has not.", value: ({ finishedAt }) => finishedAt },
  { name: "status", note: "queued, running, completed, failed or cancelled.", value: ({ status }) => status },
  { name: "verdict", note: "better, worse, inconclusive, incomparable, unverified, failed or cancelled.", value: ({ verdict }) => verdict },
  { name: "suite", note: "Id of the suite.", value: ({ suiteId }) => suiteId },
  { name: "method", note: "conventional, procedural, neural or hybrid; follows from the plan.", value: ({ method }) => method },
  { name: "track", note: "fidelity, or film-grain, which is never ranked beside it.", value: ({ plan }) => trackOf(plan) },
  { name: "plan", note: "The plan in words.", value: ({ plan }) => plan && describePlan(plan) },
  { name: "hypothesis", note: "What it set out to show.", value: ({ hypothesis }) => hypothesis },
  { name: "reduction_percent", note: "Mean over clips of the rate saved at equal PSNR-YUV against x265 medium; positive is smaller. Empty where quality cannot be compared.", value: ({ headline }) => short(headline?.reductionPercent) },
  { name: "interval_low_percent", note: "Lower end of its interval over clips.", value: ({ headline }) => short(headline?.interval?.low) },
  { name: "interval_high_percent", note: "Upper end.", value: ({ headline }) => short(headline?.interval?.high) },
  { name: "interval_level", note: "How often such an interval holds the mean of all clips like these, 0 to 1.", value: ({ headline }) => short(headline?.interval?.level) },
  { name: "bd_rate_percent", note: "Mean BD-rate of PSNR-YUV; negative is smaller.", value: ({ headline }) => short(headline?.bdRatePercent) },
  { name: "rate_kbps", note: "Mean rate at equal quality, kbit/s (1,000 bits).", value: ({ headline }) => short(headline?.bitrateKbps) },
  { name: "baseline_rate_kbps", note: "The baseline's rate there, kbit/s.", value: ({ headline }) => short(headline?.baselineKbps) },
  { name: "psnr_yuv_db", note: "Mean quality at which rates are compared: PSNR-YUV, (6Y+U+V)/8, dB.", value: ({ headline }) => short(headline?.psnrYuvDb) },
  { name: "clips", note: "Clips of the suite; 0 where an imported record does not say.", value: ({ headline }) => headline?.clips ?? null },
  { name: "clamped_clips", note: "Of these, at an end of the baseline's curve.", value: ({ headline }) => headline?.clampedClips ?? null },
  { name: "expected_reduction_percent", note: "What was predicted before it ran.", value: ({ expected }) => short(expected?.reductionPercent) },
  { name: "expected_confidence", note: "Predicted probability of being better, 0 to 1.", value: ({ expected }) => short(expected?.confidence) },
  { name: "claimed_reduction_percent", note: "What an imported record claims; nothing of it was measured here.", value: ({ headline }) => short(headline?.claimedReductionPercent) },
  { name: "import_flags", note: "What is visibly wrong with an imported record, separated by spaces.", value: ({ importFlags }) => importFlags.join(" ") || null },
  { name: "champion", note: "true when the held-out clips confirmed it as the best.", value: ({ champion }) => champion },
  { name: "runtime_s", note: "Wall time, seconds.", value: ({ runtimeMs }) => (runtimeMs === null ? null : short(runtimeMs / 1000)) },
  { name: "researcher", note: "built-in, model, person or imported.", value: ({ researcher }) => researcher?.kind ?? null },
  { name: "model", note: "Name of the model, for a model.", value: ({ researcher }) => researcher?.model ?? null },
  { name: "parent_id", note: "The experiment whose plan this one changed.", value: ({ parentId, lineage }) => lineage?.parentId ?? parentId },
  { name: "finding", note: "What the analysis found.", value: ({ finding }) => finding },
  { name: "failure", note: "Why it failed.", value: ({ failure }) => failure?.reason ?? null },
  { name: "result_digest", note: "sha256 over the hashes of all its bitstreams: equal means identical results.", value: ({ resultDigest }) => resultDigest },
];
