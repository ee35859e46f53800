import { MEDIA_JOBS } from "./media-jobs.ts";
import type { JobReply, JobRequest } from "./protocol.ts";

/*
 * The media process: runs one job at a time for the worker that forked it. All native codec work of generating,
 * encoding and measuring happens here, so that a crash in a codec ends this process and not the worker.
 */

function send(reply: JobReply): void {
  process.send?.(reply);
}

async function run({ name, input }: JobRequest): Promise<void> {
  try {
    const job = MEDIA_JOBS[name] as (input: unknown) => Promise<unknown>;
    send({ ok: true, output: await job(input) });
  } catch (error) {
    const { name: errorName, message } = error instanceof Error ? error : new Error(String(error));
    const tail = error instanceof Error && "tail" in error && typeof error.tail === "string" ? error.tail : null;
    send({ ok: false, errorName, message, detail: tail ?? (error instanceof Error ? (error.stack ?? null) : null) });
  }
}

// Ctrl-C reaches the whole process group: the worker decides what happens to a job, not the terminal.
process.on("SIGINT", () => {});
process.on("message", (request: JobRequest) => void run(request));
// The worker is gone, however it went: nothing may be left running.
process.on("disconnect", () => process.exit(1));
