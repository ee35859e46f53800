import type { AppliedEncoder, AppliedShot } from "#lib/experiment/schema.ts";
import type { CodedBase } from "#lib/plan/base-settings.ts";
import type { Shot } from "../adapt/detect-shots.ts";
import type { EncodeStream } from "./cache-streams.ts";
import type { CompositionRequest } from "./choose-composition.ts";
import type { Upscaler } from "./container.ts";
import { encodeShots } from "./encode-shots.ts";
import type { CodedStream } from "./encode-stream.ts";
import { encoderBuild } from "./encoder-build.ts";
import type { PictureSource } from "./picture-source.ts";
import { writeShots } from "./shots.ts";
import { codedSizeOf, filtersAfter, filtersBefore } from "./transform.ts";

/** The base section of a file and the shots section beside it. */
export interface CodedBaseSection {
  bytes: Buffer;
  /** null: one stream. */
  shots: Uint8Array | null;
  upscaler: Upscaler | null;
  streams: CodedStream[];
  tried: CodedStream[];
  encoder: AppliedEncoder;
  before: string[];
  after: string[];
  adapt: { reason: string; shots: AppliedShot[] } | null;
}

interface BaseRequest extends Pick<CompositionRequest, "plan" | "crf" | "signal"> {
  base: CodedBase;
  /** Of the clip; given when the plan adapts to them. */
  shots: Shot[] | null;
  /** What is coded: the clip, or what a scene program leaves of it. */
  source: PictureSource;
  encode: EncodeStream;
}

/** Codes pictures with the plan's base codec: as one stream, or shot by shot. */
export async function codeBase({ plan, base, shots, source, crf, encode, signal }: BaseRequest): Promise<CodedBaseSection> {
  const { transform, adapt } = plan;
  const coded = codedSizeOf(source.header, transform);
  const before = filtersBefore(source.header, transform);
  const upscaler = transform?.downscale?.upscaler ?? (adapt && adapt.smallest !== "1" ? adapt.upscaler : null);
  const { streams, tried, applied, reason } = adapt && shots
    ? await encodeShots({ shots, source, base, adapt, crf, before, coded, upscaler, encode, signal })
    : { streams: [await encode({ source, from: 0, frames: source.frameCount, base, crf, coded, before, signal })], tried: [], applied: null, reason: "" };
  const chosen = streams[0]!.chosen;
  return {
    bytes: Buffer.concat(streams.map(({ data }) => data)),
    shots: streams.length > 1 ? writeShots(streams.map(({ data, bitsPerFrame }) => ({ frames: bitsPerFrame.length, bytes: data.length }))) : null,
    upscaler,
    streams,
    tried,
    encoder: { encoder: chosen.encoder, build: await encoderBuild(chosen.encoder), options: chosen.options, threads: chosen.threads },
    before: [...before, ...(adapt && adapt.smallest !== "1" ? [`shots made smaller where it pays, down to ${adapt.smallest}`] : [])],
    after: filtersAfter(source.header, upscaler),
    adapt: applied && { reason, shots: applied },
  };
}
