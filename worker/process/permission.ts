/** Node's permission model: an experiment in Node 20, `--permission` since 22.13 (https://nodejs.org/docs/latest-v20.x/api/permissions.html). */
const SWITCH = process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission";

/**
 * The flags of a Node process that may load native libraries and use the given folders, and neither start a process nor a
 * thread. Node holds its own file system calls to it; native code (FFmpeg in node-av) is outside of it.
 * @param read absolute paths, links resolved; a folder ends with a separator
 * @param write as read; to be read, a folder has to be in both
 */
export function permissionFlags({ read, write }: { read: readonly string[]; write: readonly string[] }): string[] {
  return [SWITCH, "--no-warnings", "--allow-addons", ...read.map((path) => `--allow-fs-read=${path}`), ...write.map((path) => `--allow-fs-write=${path}`)];
}

const WAYS: Record<string, string> = { FileSystemRead: "read", FileSystemWrite: "write", ChildProcess: "start a process", WorkerThreads: "start a thread" };

/** What a process said it was refused, as a verb with its object ("read /etc/passwd"); null when it was refused nothing. */
export function refusedIn(said: string): string | null {
  if (!said.includes("ERR_ACCESS_DENIED")) return null;
  const permission = /permission: '(\w+)'/.exec(said)?.[1] ?? "";
  const resource = /resource: (['"`])(.*?)\1/.exec(said)?.[2] ?? "";
  return `${WAYS[permission] ?? "use what it may not"} ${resource}`.trim();
}
