import { createHash } from "node:crypto";
import { findBaseline } from "#lib/data/find-baseline.ts";
import { storeBaseline } from "#lib/data/store-baseline.ts";
import type { Baseline } from "#lib/experiment/schema.ts";
import { BASELINE_PLAN, baselineSettingsKey } from "./baseline-plan.ts";
import { keepBaselineRung } from "./baseline-rung.ts";
import type { ReadyClip } from "./generate-stage.ts";
import { mapLimited } from "./map-limited.ts";
import { measureRung, type MeasuredRung } from "./measure-rung.ts";
import type { RunContext } from "./run-context.ts";
import { rungUnits } from "./work-units.ts";

export interface ClipBaseline {
  clip: ReadyClip;
  baseline: Baseline;
  cached: boolean;
  settingsKey: string;
}

async function settingsKeyOf(context: RunContext): Promise<string> {
  const build = await context.pool.run("encoderBuild", "asking for the encoder's build", { encoder: "libx265" }, { signal: context.signal });
  return baselineSettingsKey(build, "version" in context.vmaf ? context.vmaf.version : null);
}

/** Looks every clip's baseline up; null where it has to be encoded. */
async function findBaselines(context: RunContext, clips: readonly ReadyClip[]): Promise<(ClipBaseline | null)[]> {
  const settingsKey = await settingsKeyOf(context);
  return Promise.all(clips.map(async (clip) => {
    const baseline = await findBaseline(context.lab, { clipSha256: clip.facts.sha256, settingsKey });
    return baseline && { clip, baseline, cached: true, settingsKey };
  }));
}

/** Encodes the missing curves, all rungs of all clips side by side, and stores each curve for the experiments to come. */
async function measureBaselines(context: RunContext, clips: readonly ReadyClip[]): Promise<ClipBaseline[]> {
  const stages = { encode: "baseline", decode: "baseline", measure: "baseline" } as const;
  const jobs = clips.flatMap((clip) => BASELINE_PLAN.rungs.map(({ crf }) => ({ clip, crf })));
  const rungs = await mapLimited(jobs, context.pool.slots, context.signal, async ({ clip, crf }, signal) => {
    const name = `baseline-${clip.facts.clipId}-crf${crf}`;
    const rung = await measureRung(context, { clip, plan: BASELINE_PLAN, crf, name, stages, fresh: true, signal });
    context.progress.advance(rungUnits(clip.facts, BASELINE_PLAN.base), `Baseline: ${clip.facts.title}, x265 CRF ${crf}`);
    return { clip, rung };
  });
  const settingsKey = await settingsKeyOf(context);
  return Promise.all(clips.map(async (clip) => {
    const own = rungs.filter((entry) => entry.clip === clip).map((entry) => entry.rung);
    const baseline: Baseline = {
      clipSha256: clip.facts.sha256,
      encoder: sharedEncoder(own),
      points: own.map((rung) => rung.point),
      measuredAt: context.lab.now().toISOString(),
    };
    await Promise.all(own.map((rung) => keepBaselineRung(context, { clip, settingsKey }, rung)));
    await storeBaseline(context.lab, settingsKey, baseline);
    return { clip, baseline, cached: false, settingsKey };
  }));
}

/** The curve of every clip, in their order: looked up, and measured where there is none. */
export async function provideBaselines(context: RunContext, clips: readonly ReadyClip[]): Promise<ClipBaseline[]> {
  const found = await findBaselines(context, clips);
  const missing = clips.filter((_, index) => found[index] === null);
  const units = missing.reduce((sum, clip) => sum + rungUnits(clip.facts, BASELINE_PLAN.base) * BASELINE_PLAN.rungs.length, 0);
  context.progress.expect(units);
  clips.forEach(({ facts }, index) => {
    const cached = found[index];
    context.log("debug", `baseline of ${facts.clipId}: ${cached ? `measured at ${cached.baseline.measuredAt}, taken from the store` : "not in the store, to be encoded"}`);
  });
  const fresh = missing.length > 0 ? await measureBaselines(context, missing) : [];
  return clips.map((clip, index) => found[index] ?? fresh.find((entry) => entry.clip === clip)!);
}

/**
 * The encoder record common to the rungs that have one; a rung may be a scene program alone.
 * @throws {Error} when rungs of one curve were encoded by different encoders or options: they are no curve then
 */
export function sharedEncoder(rungs: readonly MeasuredRung[]): MeasuredRung["encoder"] {
  const coded = rungs.filter(({ encoder }) => encoder.encoder !== "none");
  const first = coded[0] ?? rungs[0];
  if (!first) throw new Error("a curve without rungs has no encoder");
  const digest = (rung: MeasuredRung) => createHash("sha256").update(JSON.stringify(rung.encoder)).digest("hex");
  if (coded.some((rung) => digest(rung) !== digest(first))) throw new Error("the rungs of one curve were encoded with different options");
  return first.encoder;
}
