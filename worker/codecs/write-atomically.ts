import { rename, rm, writeFile } from "node:fs/promises";

/**
 * Lets `produce` write under a temporary name beside `path` and renames when it succeeded, so that a file under its real
 * name is always whole. A failure removes the temporary file and is passed on.
 */
export async function produceAtomically<T>(path: string, produce: (temporary: string) => Promise<T>): Promise<T> {
  const temporary = `${path}.${process.pid}.part`;
  try {
    const result = await produce(temporary);
    await rename(temporary, path);
    return result;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Writes a whole file that is never seen half-written. */
export async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  await produceAtomically(path, (temporary) => writeFile(temporary, bytes));
}
