import type { MediaJobs } from "./media-jobs.ts";

/** What the worker and its media process say to each other over IPC. Both ends are this program, so types are trusted. */
export type JobName = keyof MediaJobs;
export type JobInput<N extends JobName> = Parameters<MediaJobs[N]>[0];
export type JobOutput<N extends JobName> = Awaited<ReturnType<MediaJobs[N]>>;

export interface JobRequest {
  name: JobName;
  input: unknown;
}
/** What a job says while it runs: a sentence for the page. */
export interface JobNote {
  note: string;
}
export type JobReply =
  | { ok: true; output: unknown }
  | { ok: false; errorName: string; message: string; detail: string | null };
