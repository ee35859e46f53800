import { isMeasured, settingsOf, type MeasuredTrial, type Trial } from "./trials.ts";

/** What one change of one setting did, measured between two experiments of one suite that differ in nothing else but rungs. */
export interface Effect {
  codec: string;
  setting: string;
  from: string;
  to: string;
  /** Saving in rate, percent of the rate before the change; negative when it cost. */
  saving: number;
  /** The experiments before and after. */
  before: MeasuredTrial;
  after: MeasuredTrial;
}

/** Saving in rate between two reductions against the same baseline, percent. */
export function savingBetween(before: number, after: number): number {
  // A rate of 0 cannot be: a reduction of 100 % would need an empty file.
  const rateBefore = Math.max(100 - before, 0.01);
  return ((rateBefore - (100 - after)) / rateBefore) * 100;
}

/** The one setting in which two flat records differ, or null when it is none or several. */
function onlyDifference(a: Record<string, string>, b: Record<string, string>): string | null {
  let found: string | null = null;
  for (const name of Object.keys(a)) {
    if (a[name] === b[name]) continue;
    if (found !== null) return null;
    found = name;
  }
  return found;
}

/** All single-setting effects in the trials, in both directions, newest evidence first. */
export function effectsOf(trials: readonly Trial[]): Effect[] {
  const measured = trials.filter(isMeasured).map((trial) => ({ trial, settings: settingsOf(trial.plan) }));
  return measured.flatMap((after) =>
    measured.flatMap((before) => {
      const { codec } = before.trial.plan.base;
      if (before === after || before.trial.suiteId !== after.trial.suiteId || codec !== after.trial.plan.base.codec) return [];
      const setting = onlyDifference(before.settings, after.settings);
      if (setting === null) return [];
      const saving = savingBetween(before.trial.reduction, after.trial.reduction);
      return [{ codec, setting, from: before.settings[setting] ?? "", to: after.settings[setting] ?? "", saving, before: before.trial, after: after.trial }];
    }),
  );
}

/** The newest measured effect of this change, or null when it was never measured. */
export function effectOf(effects: readonly Effect[], codec: string, change: { setting: string; from: string; to: string }): Effect | null {
  return effects.find((effect) => effect.codec === codec && effect.setting === change.setting && effect.from === change.from && effect.to === change.to) ?? null;
}

/** The newest measured effect of the same setting away from `from`, whatever it went to: a hint, not a measurement. */
export function kindredEffect(effects: readonly Effect[], codec: string, change: { setting: string; to: string }): Effect | null {
  return effects.find((effect) => effect.codec === codec && effect.setting === change.setting && effect.to === change.to) ?? null;
}
