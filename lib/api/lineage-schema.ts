import { z } from "zod";
import { ExperimentSummarySchema, IntervalSchema, LineageSchema, NoveltySchema } from "../experiment/schema.ts";
import { SUITE_ID } from "../ids.ts";

/*
 * Where plans come from and what came of them: replies of GET /api/experiments/{id}/lineage and of GET /api/lineage.
 */

/** What a tree draws of one experiment. */
export const LineageNodeSchema = ExperimentSummarySchema.pick({
  id: true, createdAt: true, suiteId: true, status: true, hypothesis: true, verdict: true, method: true, reached: true, champion: true,
}).extend({
  reductionPercent: z.number().nullable(),
  /** Of the reduction, over clips. */
  interval: IntervalSchema.nullable(),
  /** Codec and kinds of parts: "SVT-AV1 + Wiener + shots"; null without a plan. */
  family: z.string().nullable(),
  /** Its parent and what was changed; null for a first plan and in records from before it was kept. */
  lineage: LineageSchema.nullable(),
});
export type LineageNode = z.infer<typeof LineageNodeSchema>;

export const LineageReplySchema = z.object({
  experiment: LineageNodeSchema,
  novelty: NoveltySchema.nullable(),
  /** The nearest first, at most 20. */
  ancestors: z.array(LineageNodeSchema),
  moreAncestors: z.boolean(),
  /** The oldest first, at most 50; children of the same parent are siblings. */
  children: z.array(LineageNodeSchema),
  moreChildren: z.boolean(),
  siblings: z.array(LineageNodeSchema),
  moreSiblings: z.boolean(),
});
export type LineageReply = z.infer<typeof LineageReplySchema>;

/** GET /api/lineage. */
export const FamilyTreeQuerySchema = z.strictObject({
  suite: z.string().regex(SUITE_ID).describe("A suite of GET /api/suites."),
  limit: z.coerce.number().int().min(1).max(100).default(100),
});

export const FamilyTreeReplySchema = z.object({
  suiteId: z.string(),
  /** Experiments with a plan, newest first; a parent may lie outside of them. */
  nodes: z.array(LineageNodeSchema),
  /** Whether the suite has older ones. */
  more: z.boolean(),
});
export type FamilyTreeReply = z.infer<typeof FamilyTreeReplySchema>;
