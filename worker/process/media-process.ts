import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { MediaProcessError } from "./process-error.ts";
import type { JobInput, JobName, JobNote, JobOutput, JobReply } from "./protocol.ts";
import { BARE_ENV } from "./bare-env.ts";
import { residentMemory } from "./resident-memory.ts";
import { endProcess, supervise, type Limits } from "./supervise.ts";
import { createTail } from "./tail.ts";

/** An error that a job raised on purpose (bad media, a bad bitstream): the process itself is fine. */
export class MediaJobError extends Error {
  override readonly name = "MediaJobError";
  readonly errorName: string;
  readonly detail: string | null;
  constructor(errorName: string, message: string, detail: string | null) {
    super(message);
    this.errorName = errorName;
    this.detail = detail;
  }
}

export interface MediaProcess {
  /** False once the process ended: it takes no further job. */
  alive(): boolean;
  /** Runs one job; one at a time. A broken limit, a crash or an abort ends the process. */
  run<N extends JobName>(name: N, what: string, input: JobInput<N>, limits: Limits, signal?: AbortSignal, onNote?: (note: string) => void): Promise<JobOutput<N>>;
  /** Resident memory, bytes; null where the system does not tell. */
  memory(): Promise<number | null>;
  end(): Promise<void>;
}

const ENTRY = fileURLToPath(new URL("./media-child.ts", import.meta.url));

function describeExit(child: ChildProcess): { how: "signal" | "exit"; reason: string } {
  if (child.signalCode !== null) return { how: "signal", reason: `the media process was ended by ${child.signalCode}` };
  return { how: "exit", reason: `the media process ended with code ${child.exitCode}` };
}

/** The job's reply; what it says before goes to `onNote`. */
function replyOf(child: ChildProcess, signal: AbortSignal, onNote?: (note: string) => void): Promise<JobReply> {
  return new Promise((resolve) => {
    // One listener for the whole job: several messages may come in one turn of the event loop.
    const listen = (message: JobReply | JobNote) => ("note" in message ? onNote?.(message.note) : resolve(message));
    child.on("message", listen);
    signal.addEventListener("abort", () => child.off("message", listen), { once: true });
  });
}

/**
 * Starts a media process. It gets no environment: no credentials, nothing that could change its result.
 * @param entry the program that serves the jobs
 */
export function startMediaProcess(entry = ENTRY): MediaProcess {
  const child = fork(entry, [], { execArgv: ["--import", "tsx"], env: BARE_ENV, stdio: ["ignore", "pipe", "pipe", "ipc"], serialization: "advanced" });
  const tail = createTail();
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => tail.add(chunk));
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => tail.add(chunk));
  let startError: Error | null = null;
  child.on("error", (error) => {
    startError = error;
  });
  const alive = () => startError === null && child.exitCode === null && child.signalCode === null && child.connected;

  return {
    alive,
    async run<N extends JobName>(name: N, what: string, input: JobInput<N>, limits: Limits, signal?: AbortSignal, onNote?: (note: string) => void) {
      if (!alive()) throw new MediaProcessError(what, "start", `the media process is not running${startError ? `: ${startError.message}` : ""}`, tail.text());
      signal?.throwIfAborted();
      const watch = supervise(child, what, limits, tail.text, signal);
      const over = new AbortController();
      const reply = replyOf(child, over.signal, onNote);
      const exit = once(child, "exit", { signal: over.signal }).then(() => {
        const { how, reason } = describeExit(child);
        throw new MediaProcessError(what, how, reason, tail.text());
      });
      // When it loses the race below it is given up by `over`, which rejects it: that is not an error.
      exit.catch(() => {});
      try {
        child.send({ name, input });
        const answer = await Promise.race([reply, exit, watch.broken]);
        if (!answer.ok) throw new MediaJobError(answer.errorName, answer.message, answer.detail);
        return answer.output as JobOutput<N>;
      } catch (error) {
        if (!(error instanceof MediaJobError)) await endProcess(child);
        throw error;
      } finally {
        watch.stop();
        over.abort();
      }
    },
    memory: async () => (child.pid === undefined ? null : residentMemory(child.pid)),
    end: () => endProcess(child),
  };
}
