import { z } from "zod";
import type { Experiment } from "../experiment/schema.ts";
import { PAGE_BYTES, PAGE_CHUNKS } from "../log/limits.ts";
import { parseLine } from "../log/line-text.ts";
import { LogLineSchema, type LogLine, type LogReply } from "../log/schema.ts";
import { experimentArtifactKey, LOG_FILE, logPartition, logSort } from "./keys.ts";
import type { Lab } from "./lab.ts";
import { readLogPlace, writeLogPlace, type LogPlace } from "./log-place.ts";

const ChunkSchema = z.object({
  sk: z.string().regex(/^\d{6}#\d{6}$/).transform((text) => {
    const [attempt, chunk] = text.split("#").map(Number);
    return { attempt: attempt ?? 0, chunk: chunk ?? 0 };
  }),
  lines: z.array(LogLineSchema),
});

export interface LiveLog {
  lines: LogLine[];
  /** The last chunk that was read; null when there was none. */
  last: { attempt: number; chunk: number } | null;
  more: boolean;
}

/**
 * The lines after a chunk, some chunks of them at most: one query, whose cost is that of the new lines.
 * @param options.consistent sees what was written a moment ago as well, for twice the cost
 * @throws {StorageUnavailableError}
 */
export async function readLiveLog(lab: Lab, id: string, after: { attempt: number; chunk: number } | null, { consistent = false } = {}): Promise<LiveLog> {
  const { items, lastKey } = await lab.db.query({
    table: lab.tables.experiments,
    key: [["pk", "=", logPartition(id)], ...(after ? [["sk", ">", logSort(after.attempt, after.chunk)] as const] : [])],
    limit: PAGE_CHUNKS,
    consistent,
  });
  const chunks = items.map((item) => ChunkSchema.parse(item));
  return { lines: chunks.flatMap(({ lines }) => lines), last: chunks.at(-1)?.sk ?? null, more: lastKey !== undefined };
}

/** Whole lines of the kept file from a byte on; null when the file is gone. @throws {StorageUnavailableError} */
async function readKeptLog(lab: Lab, id: string, { attempt, offset }: Extract<LogPlace, { kind: "kept" }>): Promise<LogReply | null> {
  const key = experimentArtifactKey(id, attempt, LOG_FILE);
  const facts = await lab.blobs.head(key);
  if (!facts) return null;
  const { totalBytes } = facts;
  const here = (at: number) => writeLogPlace({ kind: "kept", attempt, offset: at });
  if (offset >= totalBytes) return { lines: [], next: here(totalBytes), more: false };
  const end = Math.min(offset + PAGE_BYTES, totalBytes);
  const opened = await lab.blobs.open(key, { start: offset, end: end - 1 });
  if (!opened) return null;
  const bytes = Buffer.concat(await opened.body.toArray());
  // A page ends with a whole line; no line is as long as a page.
  const whole = end === totalBytes ? bytes.length : bytes.lastIndexOf("\n") + 1;
  const lines = bytes.subarray(0, whole).toString("utf8").split("\n").flatMap((line) => parseLine(line) ?? []);
  return { lines, next: here(offset + whole), more: offset + whole < totalBytes };
}

/**
 * What an experiment's worker said, after a place: from the kept file where the record has one, otherwise from the live items.
 * @param find reads the record; asked only at the start, since it is larger than what is new in a log
 * @returns null for an unknown experiment
 * @throws {InvalidCursorError} @throws {StorageUnavailableError}
 */
export async function readLog(lab: Lab, id: string, after: string | undefined, find: () => Promise<Pick<Experiment, "attempt" | "artifacts"> | null>): Promise<LogReply | null> {
  let place = after === undefined ? null : readLogPlace(after);
  if (!place) {
    const experiment = await find();
    if (!experiment) return null;
    const { attempt, artifacts } = experiment;
    if (artifacts.some(({ name, key }) => name === LOG_FILE && key === experimentArtifactKey(id, attempt, LOG_FILE))) place = { kind: "kept", attempt, offset: 0 };
  }
  if (place?.kind === "kept") {
    const kept = await readKeptLog(lab, id, place);
    if (kept) return kept;
    // The bucket has lost the file: what is left of the live items is better than nothing.
    place = null;
  }
  const { lines, last, more } = await readLiveLog(lab, id, place);
  const next = last ?? place;
  return { lines, next: next && writeLogPlace({ kind: "live", attempt: next.attempt, chunk: next.chunk }), more };
}
