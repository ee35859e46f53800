import type { AppliedShot } from "#lib/experiment/schema.ts";
import { CRF_RANGE, type CodedBase } from "#lib/plan/base-settings.ts";
import type { AdaptSettings, ShotScale } from "#lib/plan/adapt-settings.ts";
import { chooseTrials, slopeOf, totalOf, worthOfWhole, type Trial } from "../adapt/choose-trials.ts";
import type { Shot } from "../adapt/detect-shots.ts";
import type { EncodeStream } from "./cache-streams.ts";
import type { Upscaler } from "./container.ts";
import type { CodedStream } from "./encode-stream.ts";
import { measureCoded } from "./measure-coded.ts";
import type { PictureSource } from "./picture-source.ts";
import { scaledSize, scaleFilter } from "./transform.ts";

export interface ShotsRequest {
  /** Of the clip, in order. */
  shots: Shot[];
  /** What is coded: the clip, or what a scene program leaves of it. */
  source: PictureSource;
  base: CodedBase;
  adapt: AdaptSettings;
  crf: number;
  /** Filters before every other one (noise), and the size when the plan scales all shots alike. */
  before: string[];
  coded: { width: number; height: number };
  /** Of the file's header. */
  upscaler: Upscaler | null;
  encode: EncodeStream;
  signal?: AbortSignal | undefined;
}

export interface CodedShots {
  streams: CodedStream[];
  applied: AppliedShot[];
  reason: string;
  /** Streams that were tried and not kept. */
  tried: CodedStream[];
}

interface ShotTrial extends Trial {
  stream: CodedStream;
  crf: number;
}

const SCALES: ShotScale[] = ["3/4", "2/3", "1/2"];
const numberOf = (scale: ShotScale): number => (scale === "1" ? 1 : scale === "3/4" ? 3 / 4 : scale === "2/3" ? 2 / 3 : 1 / 2);

/** Encodes a clip shot by shot, each with the offset and the size that the plan's rule gives it. */
export async function encodeShots(request: ShotsRequest): Promise<CodedShots> {
  return request.adapt.rule === "measured" ? encodeMeasured(request) : encodeByComplexity(request);
}

function crfWith({ base, crf }: ShotsRequest, offset: number): number {
  const { min, max } = CRF_RANGE[base.codec];
  return Math.min(max, Math.max(min, crf + offset));
}

/** One shot (or the whole clip) as a stream of its own. */
async function encodeOne(request: ShotsRequest, { from, frames }: Pick<Shot, "from" | "frames">, offset: number, scale: ShotScale): Promise<{ stream: CodedStream; crf: number }> {
  const { source, base, before, encode, signal, adapt } = request;
  const coded = scale === "1" ? request.coded : scaledSize(source.header, scale);
  const crf = crfWith(request, offset);
  const filters = scale === "1" ? before : [...before, scaleFilter(coded.width, coded.height, adapt.upscaler)];
  return { stream: await encode({ source, from, frames, base, crf, coded, before: filters, signal }), crf };
}

async function tryOne(request: ShotsRequest, shot: Pick<Shot, "from" | "frames">, offset: number, scale: ShotScale): Promise<ShotTrial> {
  const { source, base, upscaler, signal } = request;
  const { stream, crf } = await encodeOne(request, shot, offset, scale);
  const { width, height, fpsNum, fpsDen } = source.header;
  const header = { codec: base.codec, upscaler, width, height, fpsNum, fpsDen, frames: shot.frames };
  const errors = await measureCoded({ header, sections: { base: stream.data } }, source, shot.from, signal);
  return { offset, scale: numberOf(scale), bytes: stream.data.length, errors, stream, crf };
}

/** From this offset on the middle between it and zero is tried as well. */
const HALVED_FROM = 4;

/** CRF offsets that are tried at full size; a clip of one shot has the rung's own only, as another would be another rung. */
function offsetsOf(maxOffset: number, shots: number): number[] {
  if (shots === 1 || maxOffset === 0) return [0];
  if (maxOffset < HALVED_FROM) return [-maxOffset, 0, maxOffset];
  const half = Math.round(maxOffset / 2);
  return [-maxOffset, -half, 0, half, maxOffset];
}

