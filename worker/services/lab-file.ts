import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { StartError } from "./start-error.ts";

/*
 * What the launcher leaves in the data folder: lab.json while a lab runs (where its servers are), and storage-key.json
 * for good (which database of DynamoDB Local is ours). Both are readable only for their owner.
 */

const LabFileSchema = z.object({ dynamodb: z.url(), s3: z.url(), pid: z.int(), startedAt: z.string() });
export type LabFile = z.infer<typeof LabFileSchema>;
const KeyFileSchema = z.object({ accessKeyId: z.string().regex(/^[A-Za-z0-9]{8,64}$/) });

const labPath = (folder: string) => join(folder, "lab.json");
const keyPath = (folder: string) => join(folder, "storage-key.json");

/** Creates the data folder and makes sure that it can be written. @throws {StartError} */
export async function prepareDataFolder(folder: string): Promise<void> {
  const probe = join(folder, `.writable-${process.pid}`);
  try {
    await mkdir(join(folder, "logs"), { recursive: true });
    await writeFile(probe, "");
    await rm(probe);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartError(`The data folder ${folder} cannot be written (${code}): change its permissions, or name another one with LAB_DATA_DIR.`, { cause: error });
  }
}

/** Says where the running lab's servers are. */
export async function writeLabFile(folder: string, lab: LabFile): Promise<void> {
  await writePrivately(labPath(folder), lab);
}

export async function removeLabFile(folder: string): Promise<void> {
  await rm(labPath(folder), { force: true });
}

/** Where the running lab's servers are; null when no lab runs on this folder. */
export async function readLabFile(folder: string): Promise<LabFile | null> {
  const text = await readOrNull(labPath(folder));
  return text === null ? null : LabFileSchema.parse(JSON.parse(text));
}

/**
 * The access key of this folder's database, made at random the first time. DynamoDB Local listens on every interface and
 * keeps a database for each access key, so that whoever does not know the key reaches an empty one.
 */
export async function storageKey(folder: string): Promise<string> {
  const text = await readOrNull(keyPath(folder));
  if (text !== null) return KeyFileSchema.parse(JSON.parse(text)).accessKeyId;
  // Letters and digits only: DynamoDB Local takes nothing else.
  const accessKeyId = `lab${randomBytes(12).toString("hex")}`;
  await writePrivately(keyPath(folder), { accessKeyId });
  return accessKeyId;
}

async function writePrivately(path: string, value: unknown): Promise<void> {
  const partial = `${path}.${process.pid}`;
  await writeFile(partial, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  await rename(partial, path);
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
