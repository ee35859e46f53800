import { createHash } from "node:crypto";
import type { ClipSpec, Suite } from "../clips/schema.ts";
import type { Plan } from "./schema.ts";

/** Raised whenever the pipeline measures differently, so that old results are not taken for twins of new ones. */
export const PIPELINE_VERSION = 3;

/** JSON with sorted keys and without nulls, so that equal plans have equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value)
      .filter(([, entry]) => entry !== null && entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** What a clip is made from, without its names: renaming a clip does not make it another one. */
function identityOf({ id: _id, title: _title, ...made }: ClipSpec): unknown {
  return made;
}

/** sha256 (hex) of the plan's canonical JSON, the suite and the pipeline version: equal means "already run". */
export function fingerprintOf(plan: Plan, suite: Pick<Suite, "id" | "clips">): string {
  return createHash("sha256").update(canonicalJson({ pipeline: PIPELINE_VERSION, plan, suite: suite.id, clips: suite.clips.map(identityOf) })).digest("hex");
}
