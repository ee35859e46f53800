import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { reaching } from "../aws/unavailable.ts";
import { MissingBlobError, RangeNotSatisfiableError } from "../errors.ts";
import type { Lab } from "./lab.ts";

/** An object that is being read. Read `body` to its end or destroy it. */
export interface OpenedBlob {
  body: Readable;
  /** Bytes that `body` will give. */
  bytes: number;
  totalBytes: number;
  contentType: string;
  /** Value of the HTTP header Content-Range for a partial read, else null. */
  contentRange: string | null;
}

/** Stores bytes or a stream. @throws {StorageUnavailableError} */
export function putBlob(lab: Lab, key: string, body: Uint8Array | Readable, { contentType }: { contentType: string }): Promise<void> {
  return lab.blobs.put(key, body, contentType);
}

/** Stores a file. @throws {StorageUnavailableError} */
export function putFile(lab: Lab, key: string, path: string, contentType: string): Promise<void> {
  return lab.blobs.putFile(key, path, contentType);
}

/** Size and type of an object; null when there is none. @throws {StorageUnavailableError} */
export async function headBlob(lab: Lab, key: string): Promise<{ bytes: number; contentType: string } | null> {
  const facts = await lab.blobs.head(key);
  return facts && { bytes: facts.totalBytes, contentType: facts.contentType };
}

/** Asks the bucket for an answer. @throws {StorageUnavailableError}, or the store's own error for a missing or forbidden bucket. */
export function headBucket(lab: Lab): Promise<void> {
  return lab.blobs.probe();
}

/**
 * Opens an object.
 * @param range value of an HTTP Range header (RFC 9110 section 14). One byte range is served; another unit, several ranges or
 * a malformed value are ignored, as the RFC allows, and the whole object is served.
 * @returns null when there is no such object.
 * @throws {RangeNotSatisfiableError} @throws {StorageUnavailableError}
 */
export async function getBlob(lab: Lab, key: string, range?: string | null): Promise<OpenedBlob | null> {
  // The size is asked first, since a range from the end ("bytes=-500") is not understood by every server (s3rver 3.7.1).
  const facts = range ? await lab.blobs.head(key) : null;
  if (range && !facts) return null;
  const span = range && facts ? resolveRange(range, facts.totalBytes) : null;
  const opened = await lab.blobs.open(key, span ?? undefined);
  if (!opened) return null;
  const { body, contentType } = opened;
  if (!span || !facts) return { body, bytes: opened.bytes, totalBytes: opened.bytes, contentType, contentRange: null };
  const { totalBytes } = facts;
  return { body, bytes: span.end - span.start + 1, totalBytes, contentType, contentRange: `bytes ${span.start}-${span.end}/${totalBytes}` };
}

/**
 * First and last byte (inclusive) of an HTTP Range header for an object of this size; null for one to ignore.
 * @throws {RangeNotSatisfiableError}
 */
export function resolveRange(range: string, totalBytes: number): { start: number; end: number } | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range.replaceAll(" ", ""));
  if (!match || (match[1] === "" && match[2] === "")) return null;
  const [, first, last] = match;
  if (first === "") {
    const length = Math.min(Number(last), totalBytes);
    if (length === 0) throw new RangeNotSatisfiableError(range, totalBytes);
    return { start: totalBytes - length, end: totalBytes - 1 };
  }
  const start = Number(first);
  const end = last === "" ? totalBytes - 1 : Math.min(Number(last), totalBytes - 1);
  if (last !== "" && Number(last) < start) return null;
  if (start >= totalBytes) throw new RangeNotSatisfiableError(range, totalBytes);
  return { start, end };
}

/** The whole object in memory, for small ones. @throws {StorageUnavailableError} */
export async function readBlob(lab: Lab, key: string): Promise<Buffer | null> {
  const opened = await lab.blobs.open(key);
  return opened && Buffer.concat(await opened.body.toArray());
}

/**
 * Writes an object to a file, under a temporary name until it is complete.
 * @throws {MissingBlobError} @throws {StorageUnavailableError}
 */
export async function downloadBlob(lab: Lab, key: string, path: string): Promise<void> {
  const opened = await lab.blobs.open(key);
  if (!opened) throw new MissingBlobError(key);
  const partial = `${path}.partial-${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  try {
    // The connection may break in the middle of the body, when the request itself has long succeeded.
    await reaching("s3", "GetObject", () => pipeline(opened.body, createWriteStream(partial)));
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** Deletes an object; one that is not there is fine. @throws {StorageUnavailableError} */
export function deleteBlob(lab: Lab, key: string): Promise<void> {
  return lab.blobs.delete(key);
}
