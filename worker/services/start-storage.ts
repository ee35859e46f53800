import { join } from "node:path";
import type { Env } from "#lib/env.ts";
import { EMBEDDED_REGION } from "./attach.ts";
import { checkJava } from "./check-java.ts";
import type { Service } from "./dynamodb-local.ts";
import { startDynamoDbLocal } from "./dynamodb-local.ts";
import { storageKey, writeLabFile } from "./lab-file.ts";
import { openLog } from "./open-log.ts";
import { startS3Server } from "./s3-server.ts";

export interface Storage {
  /** Variables that lead a child to the storage. */
  env: Record<string, string>;
  /** In the order in which they are stopped. */
  services: Service[];
}

/**
 * Starts the embedded servers that the configuration leaves open, with their data under the folder, and says in lab.json
 * where they are. On AWS it starts nothing.
 * @throws {StartError}
 */
export async function startStorage(env: Env, folder: string): Promise<Storage> {
  if (env.LAB_STORAGE === "aws") return { env: {}, services: [] };
  const logs = join(folder, "logs");
  const services: Service[] = [];
  let s3 = env.S3_ENDPOINT;
  let dynamodb = env.DYNAMODB_ENDPOINT;
  if (dynamodb === undefined) await checkJava();
  try {
    if (s3 === undefined) {
      const service = await startS3Server({ folder: join(folder, "s3"), log: openLog(logs, "s3") });
      services.push(service);
      s3 = service.endpoint;
    }
    if (dynamodb === undefined) {
      const service = await startDynamoDbLocal({ folder: join(folder, "dynamodb"), accessKeyId: await storageKey(folder), log: openLog(logs, "dynamodb") });
      services.push(service);
      dynamodb = service.endpoint;
    }
    await writeLabFile(folder, { dynamodb, s3, pid: process.pid, startedAt: new Date().toISOString() });
  } catch (error) {
    for (const service of services) await service.stop();
    throw error;
  }
  const region: Record<string, string> = env.DYNAMODB_ENDPOINT === undefined ? { AWS_REGION: EMBEDDED_REGION } : {};
  return { env: { DYNAMODB_ENDPOINT: dynamodb, S3_ENDPOINT: s3, ...region }, services };
}
