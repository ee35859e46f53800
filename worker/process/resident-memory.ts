import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Resident memory of another process, in bytes; null when the process is gone or the machine does not tell.
 * Native codecs allocate outside V8's heap, so no heap limit holds them: it takes a look from outside.
 */
export async function residentMemory(pid: number): Promise<number | null> {
  if (process.platform === "linux") {
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => null);
    const kib = status?.match(/^VmRSS:\s+(\d+) kB$/m)?.[1];
    return kib === undefined ? null : Number(kib) * 1024;
  }
  const listed = await run("ps", ["-o", "rss=", "-p", String(pid)]).catch(() => null);
  const kib = Number(listed?.stdout.trim());
  return listed && Number.isFinite(kib) && kib > 0 ? kib * 1024 : null;
}
