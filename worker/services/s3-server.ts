import type { WriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { END_WITH_PARENT, startChild } from "./child.ts";
import type { Service } from "./dynamodb-local.ts";
import { StartError } from "./start-error.ts";

const HelloSchema = z.object({ port: z.int() });
const START_MS = 30_000;

/**
 * Starts the embedded S3 server (s3rver) on 127.0.0.1 with its objects in `folder`, and waits until it listens.
 * @throws {StartError}
 */
export async function startS3Server({ folder, log }: { folder: string; log?: WriteStream }): Promise<Service> {
  await mkdir(folder, { recursive: true });
  let hear: (line: string) => void = () => {};
  const hello = new Promise<string>((resolve) => {
    hear = resolve;
  });
  const child = startChild({
    name: "S3 server",
    args: [...END_WITH_PARENT, fileURLToPath(new URL("./s3-child.mjs", import.meta.url)), folder],
    log,
    onLine: (line, from) => {
      if (from === "stdout") hear(line);
    },
  });
  const waited = new AbortController();
  const line = await Promise.race([hello, child.exited.then(() => null), sleep(START_MS, null, { signal: waited.signal }).catch(() => null)]);
  waited.abort();
  if (line === null) {
    await child.stop(0);
    throw new StartError(`The S3 server did not start. It said: ${child.tail() || "nothing"}`);
  }
  const { port } = HelloSchema.parse(JSON.parse(line));
  return { endpoint: `http://S3RVER:S3RVER@127.0.0.1:${port}`, child, stop: (graceMs) => child.stop(graceMs) };
}
