import type { Suite } from "#lib/clips/schema.ts";
import type { Lab } from "#lib/data/lab.ts";
import type { MediaPool } from "#worker/process/media-pool.ts";
import type { Limits } from "#worker/process/supervise.ts";
import type { Researcher } from "#worker/research/researcher.ts";
import type { ProgressTracker } from "./progress.ts";

/** VMAF needs an outside ffmpeg; without one the reason is shown in place of the number. */
export type VmafTool = { program: string; version: string } | { reason: string };

export interface Lease {
  id: string;
  owner: string;
  attempt: number;
}

/** What a new best has to hold on before it may be called champion. */
export interface HeldOutCheck {
  suite: Suite;
  /** Ids of the suites whose bests are put to it. */
  of: ReadonlySet<string>;
  /** False: the operator does without (LAB_VALIDATE=off), and a new best stays unconfirmed. */
  on: boolean;
}

/** Everything that a stage may touch. Side effects arrive here, the clock included. */
export interface RunContext {
  lab: Lab;
  lease: Lease;
  pool: MediaPool;
  researcher: Researcher;
  vmaf: VmafTool;
  /** Folder of this run, removed afterwards. */
  workDir: string;
  /** Folder of normalised clips, shared by runs and workers of this machine. */
  clipCacheDir: string;
  /** Folder of streams that this machine has encoded before; null: everything is encoded anew. */
  streamCacheDir: string | null;
  decodeLimits: Limits;
  heldOut: HeldOutCheck;
  /** What is left of the experiment's wall time, ms. */
  timeLeftMs: () => number;
  progress: ProgressTracker;
  signal: AbortSignal;
  log: (level: "debug" | "info" | "warn" | "error", message: string) => void;
}
