import { z } from "zod";
import { ArtifactSchema, ExperimentSchema, ExperimentSummarySchema } from "../experiment/schema.ts";

/*
 * The JSON export: one object, whose experiments are one a line. Rates are kbit/s, qualities dB, times ms unless their name says
 * otherwise; reductions are percent at equal PSNR-YUV, positive is smaller.
 */

export const EXPORT_FORMAT = "ai-video-codec-lab/experiments";
/** Raised when a reader of the old version would misread the new one; new fields alone do not raise it. */
export const EXPORT_VERSION = 1;

/** A row of the history, without who worked on it. */
export const ExportedRowSchema = ExperimentSummarySchema.omit({ progress: true, cancelRequested: true, sparkline: true });
export type ExportedRow = z.infer<typeof ExportedRowSchema>;

/** A whole record, without names of machines and storage keys, which mean nothing elsewhere. */
export const ExportedRecordSchema = ExperimentSchema.omit({ owner: true, leaseExpiresAt: true, progress: true, cancelRequested: true }).extend({
  artifacts: z.array(ArtifactSchema.omit({ key: true })),
});
export type ExportedRecord = z.infer<typeof ExportedRecordSchema>;

const head = { format: z.literal(EXPORT_FORMAT), version: z.literal(EXPORT_VERSION), generatedAt: z.iso.datetime() };
/** At the end, so that a file that was cut off is known by it. */
const tail = { count: z.int().min(0) };

export const ExportFileSchema = z.discriminatedUnion("detail", [
  z.object({ ...head, detail: z.literal("row"), experiments: z.array(ExportedRowSchema), ...tail }),
  z.object({ ...head, detail: z.literal("record"), experiments: z.array(ExportedRecordSchema), ...tail }),
]);
export type ExportFile = z.infer<typeof ExportFileSchema>;
