import type { Applied, ClipResult, Results } from "#lib/experiment/schema.ts";
import { compareWithBaseline } from "#lib/metrics/compare.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { describeMachine } from "#worker/process/describe-machine.ts";
import { sharedEncoder, type ClipBaseline } from "./baseline-stage.ts";
import { findPrograms } from "./find-programs.ts";
import type { MeasuredRung } from "./measure-rung.ts";
import { measureRungs, type MeasuredClip } from "./measure-rungs.ts";
import type { RunContext } from "./run-context.ts";
import type { Screened } from "./screen-stage.ts";

/**
 * Encodes, decodes and measures every rung on every clip, but for those that the screening measured: they count as they are.
 * `encode` is over when the last encode is, and so on.
 * @param wrote called with the bytes of every bitstream that was written
 */
export async function measureCandidate(context: RunContext, bases: readonly ClipBaseline[], plan: Plan, screened: Pick<Screened, "measured" | "programs">, wrote: (bytes: number) => void): Promise<MeasuredClip[]> {
  const crfs = plan.rungs.map(({ crf }) => crf);
  const found = await findPrograms(context, bases.map(({ clip }) => clip).filter((clip) => !screened.programs.has(clip)), plan);
  const stages = { encode: "encode", decode: "decode", measure: "measure" } as const;
  const { progress } = context;
  for (const stage of ["encode", "decode", "measure"] as const) progress.begin(stage, "Encoding");
  const wanted = bases.map((base) => ({ base, crfs, measured: screened.measured?.base === base ? screened.measured.rungs : [] }));
  const measured = await measureRungs(context, wanted, { plan, programs: new Map([...screened.programs, ...found]), stages, wrote });
  for (const stage of ["encode", "decode", "measure"] as const) progress.finish(stage);
  return measured;
}

/** The stored results: every clip's curve, baseline and comparison. */
export function resultsOf(clips: readonly MeasuredClip[], notMeasured: Record<string, string>): Results {
  return {
    notMeasured,
    clips: clips.map(({ base, rungs }): ClipResult => {
      const points = rungs.map((rung) => rung.point);
      return { clip: base.clip.facts, baseline: base.baseline, baselineCached: base.cached, points, ...compareWithBaseline(base.clip.facts, base.baseline.points, points) };
    }),
  };
}

/** The filters of all clips where they are the same, otherwise (sizes differ) those of each clip with its name. */
function filtersOf(rungs: readonly MeasuredRung[], pick: (rung: MeasuredRung) => string[]): string[] {
  const chains = new Map(rungs.map((rung) => [rung.applied.clipId, pick(rung)]));
  const distinct = new Set([...chains.values()].map((chain) => chain.join(",")));
  if (distinct.size <= 1) return [...chains.values()][0] ?? [];
  return [...chains].flatMap(([clipId, chain]) => chain.map((filter) => `${clipId}: ${filter}`));
}

/** The plan as it was applied, from what the rungs report. */
export function appliedOf(clips: readonly MeasuredClip[]): Applied {
  const rungs = clips.flatMap((clip) => clip.rungs);
  return {
    encoder: sharedEncoder(rungs),
    before: filtersOf(rungs, (rung) => rung.before),
    after: filtersOf(rungs, (rung) => rung.after),
    rungs: rungs.map((rung) => rung.applied),
    machine: describeMachine(),
  };
}
