import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Write } from "../aws/dynamodb.ts";
import { StorageUnavailableError } from "../errors.ts";
import type { Experiment } from "../experiment/schema.ts";
import { emptyDocument, KnowledgeDocumentSchema, type KnowledgeDocument, type Scope } from "../knowledge/document.ts";
import { fold, foldFinding } from "../knowledge/fold.ts";
import { deleteBlob, putBlob, readBlob } from "./blobs.ts";
import { ALL, ALL_SUITES, experimentKey, INDEXES, knowledgeBlobKey, knowledgeKey, sortKey, suiteScope, unfoldedKey, unfoldedPartition } from "./keys.ts";
import type { Lab } from "./lab.ts";
import { toExperiment, toRecord } from "./record.ts";
import { UnfoldedSchema, type Unfolded } from "./unfolded.ts";

/** Notes folded in one transaction, which holds 100 writes at most. */
const BATCH = 90;
/** Rows of the history looked at between two writes while a document is made anew. */
const BACKFILL_PAGE = 100;
/** Records read side by side. */
const SIDE_BY_SIDE = 8;
/** Times that others may be faster in a row. */
const ROUNDS = 12;

const PointerSchema = z.object({ revision: z.int(), blob: z.string() });
const RowSchema = z.object({ ixSort: z.string(), summary: z.object({ id: z.string(), finishedAt: z.string().nullable() }) });

interface Stored {
  document: KnowledgeDocument;
  /** null before the first write. */
  pointer: z.infer<typeof PointerSchema> | null;
}

const nameOf = (scope: Scope): string => (scope.kind === "all" ? ALL_SUITES : suiteScope(scope.suiteId));

/** A document that is missing, or of another version, or that this version cannot read, is made anew. */
async function load(lab: Lab, scope: Scope): Promise<Stored> {
  const key = knowledgeKey(nameOf(scope));
  let pointer: Stored["pointer"] = null;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const item = await lab.db.get(lab.tables.experiments, key);
    const read = item ? PointerSchema.parse(item) : null;
    const bytes = read && (await readBlob(lab, read.blob));
    if (read && bytes) {
      const parsed = KnowledgeDocumentSchema.safeParse(JSON.parse(bytes.toString("utf8")));
      return { document: parsed.success ? parsed.data : emptyDocument(scope), pointer: read };
    }
    // Between the two reads a newer version took the place of this one, unless nobody wrote since: then it is lost.
    if (!read || pointer?.revision === read.revision) return { document: emptyDocument(scope), pointer: read };
    pointer = read;
  }
  throw new StorageUnavailableError("s3", `knowledge of ${nameOf(scope)}`, new Error(`others wrote it ${ROUNDS} times in a row`));
}

/** Stores the document if nobody else did meanwhile; the version before it goes. */
async function store(lab: Lab, scope: Scope, { document, pointer }: Stored, also: readonly Write[]): Promise<Stored | null> {
  const name = nameOf(scope);
  const revision = (pointer?.revision ?? 0) + 1;
  const blob = knowledgeBlobKey(name, `${revision}-${randomBytes(6).toString("hex")}`);
  await putBlob(lab, blob, Buffer.from(JSON.stringify(document)), { contentType: "application/json" });
  const written = await lab.db.write(
    { kind: "put", table: lab.tables.experiments, item: { ...knowledgeKey(name), revision, blob }, condition: pointer ? { all: [["revision", "=", pointer.revision]] } : { all: [["pk", "absent"]] } },
    ...also,
  );
  const obsolete = written ? pointer?.blob : blob;
  if (obsolete !== undefined) await deleteBlob(lab, obsolete);
  return written ? { document, pointer: { revision, blob } } : null;
}

async function readExperiments(lab: Lab, ids: readonly string[]): Promise<Experiment[]> {
  const found: Experiment[] = [];
  for (let start = 0; start < ids.length; start += SIDE_BY_SIDE) {
    const items = await Promise.all(ids.slice(start, start + SIDE_BY_SIDE).map((id) => lab.db.get(lab.tables.experiments, experimentKey(id))));
    found.push(...items.flatMap((item) => (item ? [toExperiment(toRecord(item))] : [])));
  }
  return found;
}

interface Step {
  document: KnowledgeDocument;
  also: Write[];
  folded: number;
}

