/*
 * Preloaded into the launcher's Node children (`node --import`). The launcher holds the other end of this process's stdin
 * and never writes: when it is gone, however it ended, stdin ends, and so does this process. Plain JavaScript, because
 * `next` runs without a TypeScript loader.
 */
const GRACE_MS = 15_000;

function end() {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), GRACE_MS).unref();
}

process.stdin.once("end", end).once("error", end).resume();
process.stdin.unref?.();
