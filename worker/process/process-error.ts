/** denied: it tried to use what it may not. */
export type HowItEnded = "denied" | "exit" | "signal" | "timeout" | "memory" | "error" | "start";

/** A media process that did not give a result: what was run, how it ended and the tail of what it said. */
export class MediaProcessError extends Error {
  override readonly name = "MediaProcessError";
  readonly what: string;
  readonly how: HowItEnded;
  readonly tail: string;

  constructor(what: string, how: HowItEnded, reason: string, tail: string, options?: ErrorOptions) {
    super(`${what}: ${reason}`, options);
    this.what = what;
    this.how = how;
    this.tail = tail;
  }
}
