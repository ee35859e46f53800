import type { z } from "zod";
import { AdaptSchema } from "#lib/plan/adapt-settings.ts";
import { type Base, type BaseCodec, BaseSchema, CRF_RANGE } from "#lib/plan/base-settings.ts";
import { CnnSchema } from "#lib/plan/cnn-settings.ts";
import { PredictorSchema } from "#lib/plan/predictor-settings.ts";
import { WienerSchema } from "#lib/plan/restore-settings.ts";
import { DenoiseSchema, DownscaleSchema, type Plan, PlanSchema } from "#lib/plan/schema.ts";
import { fieldsOf, type SettingField, type SettingValue } from "#lib/format/schema-fields.ts";

/*
 * The by-hand plan while it is being edited. Values are what the controls hold (numbers may be half typed, so they are
 * strings until they are read); PlanSchema alone decides whether the result is a plan.
 */

/** null leaves a nullable setting to the preset. */
export type Values = Record<string, SettingValue | null>;

export interface PlanDraft {
  codec: BaseCodec;
  /** Settings and rungs are kept per codec, so that looking at another codec loses nothing. */
  settings: Record<BaseCodec, Values>;
  crfs: Record<BaseCodec, string>;
  predictor: Values | null;
  downscale: Values | null;
  denoise: Values | null;
  adapt: Values | null;
  /** Learned restorations; a plan has one of them at most. */
  wiener: Values | null;
  cnn: Values | null;
  hypothesis: string;
  /** Whether the first look may end it before the suite is measured. */
  screening: boolean;
}

export const CODECS: readonly BaseCodec[] = BaseSchema.options.map((option) => option.shape.codec.value);

/** The generated form of each codec, in the schema's order. */
export const CODEC_FIELDS = Object.fromEntries(BaseSchema.options.map((option) => [option.shape.codec.value, fieldsOf(option)])) as Record<BaseCodec, SettingField[]>;
export const PREDICTOR_FIELDS = fieldsOf(PredictorSchema);
export const ADAPT_FIELDS = fieldsOf(AdaptSchema);
export const DOWNSCALE_FIELDS = fieldsOf(DownscaleSchema);
export const DENOISE_FIELDS = fieldsOf(DenoiseSchema);
export const WIENER_FIELDS = fieldsOf(WienerSchema);
export const CNN_FIELDS = fieldsOf(CnnSchema);

/** Where a part starts when it is switched on: the schema's default, otherwise its first option or its minimum. */
export function startValues(fields: readonly SettingField[]): Values {
  return Object.fromEntries(
    fields.map((field) => {
      if (field.defaultValue !== null || field.nullable) return [field.name, field.defaultValue];
      if (field.kind === "choice") return [field.name, field.options[0] ?? ""];
      if (field.kind === "set") return [field.name, field.options.slice(0, field.min)];
      return [field.name, field.kind === "switch" ? false : field.min];
    }),
  );
}

/** A draft with every codec at its defaults and on its own CRF ladder. */
export function newDraft(): PlanDraft {
  const perCodec = <T,>(make: (codec: BaseCodec) => T) => Object.fromEntries(CODECS.map((codec) => [codec, make(codec)])) as Record<BaseCodec, T>;
  return {
    codec: "svt-av1",
    settings: perCodec((codec) => startValues(CODEC_FIELDS[codec])),
    crfs: perCodec((codec) => CRF_RANGE[codec].ladder.join(", ")),
    predictor: null,
    downscale: null,
    denoise: null,
    adapt: null,
    wiener: null,
    cnn: null,
    hypothesis: "",
    screening: true,
  };
}

export interface DraftErrors {
  /** By dotted path of the plan: base.keyint, transform.denoise.strength, rungs. */
  [path: string]: string;
}

/** Where an error of the plan as a whole is shown: single rungs at the box that holds them all, the transform at its part that is on. */
function fieldOf(path: readonly PropertyKey[], draft: PlanDraft): string {
  if (path[0] === "rungs") return "rungs";
  if (path.length === 1 && path[0] === "transform") return draft.downscale ? "transform.downscale" : "transform.denoise";
  return path.join(".");
}

/** The schema's message in the words of the form, where parts are switched and choices ticked. */
function messageOf(issue: z.core.$ZodIssue, path: string): string {
  if (issue.code === "too_small" && issue.origin === "array" && path !== "rungs") return `Choose at least ${String(issue.minimum)}.`;
  return issue.message.replace("leave it null", "switch it off").replace("it cannot be null", "it cannot be off");
}

/** Reads the draft as a plan. Errors are by the field that shows them; those of single rungs are gathered under `rungs`. */
export function readDraft(draft: PlanDraft): { plan: Plan; errors: null } | { plan: null; errors: DraftErrors } {
  const transform = draft.downscale || draft.denoise ? { downscale: readValues(draft.downscale, DOWNSCALE_FIELDS), denoise: readValues(draft.denoise, DENOISE_FIELDS) } : null;
  const rungs = draft.crfs[draft.codec].split(/[\s,;]+/).filter(Boolean).map((text) => ({ crf: Number(text) }));
  const base = { codec: draft.codec, ...readValues(draft.settings[draft.codec], CODEC_FIELDS[draft.codec]) } as Base;
  const restore = draft.wiener
    ? { kind: "wiener", ...readValues(draft.wiener, WIENER_FIELDS) }
    : draft.cnn && { kind: "cnn", ...readValues(draft.cnn, CNN_FIELDS) };
  const predictor = draft.predictor && { kind: "scene", ...readValues(draft.predictor, PREDICTOR_FIELDS) };
  const adapt = draft.adapt && { kind: "shots", ...readValues(draft.adapt, ADAPT_FIELDS) };
  const parsed = PlanSchema.safeParse({ transform, predictor, base, adapt, restore, rungs });
  if (parsed.success) return { plan: parsed.data, errors: null };
  const errors: DraftErrors = {};
  for (const issue of parsed.error.issues) {
    const path = fieldOf(issue.path, draft);
    errors[path] ??= messageOf(issue, path);
  }
  return { plan: null, errors };
}

function readValues(values: Values | null, fields: readonly SettingField[]): Values | null {
  if (!values) return null;
  return Object.fromEntries(
    fields.map((field) => {
      const value = values[field.name] ?? null;
      if (field.nullable && (value === null || value === "")) return [field.name, null];
      // An emptied number box is not zero: NaN makes the schema name the field.
      return [field.name, field.kind === "number" ? (value === null || value === "" ? Number.NaN : Number(value)) : value];
    }),
  );
}
