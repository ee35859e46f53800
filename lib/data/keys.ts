import { InvalidKeyError } from "../errors.ts";
import type { Key } from "../aws/dynamodb.ts";

/*
 * Every key string of the three tables, their indexes and the bucket.
 *
 * Experiments table (pk, sk):
 *   EXPERIMENT#id / META          the record and its summary
 *   FINGERPRINT#hash / META       which experiment reserved this plan on this suite
 *   IDEMPOTENCY#key / META        which experiment a launch made; expires after 24 h
 *   RESULT#digest / META          which experiments had this result
 *   UPLOAD#id / META              an uploaded video
 *   WORKER / WORKER#id            a worker that reported; expires after a day
 *   WARNING / IDENTICAL#digest    several experiments with one result
 *   LINEAGE#id / createdAt#id     one experiment whose plan changed that experiment's plan
 *   CHAMPION / SUITE#id           who holds the title of a suite
 *   KNOWLEDGE#scope / META        where the folded knowledge of a suite, or of all, lies
 *   UNFOLDED#scope / time#id#kind what is not in it yet
 *   STATS / META                  counters
 *   HISTORY / INDEXED             how far old records were given the indexes of newer versions
 *   AUTOPILOT / META              the autopilot's state, settings and counters
 *   LOG#id / attempt#chunk        some lines of an experiment's log; expires after a month
 * Reasoning table: EXPERIMENT#id / createdAt#kind#sequence. Baselines table: CLIP#sha256 / SETTINGS#key.
 */

export const experimentKey = (id: string): Key => ({ pk: `EXPERIMENT#${id}`, sk: "META" });
export const fingerprintKey = (fingerprint: string): Key => ({ pk: `FINGERPRINT#${fingerprint}`, sk: "META" });
export const idempotencyKey = (key: string): Key => ({ pk: `IDEMPOTENCY#${key}`, sk: "META" });
export const resultKey = (digest: string): Key => ({ pk: `RESULT#${digest}`, sk: "META" });
export const uploadItemKey = (id: string): Key => ({ pk: `UPLOAD#${id}`, sk: "META" });
export const WORKERS = "WORKER";
export const workerKey = (id: string): Key => ({ pk: WORKERS, sk: `WORKER#${id}` });
export const WARNINGS = "WARNING";
export const identicalWarningKey = (digest: string): Key => ({ pk: WARNINGS, sk: `IDENTICAL#${digest}` });
export const CHAMPIONS = "CHAMPION";
export const championKey = (suiteId: string): Key => ({ pk: CHAMPIONS, sk: `SUITE#${suiteId}` });
export const ALL_SUITES = "all";
export const suiteScope = (suiteId: string): string => `suite:${suiteId}`;
export const knowledgeKey = (scope: string): Key => ({ pk: `KNOWLEDGE#${scope}`, sk: "META" });
export const unfoldedPartition = (scope: string): string => `UNFOLDED#${scope}`;
export const unfoldedKey = (scope: string, time: string, id: string, kind: "settled" | "analysed"): Key => ({ pk: unfoldedPartition(scope), sk: `${time}#${id}#${kind}` });
export const STATS_KEY: Key = { pk: "STATS", sk: "META" };
export const HISTORY_INDEXED_KEY: Key = { pk: "HISTORY", sk: "INDEXED" };
export const AUTOPILOT_KEY: Key = { pk: "AUTOPILOT", sk: "META" };
export const logPartition = (experimentId: string): string => `LOG#${experimentId}`;
/** Attempt and chunk count from 1 and 0; six digits sort up to a million. A worker writes under its own attempt only. */
export const logSort = (attempt: number, chunk: number): string => `${String(attempt).padStart(6, "0")}#${String(chunk).padStart(6, "0")}`;
export const LOG_FILE = "log.txt";
export const lineagePartition = (parentId: string): string => `LINEAGE#${parentId}`;
export const lineageKey = (parentId: string, child: { id: string; createdAt: string }): Key => ({ pk: lineagePartition(parentId), sk: sortKey(child.createdAt, child.id) });
export const reasoningPartition = (experimentId: string): string => `EXPERIMENT#${experimentId}`;
export const reasoningKey = (experimentId: string, createdAt: string, kind: string, sequence: number): Key => ({
  pk: reasoningPartition(experimentId),
  sk: `${createdAt}#${kind}#${String(sequence).padStart(4, "0")}`,
});
export const baselineKey = (clipSha256: string, settingsKey: string): Key => ({ pk: `CLIP#${clipSha256}`, sk: `SETTINGS#${settingsKey}` });

/** Name of the attribute that holds an item's expiry, epoch seconds (DynamoDB's time to live). */
export const EXPIRES_AT = "expiresAt";

/** Sorts by time of creation; the id makes it unique. */
export const sortKey = (time: string, id: string): string => `${time}#${id}`;

