import { sumOfSquaredErrors } from "../../measure/psnr.ts";
import { i420Bytes, type Y4mReader } from "../../media/y4m.ts";
import { createMotion } from "../motion/index.ts";
import type { CnnShape, PlaneKind } from "./architecture.ts";
import { halvePlane } from "./halve-plane.ts";

/** The part of a clip reader that restoration needs. */
export type FrameSource = Pick<Y4mReader, "header" | "frameCount" | "readFrame">;

export type Component = "y" | "u" | "v";

/** One plane of one frame, decoded and as it should be. */
export interface PlanePair {
  component: Component;
  kind: PlaneKind;
  width: number;
  height: number;
  decoded: Uint8Array;
  source: Uint8Array;
  /** Second and third input. Luma: what the previous and the next picture say about it, itself where there is none. Chroma: luma at its size, the other chroma plane. */
  guides: readonly [Uint8Array, Uint8Array];
}

/** Frames are chosen evenly so that all planes together stay below this: with neighbours 640x360 up to 340 frames, 1080p up to 38. */
const MAX_BYTES = 400 * 2 ** 20;

/** Of so many frames in a row the middle one is held back for validation. */
const HELD_BACK_EVERY = 8;

export interface TrainingPlanes {
  training: PlanePair[];
  /** Planes of frames that are not trained on; the training planes themselves when the clip is shorter than four frames. */
  heldBack: PlanePair[];
  /** Mean squared error of the decoded training planes, squared code values. */
  meanSquares: Record<Component, number>;
}

/**
 * Reads the planes of two clips with the same pictures.
 * @throws {RangeError} when the clips differ in size or length, or have no frame.
 */
export async function loadPlanes(decoded: FrameSource, source: FrameSource, { chroma, temporal }: Pick<CnnShape, "chroma" | "temporal">, signal?: AbortSignal): Promise<TrainingPlanes> {
  const { width, height } = source.header;
  if (decoded.header.width !== width || decoded.header.height !== height) throw new RangeError(`decoded pictures have ${decoded.header.width}x${decoded.header.height} samples, the source's ${width}x${height}`);
  if (decoded.frameCount !== source.frameCount || source.frameCount < 1) throw new RangeError(`${decoded.frameCount} decoded frames for ${source.frameCount} of the source`);
  const pictureBytes = i420Bytes(width, height);
  const fitting = Math.max(1, Math.floor(MAX_BYTES / (2 * pictureBytes + (temporal ? 2 : 0) * width * height)));
  const count = Math.min(source.frameCount, fitting);
  const motion = temporal ? createMotion(width, height) : null;
  const compensated = new Uint8Array(motion ? pictureBytes : 0);
  const planes: TrainingPlanes = { training: [], heldBack: [], meanSquares: { y: 0, u: 0, v: 0 } };
  for (let at = 0; at < count; at += 1) {
    signal?.throwIfAborted();
    const index = Math.floor((at * source.frameCount) / count);
    const [picture, wanted] = await Promise.all([decoded.readFrame(index), source.readFrame(index)]);
    const luma = picture.subarray(0, width * height);
    const lumaFrom = async (neighbour: number): Promise<Uint8Array> => {
      if (!motion || neighbour < 0 || neighbour >= source.frameCount) return luma;
      motion.compensate(picture, await decoded.readFrame(neighbour), compensated);
      return compensated.slice(0, luma.length);
    };
    const guides = [await lumaFrom(index - 1), await lumaFrom(index + 1)] as const;
    const held = at % HELD_BACK_EVERY === HELD_BACK_EVERY / 2 || (count < HELD_BACK_EVERY && count >= 4 && at === count - 1);
    (held ? planes.heldBack : planes.training).push(...planesOf(picture, wanted, guides, width, height, chroma));
  }
  if (planes.heldBack.length === 0) planes.heldBack = planes.training;
  for (const component of ["y", "u", "v"] as const) planes.meanSquares[component] = meanSquare(planes.training.filter((pair) => pair.component === component));
  return planes;
}

function meanSquare(pairs: PlanePair[]): number {
  const samples = pairs.reduce((sum, { decoded }) => sum + decoded.length, 0);
  return samples === 0 ? 0 : pairs.reduce((sum, { decoded, source }) => sum + sumOfSquaredErrors(decoded, source), 0) / samples;
}

function planesOf(decoded: Uint8Array, source: Uint8Array, neighbours: PlanePair["guides"], width: number, height: number, chroma: boolean): PlanePair[] {
  const luma = width * height;
  const [u, v] = [luma, luma * 1.25];
  const plane = (frame: Uint8Array, from: number): Uint8Array => frame.subarray(from, from + (from === 0 ? luma : luma / 4));
  const first: PlanePair = { component: "y", kind: "luma", width, height, decoded: plane(decoded, 0), source: plane(source, 0), guides: neighbours };
  if (!chroma) return [first];
  const small = halvePlane(decoded, width, height);
  const pair = (component: Component, from: number, other: number): PlanePair =>
    ({ component, kind: "chroma", width: width / 2, height: height / 2, decoded: plane(decoded, from), source: plane(source, from), guides: [small, plane(decoded, other)] });
  return [first, pair("u", u, v), pair("v", v, u)];
}
