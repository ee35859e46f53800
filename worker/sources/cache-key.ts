import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import { canonicalJson } from "#lib/plan/fingerprint.ts";
import type { ClipSpec } from "#lib/clips/schema.ts";

/** Raised whenever a scene, the film cutter or the normaliser writes other samples for the same spec. */
export const GENERATOR_VERSION = 1;

/**
 * Version of the FFmpeg build: node-av's own, which pins it. Read from its package file without loading the native
 * library, because the worker's main process computes keys and must not hold a codec.
 */
function mediaVersion(): string {
  // The package exports no "./package.json"; its entry point is dist/index.js.
  const entry = createRequire(import.meta.url).resolve("node-av");
  const file = readFileSync(join(dirname(entry), "..", "package.json"), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(file)).version;
}

/** What the samples depend on: not the clip's name, title or credit. */
function identityOf(spec: ClipSpec): Record<string, unknown> {
  return Object.fromEntries(Object.entries(spec).filter(([key]) => !["id", "title", "credit"].includes(key)));
}

/** File name (hex) under which a generated clip may be cached: its spec, the FFmpeg build and the generator's version. */
export function clipCacheKey(spec: ClipSpec): string {
  const text = canonicalJson({ generator: GENERATOR_VERSION, media: mediaVersion(), spec: identityOf(spec) });
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}
