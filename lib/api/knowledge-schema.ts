import { z } from "zod";
import { SUITE_ID } from "../ids.ts";
import { KnowledgeSchema } from "../knowledge/schema.ts";
import { NeverTriedSchema } from "../knowledge/never-tried-schema.ts";

/*
 * What the lab knows, and the very text of it that a model reads: reply of GET /api/knowledge.
 */

export const KnowledgeQuerySchema = z.strictObject({ suite: z.string().regex(SUITE_ID).describe("The suite that an experiment would be planned for.") });

/** Knowledge of one suite, or of all of them, with the gaps that follow from it. */
export const KnowledgeViewSchema = KnowledgeSchema.omit({ tried: true, history: true }).extend({ neverTried: z.array(NeverTriedSchema) });
export type KnowledgeView = z.infer<typeof KnowledgeViewSchema>;

export const KnowledgeReplySchema = z.object({
  suiteId: z.string(),
  /** True for the held-out suite: no researcher reads anything of it, and all below is empty. */
  heldOut: z.boolean(),
  here: KnowledgeViewSchema,
  everywhere: KnowledgeViewSchema,
  /** Imported and unverified records of all suites: history, no evidence. */
  history: z.object({ count: z.int(), identical: z.int() }),
  /** Percent: RMS of one clip, and what is told from zero over as many clips as the suite has results of. */
  noise: z.object({ clipPercent: z.number(), floorPercent: z.number(), clips: z.int() }),
  /** Exactly what stands between the fences of a prompt, with its estimated tokens and what it may take (DIGEST_TOKENS). */
  digest: z.object({ text: z.string(), tokens: z.int(), budget: z.int() }),
  /** False while a long history is being read for the first time: ask again. */
  complete: z.boolean(),
});
export type KnowledgeReply = z.infer<typeof KnowledgeReplySchema>;
