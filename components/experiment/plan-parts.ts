import { AdaptSchema } from "#lib/plan/adapt-settings.ts";
import { BaseSchema } from "#lib/plan/base-settings.ts";
import { CnnSchema } from "#lib/plan/cnn-settings.ts";
import { PredictorSchema } from "#lib/plan/predictor-settings.ts";
import { WienerSchema } from "#lib/plan/restore-settings.ts";
import { DenoiseSchema, DownscaleSchema, type Plan } from "#lib/plan/schema.ts";
import type { Applied } from "#lib/experiment/schema.ts";
import { describeProgramUse, describeRestorationUse, describeShotUse } from "#lib/format/describe-applied.ts";
import { CODEC_TITLES } from "#lib/format/describe-plan.ts";
import { fieldsOf, isSameValue, type SettingField, type SettingValue } from "#lib/format/schema-fields.ts";

export interface PlannedSetting {
  field: SettingField;
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

function settingsOf(values: object, fields: readonly SettingField[]): PlannedSetting[] {
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
export function planParts(plan: Plan, applied: Applied | null): PlanPart[] {
  const { transform, predictor, base, adapt, restore } = plan;
  const downscale = transform?.downscale;
  const denoise = transform?.denoise;
  const baseSchema = BaseSchema.options.find((option) => option.shape.codec.value === base.codec);
  const rungs = applied?.rungs ?? [];
  const done = (text: string | null) => (applied ? (text ?? "not on this record") : null);
  return [
    ...(denoise ? [{ key: "denoise" as const, title: "Denoise", settings: settingsOf(denoise, fieldsOf(DenoiseSchema)), applied: done(applied && (applied.before.filter(isDenoiser).join(" → ") || NO_FILTER)) }] : []),
    ...(downscale ? [{ key: "downscale" as const, title: "Downscale", settings: settingsOf(downscale, fieldsOf(DownscaleSchema)), applied: done(applied && scalingOf(applied)) }] : []),
    ...(predictor ? [{ key: "predictor" as const, title: "Scene program (predictor)", settings: settingsOf(predictor, fieldsOf(PredictorSchema)), applied: done(describeProgramUse(rungs)) }] : []),
    { key: "base", title: base.codec === "none" ? "Base codec: none" : `Base codec: ${CODEC_TITLES[base.codec]}`, settings: baseSchema ? settingsOf(base, fieldsOf(baseSchema)) : [], applied: base.codec === "none" ? done("nothing was coded beside the scene program") : null },
    ...(adapt ? [{ key: "adapt" as const, title: "Adapt by shots", settings: settingsOf(adapt, fieldsOf(AdaptSchema)), applied: done(describeShotUse(rungs)) }] : []),
    ...(restore
      ? [{ key: "restore" as const, title: restore.kind === "cnn" ? "Restoration: network (CNN)" : "Restoration: Wiener filters", settings: settingsOf(restore, fieldsOf(restore.kind === "cnn" ? CnnSchema : WienerSchema)), applied: done(describeRestorationUse(rungs)) }]
      : []),
  ];
}
