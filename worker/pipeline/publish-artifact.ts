import { createHash } from "node:crypto";
import { putBlob } from "#lib/data/blobs.ts";
import { experimentArtifactKey } from "#lib/data/keys.ts";
import type { Artifact } from "#lib/experiment/schema.ts";
import type { RunContext } from "./run-context.ts";

/** Stores one file of the running attempt. @throws {StorageUnavailableError} */
export async function publishBytes(context: Pick<RunContext, "lab" | "lease">, name: string, body: Buffer, contentType: string): Promise<Artifact> {
  const key = experimentArtifactKey(context.lease.id, context.lease.attempt, name);
  await putBlob(context.lab, key, body, { contentType });
  return { name, key, bytes: body.length, sha256: createHash("sha256").update(body).digest("hex"), contentType };
}

export const publishJson = (context: Pick<RunContext, "lab" | "lease">, name: string, value: unknown): Promise<Artifact> =>
  publishBytes(context, name, Buffer.from(`${JSON.stringify(value, null, 1)}\n`), "application/json");
