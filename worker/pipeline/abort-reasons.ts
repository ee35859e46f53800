/** Why a run is stopped from outside. Each is the `reason` of the run's AbortSignal; the first one wins. */
export class LeaseLostError extends Error {
  override readonly name = "LeaseLostError";
  constructor() {
    super("the lease was lost: another worker owns the experiment now");
  }
}

export class CancelledError extends Error {
  override readonly name = "CancelledError";
  constructor() {
    super("cancelled on request");
  }
}

export class ShutdownError extends Error {
  override readonly name = "ShutdownError";
  constructor() {
    super("the worker is shutting down");
  }
}

export class TimeLimitError extends Error {
  override readonly name = "TimeLimitError";
  constructor(minutes: number) {
    super(`the experiment outlived its time limit of ${minutes} minutes (LAB_EXPERIMENT_MINUTES)`);
  }
}
