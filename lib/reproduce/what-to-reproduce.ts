import type { ClipSpec } from "../clips/schema.ts";
import type { Experiment, RdPoint } from "../experiment/schema.ts";
import type { Plan } from "../plan/schema.ts";

export type Reproduced = Pick<Experiment, "id" | "status" | "origin" | "imported" | "plan" | "suite" | "results" | "evaluation">;

export type RecordedRung = Pick<RdPoint, "crf" | "bytes" | "sha256" | "decodedSha256">;

export interface RecordedClip {
  spec: ClipSpec;
  /** sha256 of the normalised Y4M; null where the record does not say (a plan that was stopped at screening). */
  sourceSha256: string | null;
  rungs: RecordedRung[];
  /** Folder of its bitstreams among the artifacts. */
  folder: "bitstream" | "screen";
}

/** What of a record can be made again and compared, or why there is nothing. */
export function whatToReproduce({ id, status, origin, imported, plan, suite, results, evaluation }: Reproduced): { plan: Plan; clips: RecordedClip[] } | { reason: string } {
  if (imported || origin === "imported") return { reason: `Experiment ${id} was imported: nothing of it was measured here, so there is no bitstream that could be compared.` };
  if (status !== "completed") return { reason: `Experiment ${id} is ${status}: it has no result that could be compared.` };
  if (!plan) return { reason: `The record of experiment ${id} holds no plan.` };
  const specOf = (clipId: string): ClipSpec[] => suite.clips.filter((spec) => spec.id === clipId);
  const clips: RecordedClip[] = results
    ? results.clips.flatMap(({ clip, points }) => specOf(clip.clipId).map((spec) => ({ spec, sourceSha256: clip.sha256, rungs: points, folder: "bitstream" as const })))
    : specOf(evaluation?.screen?.clipId ?? "").map((spec) => ({ spec, sourceSha256: null, rungs: evaluation?.screen?.rungs.map(({ point }) => point) ?? [], folder: "screen" as const }));
  const withRungs = clips.filter(({ rungs }) => rungs.length > 0);
  return withRungs.length > 0 ? { plan, clips: withRungs } : { reason: `The record of experiment ${id} holds no operating point that could be compared.` };
}

/** Whether there is anything to make again. */
export const isReproducible = (experiment: Reproduced): boolean => "clips" in whatToReproduce(experiment);
