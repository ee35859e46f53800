import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Lease } from "#worker/pipeline/run-context.ts";

/** `<pid>-<experiment>-<attempt>`: the process id lets a later worker see that nobody uses the folder any more. */
export function workFolderOf(root: string, lease: Pick<Lease, "id" | "attempt">): string {
  return join(root, `${process.pid}-${lease.id}-${lease.attempt}`);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Removes what workers of this machine that died left behind: decoded 1080p pictures are large. */
export async function removeStaleWorkFolders(root: string): Promise<void> {
  for (const name of await readdir(root).catch(() => [])) {
    const pid = Number(name.match(/^(\d+)-/)?.[1]);
    if (Number.isInteger(pid) && !isRunning(pid)) await rm(join(root, name), { recursive: true, force: true });
  }
}
