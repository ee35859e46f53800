import { Readable } from "node:stream";
import { HttpError } from "#lib/api/http-error.ts";
import { parseRange } from "#lib/api/parse-range.ts";
import { getBlob, headBlob } from "#lib/data/blobs.ts";
import type { Lab } from "#lib/data/lab.ts";

export interface StreamOptions {
  /** The request's Range header. */
  range: string | null;
  contentType: string;
  etag: string | null;
  fileName: string;
}

/** Types that a browser may show in place; all else is downloaded, so that an artifact can never run as a page. */
const INLINE = new Set(["video/mp4", "application/json"]);

/** Streams an object, whole or the asked range of bytes (RFC 9110), so that a video seeks without being fetched. */
export async function streamBlob(lab: Lab, key: string, { range, contentType, etag, fileName }: StreamOptions): Promise<Response> {
  const head = await headBlob(lab, key);
  if (!head) throw new HttpError("not-found", "The record names this artifact, but it is not in storage any more.");
  const asked = parseRange(range, head.bytes);
  if (asked === "unsatisfiable") throw new HttpError("range-not-satisfiable", `The artifact has ${head.bytes} bytes.`, { bytes: head.bytes });
  const blob = await getBlob(lab, key, asked ? `bytes=${asked.start}-${asked.end}` : undefined);
  if (!blob) throw new HttpError("not-found", "The artifact is not in storage any more.");
  const disposition = INLINE.has(contentType) ? "inline" : "attachment";
  const headers = new Headers({
    "accept-ranges": "bytes",
    "cache-control": "private, max-age=31536000, immutable",
    "content-type": contentType,
    "content-length": String(asked ? asked.end - asked.start + 1 : head.bytes),
    "content-disposition": `${disposition}; filename="${fileName.replace(/[^A-Za-z0-9._-]+/g, "-")}"`,
    "x-content-type-options": "nosniff",
  });
  if (etag) headers.set("etag", `"${etag}"`);
  if (asked) headers.set("content-range", `bytes ${asked.start}-${asked.end}/${head.bytes}`);
  return new Response(Readable.toWeb(blob.body) as ReadableStream, { status: asked ? 206 : 200, headers });
}
