import { readFile, rename, utimes } from "node:fs/promises";

/**
 * Reads a file that runs and workers of this machine share, and makes it when it is not there. It is read and not only looked for:
 * another worker may prune the cache at any time.
 * @param fresh a path of this run on the same disk, where `make` writes the whole file
 */
export async function sharedFile(path: string, fresh: string, make: (fresh: string) => Promise<void>): Promise<Buffer> {
  const found = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (found) {
    const now = new Date();
    // The cache is pruned by last use. Pruned since it was read is fine.
    await utimes(path, now, now).catch(() => undefined);
    return found;
  }
  await make(fresh);
  const made = await readFile(fresh);
  await rename(fresh, path);
  return made;
}
