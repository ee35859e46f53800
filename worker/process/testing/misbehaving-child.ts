import { setTimeout as sleep } from "node:timers/promises";
import { serveJobs } from "../serve-jobs.ts";

/* A media process whose jobs do what codecs do at their worst. */
const kept: Buffer[] = [];

serveJobs({
  fine: async (text: string) => `done ${text}`,
  reject: async () => {
    throw new TypeError("this file is no video");
  },
  crash: async () => {
    process.stderr.write("codec: assertion failed\n");
    await sleep(50);
    process.kill(process.pid, "SIGSEGV");
    await sleep(60_000);
  },
  exit: async () => process.exit(7),
  hang: async () => {
    for (;;) Math.sqrt(2); // Deaf to everything but SIGKILL, as native code is.
  },
  wait: async () => sleep(60_000),
  devour: async () => {
    for (;;) {
      kept.push(Buffer.alloc(16 * 1024 * 1024, 1));
      await sleep(5);
    }
  },
  pid: async () => process.pid,
});
