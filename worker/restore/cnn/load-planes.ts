import { i420Bytes, type Y4mReader } from "../../media/y4m.ts";

/** The part of a clip reader that restoration needs. */
export type FrameSource = Pick<Y4mReader, "header" | "frameCount" | "readFrame">;

export type PlaneKind = "luma" | "chroma";

/** One plane of one frame, decoded and as it should be. */
export interface PlanePair {
  kind: PlaneKind;
  width: number;
  height: number;
  decoded: Uint8Array;
  source: Uint8Array;
}

/** Frames are chosen evenly so that both sides together stay below this: 640x360 up to 580 frames, 1080p up to 64. */
const MAX_BYTES = 400 * 2 ** 20;

/** Of so many frames in a row the middle one is held back for validation. */
const HELD_BACK_EVERY = 8;

export interface TrainingPlanes {
  training: PlanePair[];
  /** Planes of frames that are not trained on; the training planes themselves when the clip is shorter than four frames. */
  heldBack: PlanePair[];
}

/**
 * Reads the planes of two clips with the same pictures.
 * @throws {RangeError} when the clips differ in size or length, or have no frame.
 */
export async function loadPlanes(decoded: FrameSource, source: FrameSource, chroma: boolean, signal?: AbortSignal): Promise<TrainingPlanes> {
  const { width, height } = source.header;
  if (decoded.header.width !== width || decoded.header.height !== height) throw new RangeError(`decoded pictures have ${decoded.header.width}x${decoded.header.height} samples, the source's ${width}x${height}`);
  if (decoded.frameCount !== source.frameCount || source.frameCount < 1) throw new RangeError(`${decoded.frameCount} decoded frames for ${source.frameCount} of the source`);
  const fitting = Math.max(1, Math.floor(MAX_BYTES / (2 * i420Bytes(width, height))));
  const count = Math.min(source.frameCount, fitting);
  const planes: TrainingPlanes = { training: [], heldBack: [] };
  for (let at = 0; at < count; at += 1) {
    signal?.throwIfAborted();
    const index = Math.floor((at * source.frameCount) / count);
    const pair = await Promise.all([decoded.readFrame(index), source.readFrame(index)]);
    const held = at % HELD_BACK_EVERY === HELD_BACK_EVERY / 2 || (count < HELD_BACK_EVERY && count >= 4 && at === count - 1);
    (held ? planes.heldBack : planes.training).push(...planesOf(pair, width, height, chroma));
  }
  if (planes.heldBack.length === 0) planes.heldBack = planes.training;
  return planes;
}

function planesOf([decoded, source]: Uint8Array[], width: number, height: number, chroma: boolean): PlanePair[] {
  const luma = width * height;
  const pair = (kind: PlaneKind, from: number, wide: number, high: number): PlanePair =>
    ({ kind, width: wide, height: high, decoded: decoded!.subarray(from, from + wide * high), source: source!.subarray(from, from + wide * high) });
  const first = pair("luma", 0, width, height);
  return chroma ? [first, pair("chroma", luma, width / 2, height / 2), pair("chroma", luma * 1.25, width / 2, height / 2)] : [first];
}
