import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * Removes the files that were not used for longest until the folder holds at most `maxBytes`. A file that somebody else
 * removed meanwhile is fine: workers of one machine share the cache.
 */
export async function pruneFolder(folder: string, maxBytes: number): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(names.map(async (name) => ({ path: join(folder, name), stats: await stat(join(folder, name)).catch(() => null) })));
  const present = files.flatMap(({ path, stats }) => (stats?.isFile() ? [{ path, size: stats.size, used: stats.mtimeMs }] : []));
  let total = present.reduce((sum, file) => sum + file.size, 0);
  let removed = 0;
  for (const file of present.sort((a, b) => a.used - b.used)) {
    if (total <= maxBytes) break;
    await rm(file.path, { force: true });
    total -= file.size;
    removed += 1;
  }
  return removed;
}
