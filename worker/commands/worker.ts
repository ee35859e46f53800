import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { readEnv, type Env } from "#lib/env.ts";
import { createLog } from "#worker/loop/create-log.ts";
import { startWorker } from "#worker/loop/start-worker.ts";
import { attachEnv } from "#worker/services/attach.ts";
import { stopWithNpm } from "#worker/services/stop-with-npm.ts";

/*
 * npm run worker: one worker, until SIGTERM or Ctrl-C. The first signal lets it release its experiment and end; the
 * second ends it at once.
 */

/** The configuration, or one sentence on what is wrong with it. */
async function configure(): Promise<Env> {
  try {
    return await attachEnv(readEnv());
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

const env = await configure();
const id = env.LAB_WORKER_ID ?? `${hostname()}-${process.pid}-${randomBytes(2).toString("hex")}`;
const log = createLog(env.LAB_LOG_LEVEL, (line) => process.stdout.write(line), () => new Date());
const shutdown = new AbortController();

function onSignal(why: string): void {
  if (shutdown.signal.aborted) process.exit(130);
  log("info", `${why}: releasing what is running and ending`);
  shutdown.abort();
}
process.on("SIGTERM", onSignal);
process.on("SIGINT", onSignal);
stopWithNpm(env, () => onSignal("npm ended"));

try {
  await startWorker({ env, id, log, shutdown: shutdown.signal });
  process.exit(0);
} catch (error) {
  log("error", error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
}