/** Indexes of the experiments table: name, key attributes and what is copied into them. */
export const INDEXES = {
  history: { name: "history", partition: "ixHistory", sort: "ixSort", sortType: "S", include: ["summary"] },
  byStatus: { name: "byStatus", partition: "ixStatus", sort: "ixSort", sortType: "S", include: ["summary"] },
  bySuite: { name: "bySuite", partition: "ixSuite", sort: "ixSort", sortType: "S", include: ["summary"] },
  byMethod: { name: "byMethod", partition: "ixMethod", sort: "ixSort", sortType: "S", include: ["summary"] },
  byVerdict: { name: "byVerdict", partition: "ixVerdict", sort: "ixSort", sortType: "S", include: ["summary"] },
  /** By who proposed the plan: a model's name, or the kind of researcher. */
  byModel: { name: "byModel", partition: "ixModel", sort: "ixSort", sortType: "S", include: ["summary"] },
  /** Those that have the number, measured and claimed ones apart; lib/data/sort-numbers.ts makes the keys. */
  byReduction: { name: "byReduction", partition: "ixNumbers", sort: "ixByReduction", sortType: "S", include: ["summary"] },
  byBdRate: { name: "byBdRate", partition: "ixNumbers", sort: "ixByBdRate", sortType: "S", include: ["summary"] },
  byRuntime: { name: "byRuntime", partition: "ixNumbers", sort: "ixByRuntime", sortType: "S", include: ["summary"] },
  /**
   * All by the time of the last write that changed their row. What it costs: a write that moves an item in an index is a delete
   * and a put there, so that with a row of about 2 KB each report of progress (at most one in 0.8 s from a worker) costs some 4
   * write units here, besides about 2 in each of the lists above that hold a running experiment. Heartbeats change no row and
   * cost nothing here. In return a poll reads what changed and nothing else: half a read unit while nothing does. All of it is
   * one partition, good for 1,000 write units a second: some 200 workers.
   */
  byChange: { name: "byChange", partition: "ixChanged", sort: "ixChangedAt", sortType: "S", include: ["summary"] },
  /** Completed, without an analysis. */
  unanalysed: { name: "unanalysed", partition: "ixUnanalysed", sort: "ixSort", sortType: "S", include: ["summary"] },
  /** Queued and running experiments, uploads to check; sorted by the time from which a worker may take them. */
  queue: { name: "queue", partition: "ixQueue", sort: "ixVisibleAt", sortType: "S", include: ["queueStatus"] },
  /** Finished ones by time of finishing, with the few numbers of the trend. */
  finished: { name: "finished", partition: "ixFinished", sort: "ixFinishedAt", sortType: "S", include: ["trend"] },
  /** Verified, measured, of the fidelity track, not held out; sorted by reduction. */
  best: { name: "best", partition: "ixBest", sort: "ixReduction", sortType: "N", include: ["trend"] },
  /** The same by suite. */
  bestOfSuite: { name: "bestOfSuite", partition: "ixSuite", sort: "ixReduction", sortType: "N", include: ["trend"] },
} as const;

/** Partitions of the indexes that have only one (or two). */
export const ALL = "ALL";
export const NUMBERS = { measured: "MEASURED", claimed: "CLAIMED" } as const;
export const QUEUE = { experiments: "EXPERIMENTS", uploads: "UPLOADS" } as const;

const PART = /^(?!\.)[A-Za-z0-9._-]{1,120}$/;

function checked(what: string, value: string): string {
  const parts = value.split("/");
  if (parts.length > 8 || parts.some((part) => !PART.test(part) || part.includes(".."))) throw new InvalidKeyError(what, value);
  return value;
}

/** S3 key of one file of one attempt: `experiments/<id>/<attempt>/<name>`. @throws {InvalidKeyError} */
export function experimentArtifactKey(id: string, attempt: number, name: string): string {
  return `experiments/${checked("The experiment id", id)}/${attempt}/${checked("The artifact name", name)}`;
}

/** S3 key of a file of a clip's baseline, shared by all experiments on it. @throws {InvalidKeyError} */
export function baselineArtifactKey(clipSha256: string, settingsKey: string, name: string): string {
  return `baselines/${checked("The clip's hash", clipSha256)}/${checked("The settings key", settingsKey)}/${checked("The file name", name)}`;
}

/** S3 key of an uploaded video; the file's own name never becomes a part of it. @throws {InvalidKeyError} */
export function uploadKey(uploadId: string): string {
  return `uploads/${checked("The upload id", uploadId)}/original`;
}

/** S3 key of one version of a scope's knowledge. @throws {InvalidKeyError} */
export function knowledgeBlobKey(scope: string, version: string): string {
  return `knowledge/${checked("The scope", scope.replace(":", "-"))}/${checked("The version", version)}.json`;
}

/** S3 key of the transcript of one call of the researcher. @throws {InvalidKeyError} */
export function transcriptKey(id: string, attempt: number, kind: "proposal" | "analysis", sequence: number): string {
  return experimentArtifactKey(id, attempt, `research/${kind}-${sequence}.json`);
}
