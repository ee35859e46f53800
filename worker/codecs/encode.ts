import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import type { AppliedEncoder } from "#lib/experiment/schema.ts";
import type { Plan, RestoreSettings } from "#lib/plan/schema.ts";
import { AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG, Frame } from "../media/av.ts";
import { openY4m, type Y4mReader } from "../media/y4m.ts";
import { learnRestoration, type Learned } from "../restore/learn-restoration.ts";
import { parseBitstream, writeBitstream, type Bitstream } from "./container.ts";
import { writePictures } from "./decode.ts";
import { packPicture } from "./elementary-stream.ts";
import { encoderBuild } from "./encoder-build.ts";
import { encoderOptionsOf } from "./encoder-options.ts";
import { CodecError } from "./errors.ts";
import { openFilter, type OpenFilter } from "./filter-frames.ts";
import { openEncoder, type CodedFrame, type OpenEncoder } from "./open-encoder.ts";
import { codedSizeOf, filtersAfter, filtersBefore } from "./transform.ts";
import { writeAtomically } from "./write-atomically.ts";

export interface EncodeRequest {
  /** Normalised Y4M. */
  sourcePath: string;
  /** The bitstream file to write. */
  outPath: string;
  plan: Pick<Plan, "base" | "transform"> & Partial<Pick<Plan, "restore">>;
  crf: number;
  signal?: AbortSignal;
  /** Called while a restoration is trained. */
  onTraining?: (progress: { step: number; of: number; loss: number; psnr: number | null }) => void;
}

export interface EncodedClip {
  /** Size of the whole bitstream file: the rate. */
  bytes: number;
  sha256: string;
  /** Bytes by part; they sum to `bytes`. */
  parts: Record<string, number>;
  /** Wall time inside the encoder, ms; reading and filtering are not in it. */
  encodeMs: number;
  codedWidth: number;
  codedHeight: number;
  encoder: AppliedEncoder;
  /** Options really passed for this operating point. */
  options: Record<string, string>;
  /** Filters really run before coding, and the ones that the decoder has to run. */
  before: string[];
  after: string[];
  /** Bits of each picture in the base section, in display order. */
  bitsPerFrame: number[];
  /** What was learned for the decoder, used or not; null when the plan has no restoration. */
  restoration: Omit<Learned, "section"> & { kind: string; used: boolean } | null;
}

/**
 * Encodes a clip as one operating point of a plan into one bitstream file.
 * @throws {CodecError} when the encoder or a filter refuses or fails, or when another number of pictures came out than went in.
 * @throws the signal's reason when it is aborted.
 */
export async function encodeClip({ sourcePath, outPath, plan, crf, signal, onTraining }: EncodeRequest): Promise<EncodedClip> {
  const source = await openY4m(sourcePath);
  try {
    const { header, frameCount } = source;
    const coded = codedSizeOf(header, plan.transform);
    const before = filtersBefore(header, plan.transform);
    const upscaler = plan.transform?.downscale?.upscaler ?? null;
    if (plan.base.codec === "none") throw new CodecError("nothing to code", "");
    const base0 = plan.base;
    const chosen = encoderOptionsOf(base0, crf, coded);
    const { pictures, encodeMs } = await encodePictures(source, before, () => openEncoder(chosen, { ...header, ...coded }), signal);
    if (pictures.length !== frameCount) throw new CodecError(`${chosen.encoder} gave ${pictures.length} pictures for ${frameCount}`, "");

    const stored = pictures.map(({ data }) => packPicture(base0.codec, data));
    const base = Buffer.concat(stored);
    const bitstream: Bitstream = { header: { codec: plan.base.codec, upscaler, width: header.width, height: header.height, fpsNum: header.fpsNum, fpsDen: header.fpsDen, frames: frameCount }, sections: { base } };
    const learned = plan.restore ? await restorationOf(bitstream, plan.restore, source, `${outPath}.decoded.y4m`, signal, onTraining) : null;
    const restore = learned?.section ?? undefined;
    const file = writeBitstream({ ...bitstream, sections: { base, restore } });
    parseBitstream(file);
    await writeAtomically(outPath, file);
    return {
      bytes: file.length,
      sha256: createHash("sha256").update(file).digest("hex"),
      parts: { header: file.length - base.length - (restore?.length ?? 0), base: base.length, ...(restore ? { restoration: restore.length } : {}) },
      encodeMs,
      codedWidth: coded.width,
      codedHeight: coded.height,
      encoder: { encoder: chosen.encoder, build: await encoderBuild(chosen.encoder), options: chosen.options, threads: chosen.threads },
      options: chosen.options,
      before,
      after: [...filtersAfter(header, upscaler), ...(plan.restore ? [`${plan.restore.kind} restoration, where it pays`] : [])],
      bitsPerFrame: bitsInDisplayOrder(pictures, stored),
      restoration: learned && { kind: plan.restore?.kind ?? "", used: restore !== undefined, reason: learned.reason, gainDb: learned.gainDb, bytes: learned.bytes, madsPerPixel: learned.madsPerPixel, trainMs: learned.trainMs, lossCurve: learned.lossCurve },
    };
  } finally {
    await source.close();
  }
}

