import { createHash } from "node:crypto";
import type { AppliedEncoder } from "#lib/experiment/schema.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG, Frame } from "../media/av.ts";
import { openY4m, type Y4mReader } from "../media/y4m.ts";
import { parseBitstream, writeBitstream } from "./container.ts";
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
  plan: Pick<Plan, "base" | "transform">;
  crf: number;
  signal?: AbortSignal;
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
}

/**
 * Encodes a clip as one operating point of a plan into one bitstream file.
 * @throws {CodecError} when the encoder or a filter refuses or fails, or when another number of pictures came out than went in.
 * @throws the signal's reason when it is aborted.
 */
export async function encodeClip({ sourcePath, outPath, plan, crf, signal }: EncodeRequest): Promise<EncodedClip> {
  const source = await openY4m(sourcePath);
  try {
    const { header, frameCount } = source;
    const coded = codedSizeOf(header, plan.transform);
    const before = filtersBefore(header, plan.transform);
    const upscaler = plan.transform?.downscale?.upscaler ?? null;
    const chosen = encoderOptionsOf(plan.base, crf, coded);
    const { pictures, encodeMs } = await encodePictures(source, before, () => openEncoder(chosen, { ...header, ...coded }), signal);
    if (pictures.length !== frameCount) throw new CodecError(`${chosen.encoder} gave ${pictures.length} pictures for ${frameCount}`, "");

    const stored = pictures.map(({ data }) => packPicture(plan.base.codec, data));
    const base = Buffer.concat(stored);
    const file = writeBitstream({ header: { codec: plan.base.codec, upscaler, width: header.width, height: header.height, fpsNum: header.fpsNum, fpsDen: header.fpsDen, frames: frameCount }, sections: { base } });
    parseBitstream(file);
    await writeAtomically(outPath, file);
    return {
      bytes: file.length,
      sha256: createHash("sha256").update(file).digest("hex"),
      parts: { header: file.length - base.length, base: base.length },
      encodeMs,
      codedWidth: coded.width,
      codedHeight: coded.height,
      encoder: { encoder: chosen.encoder, build: await encoderBuild(chosen.encoder), options: chosen.options, threads: chosen.threads },
      options: chosen.options,
      before,
      after: filtersAfter(header, upscaler),
      bitsPerFrame: bitsInDisplayOrder(pictures, stored),
    };
  } finally {
    await source.close();
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
