import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { StartError } from "./start-error.ts";

const LockSchema = z.object({ port: z.int(), token: z.string(), pid: z.int() });
const TRIES = 10;
const ANSWER_MS = 1_000;

/**
 * Makes this process the only launcher on the folder. The lock names a port on which its holder answers with a token, so
 * that a lock left behind by a crash or a power cut is told from a living one, even when process ids were reused.
 * @returns releases the lock.
 * @throws {StartError} when a lab runs on the folder.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, "lab.lock");
  const token = randomUUID();
  const server = createServer((socket) => socket.on("error", () => {}).end(token)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const mine = JSON.stringify({ port: (server.address() as AddressInfo).port, token, pid: process.pid });
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    try {
      await writeFile(path, mine, { flag: "wx", mode: 0o600 });
      return async () => {
        server.close();
        await rm(path, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const text = await readFile(path, "utf8").catch(() => "");
    const holder = parse(text);
    if (holder && (await answers(holder))) {
      server.close();
      throw new StartError(`A lab already runs on ${folder} (process ${holder.pid}): use that one, or name another folder with LAB_DATA_DIR.`);
    }
    // Empty: its holder is about to write it. Otherwise it is stale, and goes if nobody replaced it meanwhile.
    if (holder && (await readFile(path, "utf8").catch(() => "")) === text) await rm(path, { force: true });
    else if (attempt > TRIES / 2) await rm(path, { force: true });
    else await sleep(50);
  }
  server.close();
  throw new StartError(`The lock ${path} could not be taken: is another lab starting on this folder right now?`);
}

function parse(text: string): z.infer<typeof LockSchema> | null {
  try {
    return LockSchema.parse(JSON.parse(text));
  } catch {
    // Not a lock that this program wrote to its end; the caller waits or replaces it.
    return null;
  }
}

async function answers({ port, token }: { port: number; token: string }): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    const chunks: Buffer[] = [];
    socket.setTimeout(ANSWER_MS, () => socket.destroy());
    socket.on("data", (chunk) => chunks.push(chunk));
    await once(socket, "close");
    return Buffer.concat(chunks).toString() === token;
  } catch {
    // Refused: nobody holds it.
    return false;
  } finally {
    socket.destroy();
  }
}
