import { z } from "zod";

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One setting of a plan against its parent's. A setting of a part that only one of them has stands at null in the other. */
export const ChangeSchema = z.object({
  /** Path through the plan's schema, with the variant: "base/svt-av1/preset". */
  name: z.string(),
  /** The setting's own name: "preset". */
  setting: z.string(),
  from: value,
  to: value,
});
export type Change = z.infer<typeof ChangeSchema>;

/** Where a plan comes from. Computed from the two plans, never from prose. */
export const LineageSchema = z.object({
  parentId: z.string(),
  /** Who says that it is the parent: the researcher, the person, or the lab, which took the nearest plan. */
  by: z.enum(["researcher", "person", "nearest"]),
  /** Sum over settings of their normalised differences, each at most 1; 0 when only rungs differ. */
  distance: z.number(),
  changes: z.array(ChangeSchema),
  rungsChanged: z.boolean(),
});
export type Lineage = z.infer<typeof LineageSchema>;

/** A plan that is all but the same as a past one, and what its researcher said for running it. */
export const NoveltySchema = z.object({ nearTwinId: z.string(), distance: z.number(), justification: z.string() });
export type Novelty = z.infer<typeof NoveltySchema>;
