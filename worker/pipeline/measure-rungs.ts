import type { Plan } from "#lib/plan/schema.ts";
import type { FoundProgram } from "#worker/codecs/encode.ts";
import type { ClipBaseline } from "./baseline-stage.ts";
import type { ReadyClip } from "./generate-stage.ts";
import { mapLimited } from "./map-limited.ts";
import { measureRung, type MeasuredRung, type RungStages } from "./measure-rung.ts";
import type { RunContext } from "./run-context.ts";
import { rungUnits } from "./work-units.ts";

export interface MeasuredClip {
  base: ClipBaseline;
  /** CRF ascending. */
  rungs: MeasuredRung[];
}

export interface RungsRequest {
  plan: Plan;
  programs: ReadonlyMap<ReadyClip, FoundProgram>;
  stages: RungStages;
  /** Before the file names in the work folder. */
  prefix?: string;
  /** Called with the bytes of every bitstream that was written. */
  wrote: (bytes: number) => void;
}

const byCrf = (a: MeasuredRung, b: MeasuredRung): number => a.point.crf - b.point.crf;

/**
 * Measures some rungs of some clips, side by side. A rung goes through its three steps at once, so that the decoded pictures of
 * one rung, and not of all, lie on the disk.
 * @param wanted the rungs (CRF) of each clip, and those that are measured already, which are taken as they are
 */
export async function measureRungs(
  context: RunContext,
  wanted: readonly { base: ClipBaseline; crfs: readonly number[]; measured?: readonly MeasuredRung[] }[],
  { plan, programs, stages, prefix = "", wrote }: RungsRequest,
): Promise<MeasuredClip[]> {
  const jobs = wanted
    .flatMap(({ base, crfs, measured = [] }) => crfs.filter((crf) => !measured.some(({ point }) => point.crf === crf)).map((crf) => ({ base, crf, units: rungUnits(base.clip.facts, plan.base) })))
    // The longest first: the last ones to run are then short, and no core waits for a straggler.
    .sort((a, b) => b.units - a.units || a.crf - b.crf);
  const fresh = await mapLimited(jobs, context.pool.slots, context.signal, async ({ base, crf, units }, signal) => {
    const { facts } = base.clip;
    const rung = await measureRung(context, { clip: base.clip, plan, crf, found: programs.get(base.clip) ?? null, name: `${prefix}${facts.clipId}-crf${crf}`, stages, signal });
    wrote(rung.point.bytes);
    context.progress.advance(units, `${facts.title}, CRF ${crf}: ${rung.point.kbps.toFixed(0)} kbit/s, ${rung.point.psnrYuv?.toFixed(2) ?? "∞"} dB`);
    return { base, rung };
  });
  return wanted.map(({ base, measured = [] }) => ({ base, rungs: [...measured, ...fresh.filter((entry) => entry.base === base).map(({ rung }) => rung)].sort(byCrf) }));
}
