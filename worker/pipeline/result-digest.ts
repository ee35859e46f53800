import { createHash } from "node:crypto";
import type { Applied } from "#lib/experiment/schema.ts";

/** sha256 over the hashes of all bitstreams, in order of clip and rung: equal means byte-identical results. */
export function resultDigestOf(applied: Pick<Applied, "rungs">): string {
  const hash = createHash("sha256");
  for (const rung of applied.rungs) hash.update(`${rung.clipId} ${rung.sha256}\n`);
  return hash.digest("hex");
}
