import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readFile, rename, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ClipFactsSchema, type ClipFacts, type ClipSpec } from "#lib/clips/schema.ts";
import { downloadBlob } from "#lib/data/blobs.ts";
import { uploadKey } from "#lib/data/keys.ts";
import { parsedOrNull } from "#lib/json/parsed-or-null.ts";
import { clipCacheKey } from "#worker/sources/cache-key.ts";
import { mapLimited } from "./map-limited.ts";
import type { RunContext } from "./run-context.ts";

export interface ReadyClip {
  facts: ClipFacts;
  /** Normalised Y4M. */
  path: string;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}

/**
 * The cached clip, if its facts are readable and its bytes still have the recorded hash; otherwise null: a facts file that a full disk
 * cut short is a reason to make the clip anew, not to fail.
 */
async function readCached(path: string, factsPath: string): Promise<ClipFacts | null> {
  const text = await readFile(factsPath, "utf8").catch(() => null);
  if (text === null) return null;
  const facts = ClipFactsSchema.safeParse(parsedOrNull(text));
  if (!facts.success) return null;
  const sha256 = await sha256Of(path).catch(() => null);
  if (sha256 !== facts.data.sha256) return null;
  const now = new Date();
  await utimes(path, now, now); // The cache is pruned by last use.
  return facts.data;
}

async function generate(context: RunContext, spec: ClipSpec, path: string, factsPath: string, signal: AbortSignal): Promise<ClipFacts> {
  let uploadPath: string | undefined;
  if (spec.kind === "upload") {
    uploadPath = join(context.workDir, `upload-${spec.uploadId}`);
    await downloadBlob(context.lab, uploadKey(spec.uploadId), uploadPath);
  }
  const fresh = join(context.workDir, `${spec.id}.y4m`);
  const facts = await context.pool.run("generate", `generating ${spec.id}`, { spec, outPath: fresh, uploadPath }, { signal });
  const freshFacts = `${fresh}.json`;
  await writeFile(freshFacts, JSON.stringify(facts));
  await rename(fresh, path);
  await rename(freshFacts, factsPath);
  return facts;
}

/** Produces every clip of the suite as normalised Y4M, from the cache where it is whole. */
export async function generateClips(context: RunContext, specs: readonly ClipSpec[]): Promise<ReadyClip[]> {
  await mkdir(context.clipCacheDir, { recursive: true });
  return mapLimited(specs, context.pool.slots, context.signal, async (spec, signal) => {
    const key = clipCacheKey(spec);
    const path = join(context.clipCacheDir, `${key}.y4m`);
    const factsPath = `${path}.json`;
    const cached = await readCached(path, factsPath);
    const facts = cached ?? (await generate(context, spec, path, factsPath, signal));
    context.log("debug", `clip ${spec.id}: ${facts.width}x${facts.height}, ${facts.frames} frames, sha256 ${facts.sha256.slice(0, 12)}, ${cached ? "from this machine's cache" : "made anew"}`);
    return { facts: { ...facts, clipId: spec.id, title: spec.title }, path };
  });
}
