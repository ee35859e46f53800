import { pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
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
  /** Hours of work in the thread pool, where native codecs run as well, while the event loop is free. */
  block: () => promisify(pbkdf2)("password", "salt", 2 ** 31 - 1, 64, "sha512"),
  wait: async () => sleep(60_000),
  devour: async () => {
    for (;;) {
      kept.push(Buffer.alloc(16 * 1024 * 1024, 1));
      await sleep(5);
    }
  },
  pid: async () => process.pid,
});
