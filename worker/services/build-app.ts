import { createHash } from "node:crypto";
import type { WriteStream } from "node:fs";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import { END_WITH_PARENT, startChild } from "./child.ts";
import { StartError } from "./start-error.ts";

/** What the build is made from. */
const SOURCES = ["app", "components", "lib", "public", "package.json", "package-lock.json", "next.config.ts", "postcss.config.mjs", "tsconfig.json"];
const RecordSchema = z.object({ sources: z.string() });

/** The program `next`. */
export function nextProgram(): string {
  return join(dirname(createRequire(import.meta.url).resolve("next/package.json")), "dist", "bin", "next");
}

/**
 * Idle connections are kept longer than clients pool them (Playwright 5 s and more, AWS load balancers 60 s): with Node's
 * 5 s a request may meet a closing socket, ECONNRESET (https://github.com/microsoft/playwright/issues/42698).
 */
const KEEP_ALIVE_MS = 65_000;

/** Arguments for Node that serve the production build, or with `dev` the sources. */
export function serveArgs({ dev = false, host, port }: { dev?: boolean; host: string; port: number }): string[] {
  return [nextProgram(), ...(dev ? ["dev"] : ["start", "--keepAliveTimeout", String(KEEP_ALIVE_MS)]), "--hostname", host, "--port", String(port)];
}

/** sha256 (hex) over names and contents of everything that the build is made from; tests do not count. */
export async function hashSources(root: string): Promise<string> {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const path of await filesOf(root, source)) hash.update(`${path}\0`).update(await readFile(join(root, path))).update("\0");
  }
  return hash.digest("hex");
}

async function filesOf(root: string, source: string): Promise<string[]> {
  const facts = await stat(join(root, source)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (!facts) return [];
  if (facts.isFile()) return [source];
  const entries = await readdir(join(root, source), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

/**
 * Makes the production build when there is none or the sources changed since.
 * @param say gets one line before a build, which takes a while.
 * @throws {StartError} with the tail of what the build said.
 */
export async function buildApp({ root, env, log, say }: { root: string; env: Record<string, string>; log: WriteStream; say: (line: string) => void }): Promise<"built" | "fresh"> {
  const recordPath = join(root, ".next", "lab-build.json");
  const sources = await hashSources(root);
  const hasBuild = await stat(join(root, ".next", "BUILD_ID")).then(() => true, () => false);
  const record = RecordSchema.safeParse(JSON.parse(await readFile(recordPath, "utf8").catch(() => "null")));
  if (hasBuild && record.success && record.data.sources === sources) return "fresh";
  say(hasBuild ? "The sources changed: building the dashboard anew (about a minute) ..." : "Building the dashboard, once (about a minute) ...");
  const child = startChild({ name: "build", args: [...END_WITH_PARENT, nextProgram(), "build"], cwd: root, env, log });
  const how = await child.exited;
  if (how !== "ended with code 0") throw new StartError(`The dashboard could not be built (next build ${how}). It said:\n${child.tail()}`);
  await writeFile(recordPath, JSON.stringify({ sources }));
  return "built";
}
