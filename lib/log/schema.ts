import { z } from "zod";
import { STAGES } from "../experiment/names.ts";
import { LOG_LEVELS } from "./levels.ts";

/* What a worker says while it runs an experiment: for people, never for a researcher (worker/loop/experiment-log.integration.test.ts). */

export const LogLineSchema = z.object({
  at: z.iso.datetime(),
  /** Counts the times that a worker took the experiment, from 1. */
  attempt: z.int().min(1),
  level: z.enum(LOG_LEVELS),
  /** null before the first stage begins. */
  stage: z.enum(STAGES).nullable(),
  text: z.string(),
});
export type LogLine = z.infer<typeof LogLineSchema>;

/** GET /api/experiments/{id}/log?after=: only what came after that place. */
export const LogQuerySchema = z.strictObject({ after: z.string().max(40).optional().describe("`next` of the reply before; without it from the start.") });

export const LogReplySchema = z.object({
  /** In the order in which they were said; at most some hundreds. */
  lines: z.array(LogLineSchema),
  /** Ask from here the next time; null while there is no line at all. */
  next: z.string().nullable(),
  /** Whether more is there already. */
  more: z.boolean(),
});
export type LogReply = z.infer<typeof LogReplySchema>;
