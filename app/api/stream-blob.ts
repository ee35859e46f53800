import { Readable } from "node:stream";
import { HttpError } from "#lib/api/http-error.ts";
import { getBlob } from "#lib/data/blobs.ts";
import type { Lab } from "#lib/data/lab.ts";

export interface StreamOptions {
  /** The request's Range header. */
  range: string | null;
  contentType: string;
  /** Hash of the content, where it is known. */
  etag: string | null;
  fileName: string;
}

/** Types that a browser may show in place; all else is downloaded, so that an artifact can never run as a page. */
const INLINE = new Set(["video/mp4", "application/json"]);

/** Streams an object, whole or the asked range of bytes, so that a video seeks without being fetched. */
export async function streamBlob(lab: Lab, key: string, { range, contentType, etag, fileName }: StreamOptions): Promise<Response> {
  const blob = await getBlob(lab, key, range);
  if (!blob) throw new HttpError("not-found", "The record names this artifact, but it is not in storage any more.");
  const disposition = INLINE.has(contentType) ? "inline" : "attachment";
  const headers = new Headers({
    "accept-ranges": "bytes",
    "cache-control": "private, max-age=31536000, immutable",
    "content-type": contentType,
    "content-length": String(blob.bytes),
    "content-disposition": `${disposition}; filename="${fileName.replace(/[^A-Za-z0-9._-]+/g, "-")}"`,
    "x-content-type-options": "nosniff",
  });
  if (etag) headers.set("etag", `"${etag}"`);
  if (blob.contentRange) headers.set("content-range", blob.contentRange);
  return new Response(Readable.toWeb(blob.body) as ReadableStream, { status: blob.contentRange ? 206 : 200, headers });
}
