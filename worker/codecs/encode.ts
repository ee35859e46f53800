import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import type { Plan, RestoreSettings } from "#lib/plan/schema.ts";
import { openY4m, type Y4mReader } from "../media/y4m.ts";
import type { SceneProgram } from "../predict/program.ts";
import { learnRestoration, type Learned } from "../restore/learn-restoration.ts";
import { cachedEncoder } from "./cache-streams.ts";
import { chooseComposition, type Composition } from "./choose-composition.ts";
import { parseBitstream, writeBitstream, type Bitstream } from "./container.ts";
import { writePictures } from "./decode.ts";
import { encodeStream } from "./encode-stream.ts";
import { writeAtomically } from "./write-atomically.ts";

/** A scene program that was found in the clip, and how long that took. Null program: none was found. */
export interface FoundProgram {
  program: SceneProgram | null;
  /** Mean PSNR-YUV of its rendering, dB. */
  explainedDb: number | null;
  notes: string[];
  fitMs: number;
}

export interface EncodeRequest {
  /** Normalised Y4M. */
  sourcePath: string;
  /** The bitstream file to write. */
  outPath: string;
  plan: Pick<Plan, "base" | "transform"> & Partial<Pick<Plan, "restore" | "predictor" | "adapt">>;
  crf: number;
  /** What the plan's predictor found in the clip; has to be given when the plan has one. */
  found?: FoundProgram | null;
  /** Where streams that this machine has encoded before are kept, and what the source is known by there (sha256 of the clip). */
  cache?: { folder: string; sourceId: string } | null;
  signal?: AbortSignal;
  /** Called while a restoration is trained. */
  onTraining?: (progress: { step: number; of: number; loss: number; psnr: number | null }) => void;
}

/** Everything of a rung: its composition, and with the restoration the whole file. */
export interface EncodedClip extends Omit<Composition, "bitstream"> {
  /** Size of the whole bitstream file: the rate. */
  bytes: number;
  sha256: string;
  /** Bytes by part: header, program, base, shots, weights, maps; they sum to `bytes`. */
  parts: Record<string, number>;
  /** What was learned for the decoder, used or not; null when the plan has no restoration. */
  restoration: Omit<Learned, "section" | "parts"> & { kind: string; used: boolean } | null;
}

/**
 * Encodes a clip as one operating point of a plan into one bitstream file.
 * @throws {CodecError} when the encoder or a filter refuses or fails, when another number of pictures came out than went in,
 *   or when the plan codes nothing beside a scene program and none was found
 * @throws the signal's reason when it is aborted.
 */
export async function encodeClip(request: EncodeRequest): Promise<EncodedClip> {
  const { sourcePath, outPath, plan, crf, cache, found = null, signal, onTraining } = request;
  const source = await openY4m(sourcePath);
  try {
    const encoderFor = (inputId: string) => (cache ? cachedEncoder(cache.folder, `${cache.sourceId} ${inputId}`) : encodeStream);
    const composition = await chooseComposition({ plan, source, crf, found, encoderFor, signal });
    const { bitstream } = composition;
    const learned = plan.restore ? await restorationOf(bitstream, plan.restore, source, `${outPath}.decoded.y4m`, signal, onTraining) : null;
    const restore = learned?.section ?? undefined;
    const file = writeBitstream({ header: bitstream.header, sections: { ...bitstream.sections, restore } });
    parseBitstream(file);
    await writeAtomically(outPath, file);
    return {
      ...recordOf(composition),
      bytes: file.length,
      sha256: createHash("sha256").update(file).digest("hex"),
      parts: partsOf(file.length, bitstream, restore ? learned?.parts : undefined),
      after: [...composition.after, ...(plan.restore ? [`${plan.restore.kind} restoration, where it pays`] : [])],
      madsPerPixel: composition.madsPerPixel + (restore && learned ? learned.madsPerPixel : 0),
      restoration: learned && { kind: plan.restore?.kind ?? "", used: restore !== undefined, reason: learned.reason, gainDb: learned.gainDb, bytes: learned.bytes, madsPerPixel: learned.madsPerPixel, trainMs: learned.trainMs, lossCurve: learned.lossCurve },
    };
  } finally {
    await source.close();
  }
}

function recordOf({ bitstream: _bitstream, ...record }: Composition): Omit<Composition, "bitstream"> {
  return record;
}

/** Bytes by part; what is in no section is header. */
function partsOf(total: number, { sections }: Bitstream, restoration: Learned["parts"] | undefined): Record<string, number> {
  const sizes = { program: sections.program?.length, base: sections.base?.length, shots: sections.shots?.length, weights: restoration?.weights, maps: restoration?.maps };
  const present = Object.entries(sizes).flatMap(([name, bytes]) => (bytes === undefined ? [] : [[name, bytes] as const]));
  return { header: total - present.reduce((sum, [, bytes]) => sum + bytes, 0), ...Object.fromEntries(present) };
}

/** Decodes what was coded so far, as the decoder will, and learns from it what brings it closer to the source. */
async function restorationOf(bitstream: Bitstream, settings: RestoreSettings, source: Y4mReader, decodedPath: string, signal?: AbortSignal, onProgress?: EncodeRequest["onTraining"]): Promise<Learned> {
  try {
    await writePictures(bitstream, decodedPath, signal);
    const decoded = await openY4m(decodedPath);
    try {
      return await learnRestoration({ decoded, source, settings, header: bitstream.header, otherBytes: writeBitstream(bitstream).length, scratchPath: `${decodedPath}.filtered`, signal, onProgress });
    } finally {
      await decoded.close();
    }
  } finally {
    await rm(decodedPath, { force: true });
  }
}
