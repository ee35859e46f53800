import { endWithWorker } from "./end-with-worker.ts";
import type { JobNote, JobReply, JobRequest } from "./protocol.ts";

type Jobs = Record<string, (input: never, note: (text: string) => void) => Promise<unknown>>;

function send(reply: JobReply | JobNote): void {
  process.send?.(reply);
}

async function run(jobs: Jobs, { name, input }: JobRequest): Promise<void> {
  try {
    const job = jobs[name] as ((input: unknown, note: (text: string) => void) => Promise<unknown>) | undefined;
    if (!job) throw new Error(`there is no job "${name}"`);
    send({ ok: true, output: await job(input, (note) => send({ note })) });
  } catch (error) {
    const { name: errorName, message } = error instanceof Error ? error : new Error(String(error));
    const said = error instanceof Error && "detail" in error && typeof error.detail === "string" ? error.detail : "";
    send({ ok: false, errorName, message, detail: said || (error instanceof Error ? (error.stack ?? null) : null) });
  }
}

/** Makes this process a media process: it runs the jobs that its parent sends, one at a time, until the parent is gone. */
export function serveJobs(jobs: Jobs): void {
  endWithWorker();
  process.on("message", (request: JobRequest) => void run(jobs, request));
}