/**
 * Offsets at a smaller size. An error in a coded sample is spread over 1/scale^2 samples, so the same slope wants a quantiser
 * that is finer by 3 log2(1/scale^2) steps of a scale on which 6 steps double it; half of that is tried too.
 */
function offsetsAt(scale: ShotScale): number[] {
  const finer = Math.round(3 * Math.log2(1 / numberOf(scale) ** 2));
  return [-finer, -Math.round(finer / 2)];
}

async function encodeMeasured(request: ShotsRequest): Promise<CodedShots> {
  const { adapt, shots, source } = request;
  const smaller = SCALES.filter((scale) => numberOf(scale) >= numberOf(adapt.smallest));
  const trials: ShotTrial[][] = [];
  for (const shot of shots) {
    const tried: ShotTrial[] = [];
    for (const offset of offsetsOf(adapt.maxOffset, shots.length)) tried.push(await tryOne(request, shot, offset, "1"));
    for (const scale of smaller) for (const offset of offsetsAt(scale)) tried.push(await tryOne(request, shot, offset, scale));
    trials.push(tried);
  }
  const frame = { width: source.header.width, height: source.header.height, frames: source.frameCount };
  const { chosen, slope, worth } = chooseTrials(trials, frame);
  const whole = shots.length > 1 ? await tryOne(request, { from: 0, frames: source.frameCount }, 0, "1") : null;
  const all = [...trials.flat(), ...(whole ? [whole] : [])];
  const inOnePiece = whole !== null && worthOfWhole(whole, frame, slopeOf(trials, frame)) >= worth;
  const kept = inOnePiece && whole ? [whole] : chosen;
  const keptShots = inOnePiece ? [wholeOf(shots)] : shots;
  const words = (set: readonly Trial[]) => `${totalOf(set, frame).quality.toFixed(2)} dB in ${totalOf(set, frame).bytes} bytes`;
  const asked = shots.length === 1 ? "one shot" : `${shots.length} shots`;
  const reason = `${asked}, ${all.length} trials, ${slope.toFixed(2)} dB a doubling: ${inOnePiece ? `in one piece ${words(kept)} against ${words(chosen)}` : `${words(kept)}${whole ? ` against ${words([whole])} in one piece` : ""}`}`;
  return {
    streams: kept.map(({ stream }) => stream),
    applied: kept.map((trial, index) => appliedOf(keptShots[index]!, trial)),
    reason,
    tried: all.filter((trial) => !kept.includes(trial)).map(({ stream }) => stream),
  };
}

const wholeOf = (shots: readonly Shot[]): Shot => ({
  from: 0,
  frames: shots.reduce((sum, { frames }) => sum + frames, 0),
  si: Math.max(...shots.map(({ si }) => si)),
  ti: Math.max(...shots.map(({ ti }) => ti)),
});

/** Offsets from SI x TI against the geometric mean over the shots; soft shots are made smaller. */
async function encodeByComplexity(request: ShotsRequest): Promise<CodedShots> {
  const { adapt, shots } = request;
  const logs = shots.map(({ si, ti }) => Math.log2(Math.max(1, si) * Math.max(1, ti)));
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const coded: { stream: CodedStream; crf: number }[] = [];
  for (const [index, shot] of shots.entries()) {
    const offset = Math.min(adapt.maxOffset, Math.max(-adapt.maxOffset, Math.round(adapt.strength * (logs[index]! - mean))));
    coded.push(await encodeOne(request, shot, offset, shot.si < adapt.shrinkBelowSi ? adapt.smallest : "1"));
  }
  return {
    streams: coded.map(({ stream }) => stream),
    applied: coded.map((trial, index) => appliedOf(shots[index]!, trial)),
    reason: `${shots.length === 1 ? "one shot" : `${shots.length} shots`}: offsets from SI x TI, ${adapt.strength} CRF steps a doubling`,
    tried: [],
  };
}

function appliedOf(shot: Shot, { stream, crf }: { stream: CodedStream; crf: number }): AppliedShot {
  return { from: shot.from, frames: shot.frames, si: shot.si, ti: shot.ti, crf, codedWidth: stream.coded.width, codedHeight: stream.coded.height, bytes: stream.data.length };
}
