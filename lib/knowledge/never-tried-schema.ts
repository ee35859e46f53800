import { z } from "zod";

/** What no completed experiment had: parts that were never there, and of those that were, the values that they never took. */
export const NeverTriedSchema = z.object({
  name: z.string(),
  setting: z.string(),
  kind: z.enum(["part", "setting"]),
  /** "2, 4, 6", "3 to 6". */
  tried: z.string(),
  /** The same of what never was. */
  never: z.string(),
  /** Completed experiments in which the setting meant something. */
  n: z.int(),
});
export type NeverTried = z.infer<typeof NeverTriedSchema>;