/**
 * Some more of the records from before there was a document, oldest first. Those that have a note are passed over: the note
 * is there until the backfill is through, and is read after the row, so that nothing is folded twice or lost.
 */
async function backfillStep(lab: Lab, scope: Scope, document: KnowledgeDocument, after: string): Promise<Step> {
  const { name, partition, sort } = scope.kind === "all" ? INDEXES.history : INDEXES.bySuite;
  const { items, lastKey } = await lab.db.query({
    table: lab.tables.experiments, index: name, key: [[partition, "=", scope.kind === "all" ? ALL : scope.suiteId], ...(after === "" ? [] : [[sort, ">", after] as const])], limit: BACKFILL_PAGE,
  });
  const rows = items.map((item) => RowSchema.parse(item));
  const noted = await Promise.all(rows.map(({ summary: { id, finishedAt } }) => (finishedAt === null ? null : lab.db.get(lab.tables.experiments, unfoldedKey(nameOf(scope), finishedAt, id, "settled")))));
  const wanted = rows.filter(({ summary }, index) => summary.finishedAt !== null && !noted[index]).map(({ summary }) => summary.id);
  const experiments = await readExperiments(lab, wanted);
  return { document: { ...experiments.reduce(fold, document), backfill: lastKey ? { after: rows.at(-1)?.ixSort ?? sortKey(after, "~") } : null }, also: [], folded: experiments.length };
}

function foldNote(document: KnowledgeDocument, { kind, id, finding }: Unfolded, experiments: ReadonlyMap<string, Experiment>): KnowledgeDocument {
  if (kind === "analysed") return finding === null ? document : foldFinding(document, { id, finding });
  const experiment = experiments.get(id);
  return experiment ? fold(document, experiment) : document;
}

/** What ended since, in the order of its end. */
async function noteStep(lab: Lab, scope: Scope, document: KnowledgeDocument): Promise<Step> {
  const table = lab.tables.experiments;
  const { items } = await lab.db.query({ table, key: [["pk", "=", unfoldedPartition(nameOf(scope))]], limit: BATCH, consistent: true });
  const notes = items.map((item) => UnfoldedSchema.parse(item));
  const experiments = await readExperiments(lab, notes.filter(({ kind }) => kind === "settled").map(({ id }) => id));
  const byId = new Map(experiments.map((experiment) => [experiment.id, experiment]));
  return {
    document: notes.reduce((before, note) => foldNote(before, note, byId), document),
    also: notes.map(({ pk, sk }): Write => ({ kind: "delete", table, key: { pk, sk }, condition: { all: [["pk", "present"]] } })),
    folded: notes.length,
  };
}

/**
 * What the lab knows of a scope, with everything in it that has ended. What ended since the last reading is folded here,
 * each experiment once: a reading costs the document and what is new, whatever the length of the history. A document that
 * is missing or of another version is made anew, page by page.
 * @param options.most stops after about so many experiments, for a request that must not wait for a whole history;
 * `complete` says whether there is more.
 * @throws {StorageUnavailableError}
 */
export async function readKnowledge(lab: Lab, scope: Scope, { most = Number.POSITIVE_INFINITY }: { most?: number } = {}): Promise<{ document: KnowledgeDocument; complete: boolean }> {
  let stored = await load(lab, scope);
  let folded = 0;
  for (let lost = 0; lost < ROUNDS; ) {
    const { document, pointer } = stored;
    const step = document.backfill ? await backfillStep(lab, scope, document, document.backfill.after) : await noteStep(lab, scope, document);
    if (!document.backfill && step.also.length === 0) return { document, complete: true };
    // A scope of which there is nothing is not stored: a made-up suite's name must leave nothing behind.
    const next = step.folded === 0 && pointer === null ? { document: step.document, pointer } : await store(lab, scope, { document: step.document, pointer }, step.also);
    folded += step.folded;
    if (next && folded >= most) return { document: next.document, complete: false };
    if (!next) {
      lost += 1;
      await sleep(Math.random() * 20 * lost);
    }
    stored = next ?? (await load(lab, scope));
  }
  throw new StorageUnavailableError("dynamodb", `knowledge of ${nameOf(scope)}`, new Error(`others wrote it ${ROUNDS} times in a row`));
}
