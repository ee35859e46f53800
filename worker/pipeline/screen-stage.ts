import type { Experiment, Screen } from "#lib/experiment/schema.ts";
import { hopelessFrom, judgeScreen, savingAt, screenedClip, screenedRungs } from "#lib/metrics/screening.ts";
import type { FoundProgram } from "#worker/codecs/encode.ts";
import type { ClipBaseline } from "./baseline-stage.ts";
import { findPrograms } from "./find-programs.ts";
import type { ReadyClip } from "./generate-stage.ts";
import { measureRungs, type MeasuredClip } from "./measure-rungs.ts";
import type { PlannedExperiment } from "./plan-stage.ts";
import type { RunContext } from "./run-context.ts";

export interface Screened {
  screen: Screen;
  /** The clip with its two rungs; null when the look was skipped. The suite's measurement takes them over. */
  measured: MeasuredClip | null;
  programs: ReadonlyMap<ReadyClip, FoundProgram>;
}

const ON_REQUEST = "Measured in full: whoever launched it asked for no screening.";

/**
 * The first look: one clip, two rungs. A suite of one clip is screened as well: a ladder has four rungs at least, so that what is
 * hopeless costs half or less.
 * @param wrote called with the bytes of every bitstream that was written
 */
export async function screenPlan(context: RunContext, { plan, screening }: Pick<PlannedExperiment, "plan"> & Pick<Experiment, "screening">, bases: readonly ClipBaseline[], wrote: (bytes: number) => void): Promise<Screened> {
  const clip = screenedClip(bases.map(({ clip: { facts } }) => facts));
  const base = bases.find(({ clip: { facts } }) => facts === clip);
  if (!clip || !base) throw new Error("a suite without clips cannot be screened");
  const limit = screening ? hopelessFrom(plan, bases.map(({ clip: { facts } }) => facts), clip) : { skip: ON_REQUEST };
  const about = { clipId: clip.clipId, clipTitle: clip.title };
  if ("skip" in limit) return { screen: { ...about, rungs: [], outcome: "skipped", reason: limit.skip }, measured: null, programs: new Map() };

  context.progress.begin("screen", `A first look: two rungs of ${clip.title}`);
  const programs = await findPrograms(context, [base.clip], plan, "screen");
  const stages = { encode: "screen", decode: "screen", measure: "screen" } as const;
  const [measured] = await measureRungs(context, [{ base, crfs: screenedRungs(plan) }], { plan, programs, stages, wrote });
  const rungs = (measured?.rungs ?? []).map(({ point }) => ({ point, reductionPercent: savingAt(base.baseline.points, point) }));
  context.progress.finish("screen");
  return { screen: { ...about, rungs, ...judgeScreen(rungs, limit.percent, clip.title) }, measured: measured ?? null, programs };
}
