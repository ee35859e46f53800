import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { putBlob, putFile, readBlob } from "#lib/data/blobs.ts";
import { baselineArtifactKey } from "#lib/data/keys.ts";
import { FrameFiguresSchema } from "#lib/experiment/pictures-schema.ts";
import type { RdPoint } from "#lib/experiment/schema.ts";
import { parsedOrNull } from "#lib/json/parsed-or-null.ts";
import { BASELINE_PLAN } from "./baseline-plan.ts";
import type { ReadyClip } from "./generate-stage.ts";
import { measureRung, type MeasuredRung, type RungContext } from "./measure-rung.ts";
import type { RunContext } from "./run-context.ts";

/* What is kept of a baseline's rung beside its point in the record: its bitstream, and its figures per frame. */

const KeptFramesSchema = FrameFiguresSchema.pick({ psnrYuv: true, bits: true }).extend({
  /** Of the bitstream that the figures are of. */
  sha256: z.string(),
});

export interface BaselineRung {
  frames: z.infer<typeof KeptFramesSchema>;
  bitstreamPath: string;
}

/** Whose baseline it is. */
export interface BaselineOf {
  clip: ReadyClip;
  settingsKey: string;
}

const keyOf = ({ clip, settingsKey }: BaselineOf, crf: number, ending: "avcl" | "frames.json"): string => baselineArtifactKey(clip.facts.sha256, settingsKey, `crf${crf}.${ending}`);

/** Keeps a measured rung for the experiments to come. @throws {StorageUnavailableError} */
export async function keepBaselineRung({ lab }: Pick<RunContext, "lab">, of: BaselineOf, { point, perFrame, bitstreamPath }: Pick<MeasuredRung, "point" | "perFrame" | "bitstreamPath">): Promise<BaselineRung> {
  const frames = { sha256: point.sha256, psnrYuv: perFrame.psnrYuv, bits: perFrame.bits };
  await Promise.all([
    putFile(lab, keyOf(of, point.crf, "avcl"), bitstreamPath, "application/octet-stream"),
    putBlob(lab, keyOf(of, point.crf, "frames.json"), Buffer.from(JSON.stringify(frames)), { contentType: "application/json" }),
  ]);
  return { frames, bitstreamPath };
}

/** The kept rung with this hash; null when a part of it is missing or another's. */
async function findBaselineRung({ lab, workDir }: Pick<RunContext, "lab" | "workDir">, of: BaselineOf, { crf, sha256 }: RdPoint): Promise<BaselineRung | null> {
  const [text, stream] = await Promise.all([readBlob(lab, keyOf(of, crf, "frames.json")), readBlob(lab, keyOf(of, crf, "avcl"))]);
  const frames = KeptFramesSchema.safeParse(text && parsedOrNull(text.toString("utf8")));
  if (!frames.success || frames.data.sha256 !== sha256) return null;
  if (stream === null || createHash("sha256").update(stream).digest("hex") !== sha256) return null;
  const bitstreamPath = join(workDir, `kept-baseline-${of.clip.facts.clipId}-crf${crf}.avcl`);
  await writeFile(bitstreamPath, stream);
  return { frames: frames.data, bitstreamPath };
}

/**
 * A rung of the baseline with its figures per frame. Curves that were measured before these were kept have none: the rung is then
 * encoded again, which gives the same bytes, and kept.
 * @throws {Error} when it gave other bytes: the figures would be of other pictures than the record's
 */
export async function provideBaselineRung(context: RungContext & Pick<RunContext, "lab" | "log">, of: BaselineOf, point: RdPoint, signal: AbortSignal): Promise<BaselineRung> {
  const kept = await findBaselineRung(context, of, point);
  if (kept) return kept;
  const { clipId } = of.clip.facts;
  context.log("info", `clip ${clipId}: the figures per frame of the baseline at CRF ${point.crf} are not kept, it is encoded again`);
  const stages = { encode: "publish", decode: "publish", measure: "publish" } as const;
  // The record has its VMAF already.
  const again = await measureRung({ ...context, vmaf: { reason: "on record" } }, { clip: of.clip, plan: BASELINE_PLAN, crf: point.crf, name: `baseline-again-${clipId}-crf${point.crf}`, stages, fresh: true, signal });
  if (again.point.sha256 !== point.sha256) {
    throw new Error(`The baseline of ${clipId} at CRF ${point.crf}, encoded again, has other bytes than on record: sha256 ${again.point.sha256.slice(0, 12)}, recorded ${point.sha256.slice(0, 12)}.`);
  }
  return keepBaselineRung(context, of, again);
}
