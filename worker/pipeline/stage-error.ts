import type { Failure, Stage } from "#lib/experiment/schema.ts";
import { MediaJobError } from "#worker/process/media-process.ts";
import { MediaProcessError } from "#worker/process/process-error.ts";

/** The failure of a stage: which, why, and the tail of what the failed tool said. */
export class StageError extends Error {
  override readonly name = "StageError";
  readonly stage: Stage;
  readonly detail: string | null;
  constructor(stage: Stage, reason: string, detail: string | null, options?: ErrorOptions) {
    super(reason, options);
    this.stage = stage;
    this.detail = detail;
  }
}

const MAX_REASON = 1000;
const MAX_DETAIL = 4000;

function detailOf(error: unknown): string | null {
  if (error instanceof MediaProcessError) return error.tail || null;
  if (error instanceof MediaJobError || error instanceof StageError) return error.detail;
  return error instanceof Error ? (error.stack ?? null) : null;
}

/** The error of a stage as a record, whatever was thrown. */
export function failureOf(error: unknown, stage: Stage | null): Failure {
  return {
    stage: error instanceof StageError ? error.stage : stage,
    reason: (error instanceof Error ? error.message : String(error)).slice(0, MAX_REASON),
    detail: detailOf(error)?.slice(-MAX_DETAIL) ?? null,
  };
}

/** Runs a step of a stage; what it throws gets the stage's name. An abort passes through as it is. */
export async function inStage<T>(stage: Stage, signal: AbortSignal, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof StageError || signal.aborted) throw signal.aborted ? signal.reason : error;
    const { reason, detail } = failureOf(error, stage);
    throw new StageError(stage, reason, detail, { cause: error });
  }
}
