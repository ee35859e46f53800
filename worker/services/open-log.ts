import { createWriteStream, renameSync, statSync } from "node:fs";
import type { WriteStream } from "node:fs";
import { join } from "node:path";

/** A log that grew beyond this is set aside at the next start, bytes. */
const SET_ASIDE = 5 * 1024 * 1024;

/** Opens `<folder>/<name>.log` to append; a large one is kept as `<name>.old.log`. */
export function openLog(folder: string, name: string): WriteStream {
  const path = join(folder, `${name}.log`);
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes > SET_ASIDE) renameSync(path, join(folder, `${name}.old.log`));
  return createWriteStream(path, { flags: "a" });
}
