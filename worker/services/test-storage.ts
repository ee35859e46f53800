import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startDynamoDbLocal } from "./dynamodb-local.ts";
import { startS3Server } from "./s3-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    storage: { dynamodb: string; s3: string };
  }
}

/**
 * Vitest's global set-up of the integration tests: one DynamoDB Local in memory and one S3 server in a temporary folder for
 * the whole run, on free ports; both are stopped by their handles at the end. Tests reach them through `createTestLab`.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "lab-test-s3-"));
  const [dynamodb, s3] = await Promise.all([startDynamoDbLocal({ folder: null, accessKeyId: "test" }), startS3Server({ folder })]);
  project.provide("storage", { dynamodb: dynamodb.endpoint, s3: s3.endpoint });
  return async () => {
    await Promise.all([dynamodb.stop(), s3.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
}
