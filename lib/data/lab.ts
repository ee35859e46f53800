import type { Blobs } from "../aws/s3.ts";
import { createBlobs } from "../aws/s3.ts";
import type { Db } from "../aws/dynamodb.ts";
import { createDb } from "../aws/dynamodb.ts";
import type { Env } from "../env.ts";

/** The handle that every verb of the data layer takes first. */
export interface Lab {
  db: Db;
  blobs: Blobs;
  now: () => Date;
  tables: { experiments: string; reasoning: string; baselines: string };
  bucket: string;
}

/** What a worker holds while it runs an experiment. A lease whose owner or attempt is not the record's changes nothing. */
export interface Lease {
  id: string;
  owner: string;
  attempt: number;
}

/** Wires the clients. Opens no connection yet. */
export function createLab(env: Env, now: () => Date = () => new Date()): Lab {
  const table = (name: string) => `${env.DYNAMODB_TABLE_PREFIX}ai-video-codec-${name}`;
  return {
    db: createDb(env),
    blobs: createBlobs(env),
    now,
    tables: { experiments: table("experiments"), reasoning: table("reasoning"), baselines: table("baselines") },
    bucket: env.S3_BUCKET,
  };
}

/** Frees sockets. */
export function closeLab(lab: Lab): void {
  lab.db.close();
  lab.blobs.close();
}
