import { z } from "zod";
import { emptyInsights, InsightsSchema } from "../insights/schema.ts";
import { DigestRowSchema } from "../research/digest-schema.ts";
import { emptyKnowledge, KnowledgeSchema } from "./schema.ts";

/** Counts changes of what is folded and how: a stored document of another version is made anew from the history. */
export const KNOWLEDGE_VERSION = 2;

/** Whose experiments are folded: those of one suite, or of every suite but the held-out one. */
export type Scope = { kind: "suite"; suiteId: string } | { kind: "all" };

/** What is stored of a scope. */
export const KnowledgeDocumentSchema = z.object({
  version: z.literal(KNOWLEDGE_VERSION),
  scope: z.enum(["suite", "all"]),
  /** While records from before there was this document are read, oldest first: the place where that stands. null: all are in. */
  backfill: z.object({ after: z.string() }).nullable(),
  knowledge: KnowledgeSchema,
  /** For the charts of one suite; reductions and times of several suites do not compare, so that all together have none. */
  insights: InsightsSchema.nullable(),
  /** Settled trials, newest first: the newest, and the best of the older ones. */
  rows: z.array(DigestRowSchema),
});
export type KnowledgeDocument = z.infer<typeof KnowledgeDocumentSchema>;

/** The document of a scope of which nothing was read yet. */
export function emptyDocument({ kind }: Scope): KnowledgeDocument {
  return { version: KNOWLEDGE_VERSION, scope: kind, backfill: { after: "" }, knowledge: emptyKnowledge(), insights: kind === "suite" ? emptyInsights() : null, rows: [] };
}
