/*
 * Preloaded into the launcher's Node children (`node --import`). The launcher holds the other end of this process's stdin
 * and never writes: when it is gone, however it ended, stdin ends, and so does this process. Plain JavaScript, because
 * `next` runs without a TypeScript loader.
 *
 * Next hands the preload on to helper processes of its own, whose stdin ends at once: only the launcher's own child gets the
 * mark, which is taken away here before anything else starts.
 */
const GRACE_MS = 15_000;
const MARK = "LAB_END_WITH_PARENT";

function end() {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), GRACE_MS).unref();
}

if (process.env[MARK] !== undefined) {
  delete process.env[MARK];
  process.stdin.once("end", end).once("error", end).resume();
  process.stdin.unref?.();
}
