import type { Plan } from "#lib/plan/schema.ts";
import type { Applied } from "#lib/experiment/schema.ts";
import { describeProgramUse, describeRestorationUse, describeShotUse } from "#lib/format/describe-applied.ts";
import { CODEC_TITLES } from "#lib/format/describe-plan.ts";
import type { PlanField, PlanFields } from "#lib/format/plan-fields.ts";
import type { SettingValue } from "#lib/format/schema-fields.ts";
import { isSameValue } from "#lib/format/setting-words.ts";

export interface PlannedSetting {
  field: PlanField;
  value: SettingValue | null;
  /** Set on purpose: it differs from the schema's default. Settings without a default are never marked. */
  changed: boolean;
}

export interface PlanPart {
  key: "downscale" | "denoise" | "predictor" | "base" | "adapt" | "restore";
  title: string;
  settings: PlannedSetting[];
  /** What was really done for it; null before it ran, or when the options of single settings say it (the base). */
  applied: string | null;
}

function settingsOf(values: object, fields: readonly PlanField[]): PlannedSetting[] {
  const byName = new Map<string, SettingValue | null>(Object.entries(values));
  return fields.map((field) => {
    const value = byName.get(field.name) ?? null;
    const hasDefault = field.nullable || field.defaultValue !== null;
    return { field, value, changed: hasDefault && !isSameValue(field.defaultValue, value) };
  });
}

const isDenoiser = (filter: string): boolean => /^(hqdn3d|nlmeans)\b/.test(filter);
const NO_FILTER = "no filter was run";

function scalingOf({ before, after }: Applied): string {
  const scaled = before.filter((filter) => !isDenoiser(filter));
  return [scaled.join(" → "), after.length > 0 && `after decoding: ${after.join(" → ")}`].filter(Boolean).join("; ") || NO_FILTER;
}

/** The parts that a plan has, in the order in which they act, each with its settings and what was done for it. */
export function planParts(plan: Plan, applied: Applied | null, fields: PlanFields): PlanPart[] {
  const { transform, predictor, base, adapt, restore } = plan;
  const downscale = transform?.downscale;
  const denoise = transform?.denoise;
  const rungs = applied?.rungs ?? [];
  const done = (text: string | null) => (applied ? (text ?? "not on this record") : null);
  return [
    ...(denoise ? [{ key: "denoise" as const, title: "Denoise", settings: settingsOf(denoise, fields.denoise), applied: done(applied && (applied.before.filter(isDenoiser).join(" → ") || NO_FILTER)) }] : []),
    ...(downscale ? [{ key: "downscale" as const, title: "Downscale", settings: settingsOf(downscale, fields.downscale), applied: done(applied && scalingOf(applied)) }] : []),
    ...(predictor ? [{ key: "predictor" as const, title: "Scene program (predictor)", settings: settingsOf(predictor, fields.predictor), applied: done(describeProgramUse(rungs)) }] : []),
    { key: "base", title: base.codec === "none" ? "Base codec: none" : `Base codec: ${CODEC_TITLES[base.codec]}`, settings: settingsOf(base, fields.base[base.codec] ?? []), applied: base.codec === "none" ? done("nothing was coded beside the scene program") : null },
    ...(adapt ? [{ key: "adapt" as const, title: "Adapt by shots", settings: settingsOf(adapt, fields.adapt), applied: done(describeShotUse(rungs)) }] : []),
    ...(restore
      ? [{ key: "restore" as const, title: restore.kind === "cnn" ? "Restoration: network (CNN)" : "Restoration: Wiener filters", settings: settingsOf(restore, restore.kind === "cnn" ? fields.cnn : fields.wiener), applied: done(describeRestorationUse(rungs)) }]
      : []),
  ];
}
