import { z } from "zod";
import type { Write } from "../aws/dynamodb.ts";
import type { Experiment } from "../experiment/schema.ts";
import { isHeldOut } from "../research/held-out.ts";
import { ALL_SUITES, suiteScope, unfoldedKey } from "./keys.ts";
import type { Lab } from "./lab.ts";

/*
 * Notes that an experiment ended, or got its finding, and is not in the knowledge yet. Each is written in the transaction
 * that it speaks of and deleted in the transaction that folds it, so that every experiment is folded exactly once however
 * many workers read and write, whatever their clocks say, and imports of old experiments count like new ones.
 */

export const UnfoldedSchema = z.object({
  pk: z.string(), sk: z.string(), id: z.string(),
  kind: z.enum(["settled", "analysed"]),
  finding: z.string().nullable(),
});
export type Unfolded = z.infer<typeof UnfoldedSchema>;

type Facts = Pick<Experiment, "id" | "suite" | "finishedAt" | "analysedAt" | "finding">;

/** What belongs to a change from `before` to `after`: notes for the knowledge of the suite and of all suites. The held-out suite has none. */
export function noteUnfolded(lab: Lab, before: Facts | null, after: Facts): Write[] {
  const { id, suite, finishedAt, analysedAt, finding } = after;
  if (isHeldOut(suite.id)) return [];
  const settled = (before?.finishedAt ?? null) === null && finishedAt !== null;
  // What has its finding when it ends is folded with it.
  const analysed = !settled && (before?.analysedAt ?? null) === null && analysedAt !== null && finding !== null;
  const notes = [...(settled ? [{ kind: "settled" as const, time: finishedAt, finding: null }] : []), ...(analysed ? [{ kind: "analysed" as const, time: analysedAt, finding }] : [])];
  return [suiteScope(suite.id), ALL_SUITES].flatMap((scope) =>
    notes.map(({ kind, time, finding: text }): Write => ({ kind: "put", table: lab.tables.experiments, item: { ...unfoldedKey(scope, time, id, kind), id, kind, finding: text } })),
  );
}
