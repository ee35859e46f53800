import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { CreateBucketCommand, DeleteObjectCommand, GetObjectCommand, HeadBucketCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { BucketLocationConstraint } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import type { Env } from "../env.ts";
import { S3_LIMITS, connectionOf } from "./connection.ts";
import { reaching } from "./unavailable.ts";

/*
 * The only file that imports the S3 clients. A missing object is null; an outage is a StorageUnavailableError.
 */

export interface BlobFacts {
  totalBytes: number;
  contentType: string;
}
export interface OpenBlob {
  body: Readable;
  /** Bytes that the body gives. */
  bytes: number;
  contentType: string;
}

/** What the data layer asks of S3. */
export interface Blobs {
  /** Creates the bucket when it is missing. */
  ensureBucket(): Promise<void>;
  /** Throws when the bucket cannot be reached. */
  probe(): Promise<void>;
  put(key: string, body: Uint8Array | Readable, contentType: string): Promise<void>;
  putFile(key: string, path: string, contentType: string): Promise<void>;
  head(key: string): Promise<BlobFacts | null>;
  /** The object, or its bytes from `start` to `end` (both inclusive). */
  open(key: string, range?: { start: number; end: number }): Promise<OpenBlob | null>;
  delete(key: string): Promise<void>;
  close(): void;
}

export function createBlobs(env: Env): Blobs {
  const Bucket = env.S3_BUCKET;
  const connection = connectionOf(env, env.S3_ENDPOINT, { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" });
  const client = new S3Client({
    ...connection,
    ...S3_LIMITS,
    // Servers other than AWS mostly know neither bucket host names nor the newer trailing checksums.
    ...(connection.endpoint === undefined ? {} : { forcePathStyle: true, requestChecksumCalculation: "WHEN_REQUIRED", responseChecksumValidation: "WHEN_REQUIRED" }),
  });

  const putStream = (Key: string, Body: Readable, ContentType: string) =>
    // Upload keeps each part in memory (5 MiB) until it is stored, so that a part can be sent again; a bare stream cannot.
    reaching("s3", "Upload", async () => {
      try {
        await new Upload({ client, params: { Bucket, Key, Body, ContentType }, queueSize: 2 }).done();
      } finally {
        Body.destroy();
      }
    });

  return {
    ensureBucket: () =>
      reaching("s3", "CreateBucket", async () => {
        const exists = await client.send(new HeadBucketCommand({ Bucket })).then(() => true, absentAs(false));
        if (exists) return;
        const LocationConstraint = connection.endpoint === undefined && env.AWS_REGION !== "us-east-1" ? env.AWS_REGION : undefined;
        await client
          .send(new CreateBucketCommand({ Bucket, ...(LocationConstraint ? { CreateBucketConfiguration: { LocationConstraint: LocationConstraint as BucketLocationConstraint } } : {}) }))
          .catch((error: unknown) => {
            // Another starter was faster.
            if (!(error instanceof Error) || (error.name !== "BucketAlreadyOwnedByYou" && error.name !== "BucketAlreadyExists")) throw error;
          });
      }),
    probe: () =>
      reaching("s3", "HeadBucket", async () => {
        await client.send(new HeadBucketCommand({ Bucket }));
      }),
    put: (Key, Body, ContentType) =>
      Body instanceof Readable
        ? putStream(Key, Body, ContentType)
        : reaching("s3", "PutObject", async () => {
            await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, ContentLength: Body.byteLength }));
          }),
    putFile: (Key, path, ContentType) => putStream(Key, createReadStream(path), ContentType),
    head: (Key) =>
      reaching("s3", "HeadObject", () =>
        client.send(new HeadObjectCommand({ Bucket, Key })).then(
          (reply) => ({ totalBytes: reply.ContentLength ?? 0, contentType: reply.ContentType ?? "application/octet-stream" }),
          absentAs(null),
        ),
      ),
    open: (Key, range) =>
      reaching("s3", "GetObject", async () => {
        const reply = await client
          .send(new GetObjectCommand({ Bucket, Key, Range: range ? `bytes=${range.start}-${range.end}` : undefined }))
          .catch(absentAs(null));
        if (!(reply?.Body instanceof Readable)) return null;
        return { body: reply.Body, bytes: reply.ContentLength ?? 0, contentType: reply.ContentType ?? "application/octet-stream" };
      }),
    delete: (Key) =>
      reaching("s3", "DeleteObject", async () => {
        await client.send(new DeleteObjectCommand({ Bucket, Key }));
      }),
    close: () => {
      client.destroy();
    },
  };
}

/** Turns "there is no such thing" into a value. HEAD replies have no body, so that only the status names it. */
function absentAs<T>(value: T): (error: unknown) => T {
  return (error) => {
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (status === 404) return value;
    throw error;
  };
}
