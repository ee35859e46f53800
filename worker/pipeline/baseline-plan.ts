import { createHash } from "node:crypto";
import { canonicalJson, PIPELINE_VERSION } from "#lib/plan/fingerprint.ts";
import { PlanSchema, type Plan } from "#lib/plan/schema.ts";

/**
 * The HEVC baseline as a plan of its own, so that it goes the same way as every candidate: x265 medium with
 * `tune=psnr`, because the primary metric is PSNR and psycho-visual tuning costs it (FIELD-NOTES: an untuned baseline
 * flatters the rival), CRF 17 to 37. Every other setting is what the preset and the tune give.
 */
export const BASELINE_PLAN: Plan = PlanSchema.parse({
  base: { codec: "x265", preset: "medium", tune: "psnr" },
  rungs: [{ crf: 17 }, { crf: 22 }, { crf: 27 }, { crf: 32 }, { crf: 37 }],
});

/** What the cached curve depends on besides the clip: the plan, the encoder's build, the pipeline, and which VMAF measured. */
export function baselineSettingsKey(encoderBuild: string, vmafVersion: string | null): string {
  return createHash("sha256").update(canonicalJson({ build: encoderBuild, pipeline: PIPELINE_VERSION, plan: BASELINE_PLAN, vmaf: vmafVersion })).digest("hex");
}
