import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { deleteBlob, putBlob } from "../data/blobs.ts";
import { createUpload } from "../data/create-upload.ts";
import { uploadKey } from "../data/keys.ts";
import type { Lab } from "../data/lab.ts";
import type { Upload } from "../experiment/schema.ts";
import { cut, flatten } from "../format/plain-text.ts";
import { HttpError } from "./http-error.ts";

/** Counts what passes and stops at the limit: a declared length is only a claim. */
async function* bounded(body: AsyncIterable<Uint8Array>, maxBytes: number, count: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    count.bytes += chunk.length;
    if (count.bytes > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

function tooLarge(maxBytes: number): HttpError {
  return new HttpError("too-large", `The file is larger than the limit of ${(maxBytes / 1024 / 1024).toFixed(0)} MiB (LAB_UPLOAD_MAX_MB). Upload a shorter excerpt.`, { maxBytes });
}

/**
 * Streams an uploaded video to S3 and records it for a worker to check. The name is kept as a label only: the key is
 * made from the upload's id.
 * @param declaredBytes the Content-Length header
 * @throws {HttpError} too-large, or invalid-request for an empty body
 */
export async function receiveUpload(
  lab: Lab,
  { name, body, declaredBytes, maxBytes }: { name: string; body: globalThis.ReadableStream<Uint8Array> | null; declaredBytes: string | null; maxBytes: number },
): Promise<Upload> {
  if (Number(declaredBytes) > maxBytes) throw tooLarge(maxBytes);
  const id = randomUUID();
  const key = uploadKey(id);
  const count = { bytes: 0 };
  if (body) {
    try {
      await putBlob(lab, key, Readable.from(bounded(Readable.fromWeb(body as ReadableStream), maxBytes, count), { objectMode: false }), { contentType: "application/octet-stream" });
    } catch (error) {
      await deleteBlob(lab, key).catch(() => {}); // Best effort: the upload's own error is the one to tell.
      throw error;
    }
  }
  if (count.bytes === 0) {
    await deleteBlob(lab, key).catch(() => {});
    throw new HttpError("invalid-request", "The file is empty. Choose a video file with content.");
  }
  // Path parts say nothing to a reader of the page, and hidden characters say something else than they show.
  const fileName = cut(flatten(name.split(/[\\/]/).at(-1) ?? ""), 120) || "video";
  const upload: Upload = { id, fileName, bytes: count.bytes, key, createdAt: lab.now().toISOString(), status: "checking", reason: null, facts: null };
  await createUpload(lab, upload);
  return upload;
}