/** Decodes what was coded so far, as the decoder will, and learns from it what brings it closer to the source. */
async function restorationOf(bitstream: Bitstream, settings: RestoreSettings, source: Y4mReader, decodedPath: string, signal?: AbortSignal, onProgress?: EncodeRequest["onTraining"]): Promise<Learned> {
  try {
    await writePictures(bitstream, decodedPath, signal);
    const decoded = await openY4m(decodedPath);
    try {
      return await learnRestoration({ decoded, source, settings, header: bitstream.header, otherBytes: writeBitstream(bitstream).length, signal, onProgress });
    } finally {
      await decoded.close();
    }
  } finally {
    await rm(decodedPath, { force: true });
  }
}

async function encodePictures(source: Y4mReader, before: string[], open: () => Promise<OpenEncoder>, signal?: AbortSignal): Promise<{ pictures: CodedFrame[]; encodeMs: number }> {
  signal?.throwIfAborted();
  const filter = before.length > 0 ? await openFilter(before.join(","), source.header) : null;
  let encoder: OpenEncoder | null = null;
  try {
    encoder = await open();
    const pictures: CodedFrame[] = [];
    let next = 0;
    for await (const frame of sourceFrames(source, filter, signal)) {
      // Time is counted here and nowhere else: picture n is shown at n/fps, whatever a filter made of the time stamps.
      frame.pts = BigInt(next++);
      frame.colorRange = AVCOL_RANGE_MPEG;
      pictures.push(...(await encoder.send(frame)));
      frame.free();
    }
    pictures.push(...(await encoder.send(null)));
    return { pictures, encodeMs: encoder.elapsedMs() };
  } finally {
    encoder?.close();
    filter?.close();
  }
}

async function* sourceFrames(source: Y4mReader, filter: OpenFilter | null, signal?: AbortSignal): AsyncGenerator<Frame> {
  const { width, height, fpsNum, fpsDen } = source.header;
  const buffer = Buffer.alloc(source.frameBytes);
  for (let index = 0; index < source.frameCount; index += 1) {
    signal?.throwIfAborted();
    await source.readFrame(index, buffer);
    const frame = Frame.fromVideoBuffer(buffer, { width, height, format: AV_PIX_FMT_YUV420P, pts: BigInt(index), timeBase: { num: fpsDen, den: fpsNum }, sampleAspectRatio: { num: 1, den: 1 } });
    if (!filter) {
      yield frame;
      continue;
    }
    frame.colorRange = AVCOL_RANGE_MPEG;
    const filtered = await filter.push(frame);
    frame.free();
    yield* filtered;
  }
  if (filter) yield* await filter.finish();
}

function bitsInDisplayOrder(pictures: CodedFrame[], stored: Buffer[]): number[] {
  const bits = new Array<number>(pictures.length).fill(0);
  pictures.forEach(({ index }, at) => {
    bits[index] = 8 * (stored[at]?.length ?? 0);
  });
  return bits;
}
