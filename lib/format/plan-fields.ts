import { AdaptSchema } from "../plan/adapt-settings.ts";
import { BaseSchema } from "../plan/base-settings.ts";
import { CnnSchema } from "../plan/cnn-settings.ts";
import { PredictorSchema } from "../plan/predictor-settings.ts";
import { WienerSchema } from "../plan/restore-settings.ts";
import { DenoiseSchema, DownscaleSchema } from "../plan/schema.ts";
import { fieldsOf, type SettingField } from "./schema-fields.ts";

/** What a table says of a setting. */
export type PlanField = Pick<SettingField, "name" | "label" | "hint" | "defaultValue" | "nullable">;
export interface PlanFields {
  denoise: PlanField[];
  downscale: PlanField[];
  predictor: PlanField[];
  adapt: PlanField[];
  wiener: PlanField[];
  cnn: PlanField[];
  /** By codec. */
  base: Record<string, PlanField[]>;
}

const named = (schema: Parameters<typeof fieldsOf>[0]): PlanField[] => fieldsOf(schema).map(({ name, label, hint, defaultValue, nullable }) => ({ name, label, hint, defaultValue, nullable }));

/**
 * The settings that a plan may have, part by part. For the server, which hands it to the page that shows a plan: the schemas
 * that it is made from are 50 kB gzipped.
 */
export function planFields(): PlanFields {
  return {
    denoise: named(DenoiseSchema), downscale: named(DownscaleSchema), predictor: named(PredictorSchema), adapt: named(AdaptSchema), wiener: named(WienerSchema), cnn: named(CnnSchema),
    base: Object.fromEntries(BaseSchema.options.map((option) => [option.shape.codec.value, named(option)])),
  };
}
