import type { Applied, ClipResult, Results } from "#lib/experiment/schema.ts";
import { compareWithBaseline } from "#lib/metrics/compare.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { describeMachine } from "#worker/process/describe-machine.ts";
import { sharedEncoder, type ClipBaseline } from "./baseline-stage.ts";
import { FIT_UNITS, findPrograms } from "./find-programs.ts";
import { mapLimited } from "./map-limited.ts";
import { measureRung, type MeasuredRung } from "./measure-rung.ts";
import type { RunContext } from "./run-context.ts";
import { rungUnits } from "./work-units.ts";

export interface MeasuredClip {
  base: ClipBaseline;
  rungs: MeasuredRung[];
}

/**
 * Encodes, decodes and measures every rung on every clip. A rung goes through its three steps at once, so that the
 * decoded pictures of one rung, and not of all, lie on the disk; `encode` is over when the last encode is, and so on.
 */
export async function measureCandidate(context: RunContext, bases: readonly ClipBaseline[], plan: Plan): Promise<MeasuredClip[]> {
  const jobs = bases
    .flatMap((base) => plan.rungs.map(({ crf }) => ({ base, crf, units: rungUnits(base.clip.facts, plan.base) })))
    // The longest first: the last ones to run are then short, and no core waits for a straggler.
    .sort((a, b) => b.units - a.units || a.crf - b.crf);
  context.progress.expect(plan.predictor ? FIT_UNITS * bases.length : 0);
  const programs = await findPrograms(context, bases.map(({ clip }) => clip), plan);
  const stages = { encode: "encode", decode: "decode", measure: "measure" } as const;
  const { progress } = context;
  for (const stage of ["encode", "decode", "measure"] as const) progress.begin(stage, "Encoding");

  const measured = await mapLimited(jobs, context.pool.slots, context.signal, async ({ base, crf, units }, signal) => {
    const { facts } = base.clip;
    const rung = await measureRung(context, { clip: base.clip, plan, crf, found: programs.get(base.clip) ?? null, name: `${facts.clipId}-crf${crf}`, stages, signal });
    progress.advance(units, `${facts.title}, CRF ${crf}: ${(rung.point.kbps).toFixed(0)} kbit/s, ${rung.point.psnrYuv?.toFixed(2) ?? "∞"} dB`);
    return { base, rung };
  });
  for (const stage of ["encode", "decode", "measure"] as const) progress.finish(stage);

  return bases.map((base) => ({
    base,
    rungs: measured.filter((entry) => entry.base === base).map((entry) => entry.rung).sort((a, b) => a.point.crf - b.point.crf),
  }));
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
