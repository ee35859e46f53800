import { createHash } from "node:crypto";
import type { Artifact } from "../experiment/schema.ts";
import { KEPT_ATTEMPTS } from "../log/limits.ts";
import { writeLine } from "../log/line-text.ts";
import type { LogLine } from "../log/schema.ts";
import { putBlob } from "./blobs.ts";
import { experimentArtifactKey, LOG_FILE } from "./keys.ts";
import type { Lab, Lease } from "./lab.ts";
import { readLiveLog } from "./read-log.ts";

const CONTENT_TYPE = "text/plain; charset=utf-8";

/** The lines of an experiment's last attempts, in their order. */
async function readAttempts(lab: Lab, { id, attempt }: Pick<Lease, "id" | "attempt">): Promise<{ lines: LogLine[]; first: number }> {
  const first = Math.max(1, attempt - KEPT_ATTEMPTS);
  const lines: LogLine[] = [];
  // Chunks count from 0, so this place is before the first one of the attempt.
  let after: { attempt: number; chunk: number } | null = first === 1 ? null : { attempt: first - 1, chunk: 999_999 };
  for (;;) {
    const page = await readLiveLog(lab, id, after, { consistent: true });
    lines.push(...page.lines.filter((line) => line.attempt <= attempt));
    if (!page.more || !page.last) return { lines, first };
    after = page.last;
  }
}

/**
 * Writes the whole log, this attempt's and those before it, as a file beside the other artifacts.
 * @throws {StorageUnavailableError}
 */
export async function keepLog(lab: Lab, lease: Pick<Lease, "id" | "attempt">): Promise<Artifact> {
  const { lines, first } = await readAttempts(lab, lease);
  const earlier = first > 1 ? ` Attempts before ${first} are left out.` : "";
  const head = `# Log of experiment ${lease.id}: time (UTC), attempt, level, stage, text.${earlier}\n`;
  const body = Buffer.from(head + lines.map(writeLine).join(""));
  const key = experimentArtifactKey(lease.id, lease.attempt, LOG_FILE);
  await putBlob(lab, key, body, { contentType: CONTENT_TYPE });
  return { name: LOG_FILE, key, bytes: body.length, sha256: createHash("sha256").update(body).digest("hex"), contentType: CONTENT_TYPE };
}
