import { CancelledError, LeaseLostError } from "#worker/pipeline/abort-reasons.ts";

export type LeaseState = "held" | "lost" | "cancel-requested";

/**
 * Keeps a lease alive while work goes on: a heartbeat every third of it. What the store answers ends the work through
 * `abort`: a lost lease or a wish to cancel. While the store cannot be reached the work goes on: every write is fenced
 * by owner and attempt, so should another worker have taken over meanwhile, the next answer says so and nothing is hurt.
 * @param heartbeat extends the lease in the store
 * @returns stops the heartbeat
 */
export function holdLease(
  { leaseSeconds, heartbeat, abort, log }: {
    leaseSeconds: number;
    heartbeat: () => Promise<LeaseState>;
    abort: (reason: Error) => void;
    log: (message: string) => void;
  },
): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let beating: Promise<void> = Promise.resolve();

  const beat = async (): Promise<void> => {
    try {
      const state = await heartbeat();
      if (state === "lost") return abort(new LeaseLostError());
      if (state === "cancel-requested") return abort(new CancelledError());
    } catch (error) {
      log(`heartbeat failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const schedule = () => {
    timer = setTimeout(() => {
      beating = beat().finally(() => {
        if (!stopped) schedule();
      });
    }, (leaseSeconds * 1000) / 3);
  };
  schedule();
  return async () => {
    stopped = true;
    if (timer) clearTimeout(timer);
    await beating;
  };
}
