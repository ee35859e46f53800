import { startMediaProcess, type MediaProcess } from "./media-process.ts";
import type { JobInput, JobName, JobOutput } from "./protocol.ts";
import type { Limits } from "./supervise.ts";

export interface RunOptions {
  signal?: AbortSignal;
  /** Instead of the pool's own. */
  limits?: Partial<Limits>;
  /** Hears what the job says while it runs. */
  onNote?: (note: string) => void;
}

export interface MediaPool {
  readonly slots: number;
  run<N extends JobName>(name: N, what: string, input: JobInput<N>, options?: RunOptions): Promise<JobOutput<N>>;
  close(): Promise<void>;
}

/**
 * Media processes kept for reuse, at most `slots` at work at once. A process that broke is replaced by a fresh one with
 * the next job, so what a codec does to one job it cannot do to another.
 * @param start how a process is started
 */
export function createMediaPool(slots: number, defaults: Limits, start: () => MediaProcess = startMediaProcess): MediaPool {
  const idle: MediaProcess[] = [];
  const all = new Set<MediaProcess>();
  const waiting: (() => void)[] = [];
  let free = slots;

  const takeSlot = async (): Promise<void> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const giveSlot = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  const takeProcess = (): MediaProcess => {
    for (let kept = idle.pop(); kept; kept = idle.pop()) {
      if (kept.alive()) return kept;
      all.delete(kept);
    }
    const fresh = start();
    all.add(fresh);
    return fresh;
  };

  /**
   * Keeps a process for the next job, unless it is gone or holds half of what a job may have: encoders give memory back to the
   * allocator and not to the system (2.8 GiB after a 1080p encode and a plate), and the next job would pay for it.
   */
  const keep = async (media: MediaProcess, memoryBytes: number): Promise<void> => {
    if (media.alive() && ((await media.memory()) ?? 0) > memoryBytes / 2) await media.end();
    if (media.alive()) idle.push(media);
    else all.delete(media);
  };

  return {
    slots,
    async run<N extends JobName>(name: N, what: string, input: JobInput<N>, options: RunOptions = {}): Promise<JobOutput<N>> {
      await takeSlot();
      try {
        options.signal?.throwIfAborted();
        const media = takeProcess();
        try {
          return await media.run(name, what, input, { ...defaults, ...options.limits }, options.signal, options.onNote);
        } finally {
          await keep(media, { ...defaults, ...options.limits }.memoryBytes);
        }
      } finally {
        giveSlot();
      }
    },
    async close() {
      await Promise.all([...all].map((media) => media.end()));
      all.clear();
      idle.length = 0;
    },
  };
}
