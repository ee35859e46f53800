import { Readable } from "node:stream";
import { attachment } from "#lib/export/file-name.ts";

/** Sends pieces of text as a download, as fast as they are taken; who stops taking them stops what makes them. */
export function sendText(pieces: AsyncIterable<string>, { contentType, fileName }: { contentType: string; fileName: string }): Response {
  const body = Readable.toWeb(Readable.from(encoded(pieces))) as ReadableStream;
  return new Response(body, { headers: { "content-type": contentType, "content-disposition": attachment(fileName), "cache-control": "no-store", "x-content-type-options": "nosniff" } });
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const piece of pieces) yield encoder.encode(piece);
}
