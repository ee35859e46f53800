import type { z } from "zod";
import { CODEC_TITLES } from "../format/describe-plan.ts";
import { fieldsOf, isSameValue, labelOf, valueText } from "../format/schema-fields.ts";
import { AdaptSchema } from "../plan/adapt-settings.ts";
import { BaseSchema } from "../plan/base-settings.ts";
import { CnnSchema } from "../plan/cnn-settings.ts";
import { PredictorSchema } from "../plan/predictor-settings.ts";
import { WienerSchema } from "../plan/restore-settings.ts";
import { DenoiseSchema, DownscaleSchema, type Plan } from "../plan/schema.ts";

/** value: set on purpose; default: the schema's own; absent: the plan has no such part; no-plan: nothing is on record. */
export interface DiffCell {
  text: string;
  kind: "value" | "default" | "absent" | "no-plan";
}
export interface DiffRow {
  /** The setting's own name; "" for the part itself. */
  name: string;
  label: string;
  hint: string;
  /** One a plan, in their order. */
  cells: DiffCell[];
  /** It differs only in that some plans lack the part; those that have it leave it at its default. */
  minor: boolean;
}
export interface DiffGroup {
  key: string;
  title: string;
  rows: DiffRow[];
}
export interface PlanDiff {
  /** Only parts in which something differs. */
  groups: DiffGroup[];
  /** Settings that are the same in every plan, and not shown. */
  alike: number;
}

interface PartKind {
  key: string;
  title: string;
  /** What the plan has there: its name, its settings and their schema. */
  of(plan: Plan): { variant: string; settings: object; schema: z.ZodObject } | null;
}

/** What a codec's plan is called by: shown even where it stands at its default. */
const ALWAYS_SHOWN = new Set(["preset", "cpuUsed"]);

const WITHOUT = { text: "—", kind: "absent" } as const;
const NO_PLAN = { text: "no plan on record", kind: "no-plan" } as const;

/** In the order in which they act on the pictures. */
const PARTS: readonly PartKind[] = [
  { key: "denoise", title: "Denoise", of: ({ transform }) => (transform?.denoise ? { variant: "on", settings: transform.denoise, schema: DenoiseSchema } : null) },
  { key: "downscale", title: "Downscale", of: ({ transform }) => (transform?.downscale ? { variant: "on", settings: transform.downscale, schema: DownscaleSchema } : null) },
  { key: "predictor", title: "Scene program", of: ({ predictor }) => (predictor ? { variant: "on", settings: predictor, schema: PredictorSchema } : null) },
  { key: "base", title: "Base codec", of: ({ base }) => ({ variant: CODEC_TITLES[base.codec], settings: base, schema: BaseSchema.options.find((option) => option.shape.codec.value === base.codec)! }) },
  { key: "adapt", title: "Adaptation by shots", of: ({ adapt }) => (adapt ? { variant: "on", settings: adapt, schema: AdaptSchema } : null) },
  {
    key: "restore", title: "Restoration",
    of: ({ restore }) => (restore ? { variant: restore.kind === "cnn" ? "Network (CNN)" : "Wiener filters", settings: restore, schema: restore.kind === "cnn" ? CnnSchema : WienerSchema } : null),
  },
];

interface Held {
  value: unknown;
  isDefault: boolean;
  label: string;
  hint: string;
}

function heldSettings({ settings, schema }: { settings: object; schema: z.ZodObject }): Map<string, Held> {
  const values = new Map<string, unknown>(Object.entries(settings));
  return new Map(
    fieldsOf(schema).map(({ name, label, hint, defaultValue, nullable }) => {
      const value = values.get(name) ?? null;
      const hasDefault = nullable || defaultValue !== null;
      return [name, { value, label, hint, isDefault: hasDefault && isSameValue(defaultValue, value) }];
    }),
  );
}

const allSame = (values: readonly unknown[]): boolean => values.every((value) => isSameValue(value, values[0]));

function settingRow(name: string, held: readonly (Held | undefined)[], plans: readonly (Plan | null)[]): DiffRow | "alike" {
  const holders = held.filter((each) => each !== undefined);
  const [first] = holders;
  const lacking = plans.some((plan, index) => plan !== null && !held[index]);
  const same = allSame(holders.map(({ value }) => value));
  if (same && !lacking) return "alike";
  return {
    name, label: first?.label ?? labelOf(name), hint: first?.hint ?? "",
    minor: same && !ALWAYS_SHOWN.has(name) && holders.every(({ isDefault }) => isDefault),
    cells: plans.map((plan, index) => {
      const own = held[index];
      if (plan === null) return NO_PLAN;
      return own ? { text: valueText(own.value), kind: own.isDefault ? "default" : "value" } : WITHOUT;
    }),
  };
}

/**
 * What differs between plans, parts and then their settings, each as a row with a cell a plan. Settings of one name are one row
 * whatever the codec; a setting that every plan has alike is only counted.
 * @param plans as parsed by PlanSchema, so that defaults are in them; null: none is on record, which differs from nothing
 */
export function diffPlans(plans: readonly (Plan | null)[]): PlanDiff {
  let alike = 0;
  const groups = PARTS.map((part): DiffGroup => {
    const found = plans.map((plan) => (plan ? part.of(plan) : null));
    const variants = found.map((each) => each?.variant ?? null).filter((_, index) => plans[index] !== null);
    const rows: DiffRow[] = [];
    if (!allSame(variants)) {
      rows.push({ name: "", label: part.key === "base" ? "Codec" : "Part", hint: "", minor: false, cells: plans.map((plan, index) => (plan === null ? NO_PLAN : found[index] ? { text: found[index].variant, kind: "value" } : WITHOUT)) });
    }
    const settings = found.map((each) => (each ? heldSettings(each) : new Map<string, Held>()));
    for (const name of new Set(settings.flatMap((own) => [...own.keys()]))) {
      const row = settingRow(name, settings.map((own) => own.get(name)), plans);
      if (row === "alike") alike += 1;
      else rows.push(row);
    }
    return { key: part.key, title: part.title, rows };
  });
  const ladders = plans.map((plan) => plan?.rungs.map(({ crf }) => crf).join(", ") ?? null);
  if (!allSame(ladders.filter((ladder) => ladder !== null))) {
    groups.push({ key: "rungs", title: "Operating points", rows: [{ name: "crf", label: "CRF", hint: "On each codec's own scale.", minor: false, cells: ladders.map((ladder) => (ladder === null ? NO_PLAN : { text: ladder, kind: "value" })) }] });
  }
  return { groups: groups.filter(({ rows }) => rows.length > 0), alike };
}
