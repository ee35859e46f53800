/**
 * Ties this process to the worker that started it, over their IPC channel: when the worker is gone, however it went, this
 * process is as well. Started by hand, without a channel, it stays as it is.
 */
export function endWithWorker(): void {
  if (!process.channel) return;
  // SIGKILL: process.exit waits for the thread pool, and a codec that hangs in there would live on for ever.
  process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));
  // Ctrl-C reaches the whole process group: the worker decides what happens to a job, not the terminal.
  process.on("SIGINT", () => {});
}
