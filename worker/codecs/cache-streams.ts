import { createHash } from "node:crypto";
import { mkdir, readFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { parsedOrNull } from "#lib/json/parsed-or-null.ts";
import { encoderBuild } from "./encoder-build.ts";
import { encoderOptionsOf } from "./encoder-options.ts";
import { encodeStream, type CodedStream, type StreamRequest } from "./encode-stream.ts";
import { writeAtomically } from "./write-atomically.ts";

/*
 * Streams that this machine has encoded before. Encoders run on one thread and give the same bytes every time (tests hold
 * that), so a stream is known by its pictures, filters, options and the encoder's build. A plan that only changes what
 * comes after the decoder (restoration) then pays for that and not for the encoding again; the record says which times are
 * those of the first encoding.
 */

const StoredSchema = z.object({ bytes: z.int(), sha256: z.string(), encodeMs: z.number(), bitsPerFrame: z.array(z.int()) });

/** Encodes a stream, or finds it. */
export type EncodeStream = (request: StreamRequest) => Promise<CodedStream>;

const sha256Of = (...parts: (string | Uint8Array)[]): string => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");

/**
 * An encoder with a cache.
 * @param folder where streams are kept; anybody who can write there is trusted as much as the program itself
 * @param sourceId says which pictures the source gives: sha256 of the clip, and of the program under it
 */
export function cachedEncoder(folder: string, sourceId: string): EncodeStream {
  return async (request) => {
    const { base, crf, coded, before, from, frames } = request;
    const chosen = encoderOptionsOf(base, crf, coded);
    const build = await encoderBuild(chosen.encoder);
    const key = sha256Of(JSON.stringify({ sourceId, from, frames, chosen, build, coded, before }));
    const path = join(folder, `${key}.stream`);
    const found = await readStored(path);
    if (found) return { ...found, cached: true, coded, chosen };
    const fresh = await encodeStream(request);
    const head = JSON.stringify({ bytes: fresh.data.length, sha256: sha256Of(fresh.data), encodeMs: fresh.encodeMs, bitsPerFrame: fresh.bitsPerFrame });
    await mkdir(folder, { recursive: true });
    await writeAtomically(path, Buffer.concat([Buffer.from(`${head}\n`), fresh.data]));
    return fresh;
  };
}

/** A stored stream that is whole; null when there is none, or when it was cut short or changed. */
async function readStored(path: string): Promise<Pick<CodedStream, "data" | "encodeMs" | "bitsPerFrame"> | null> {
  const file = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  const end = file?.indexOf(0x0a) ?? -1;
  if (!file || end < 0) return null;
  const head = StoredSchema.safeParse(parsedOrNull(file.toString("utf8", 0, end)));
  const data = file.subarray(end + 1);
  if (!head.success || head.data.bytes !== data.length || head.data.sha256 !== sha256Of(data)) return null;
  const now = new Date();
  await utimes(path, now, now); // The cache is pruned by last use.
  return { data, encodeMs: head.data.encodeMs, bitsPerFrame: head.data.bitsPerFrame };
}
