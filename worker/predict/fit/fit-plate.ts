import type { Breathe } from "./breathe.ts";
import type { Picture } from "../picture/picture.ts";
import { MAX_PRECISION, smoothAt, type PlateLayer, type Track } from "../program.ts";
import { quantiseProgram, writeProgram } from "../write-program.ts";
import { buildPlate, type Plate } from "./build-plate.ts";
import type { FrameSource } from "./frame-source.ts";
import { geometryOf, measureProgram } from "./measure-program.ts";
import { align, compose, invert, pyramidOf, STILL, type Level, type Similarity } from "./global-motion.ts";
import { fitLinear } from "./solve.ts";

export interface PlateOptions {
  keyDistance: number;
  step: number;
  /** Samples that are not background, by frame, or nothing. */
  masks?: readonly Uint8Array[] | undefined;
  breathe: Breathe;
}

export interface FittedPlate {
  layer: PlateLayer;
  /** Plate samples for a sample of the picture, where the camera is nearest. */
  scale: number;
  keys: number;
  notes: string[];
}

/** A plate larger than this many pictures says that the camera goes through a world, not over a painting. */
const LARGEST_PLATE = 5;
/** Plate samples for a picture's sample, along a side, where the camera is nearest to the ground. Most detail of a picture is dearer than what it adds. */
const SCALES = [0.5, 0.35, 0.7];
/** Coarser than a half must win by this (dB), because it has no way up to a higher quality. */
const COARSE_MARGIN = 0.6;
/** The path is measured on a plate of this scale. */
const MEASURING_SCALE = 0.7;
/** A plate of twice the bytes should be better by this, in dB (film and granite at 38 to 44 dB). */
const DB_PER_DOUBLING = 3;
const ROUNDS = 4;
/** Frames and rounds that are enough to compare scales and to align to, and frames for the plate that is kept. */
const TRIAL_FRAMES = 24;
const TRIAL_ROUNDS = 2;
const MOST_FRAMES = 64;
/** Larger pictures than this are painted from fewer frames, which show as many samples. */
const FULL_EFFORT = 960 * 540;
const FEWEST_FRAMES = 10;
/** Largest error of the keyed camera against the measured one, in samples, that needs no more keys. */
const CAMERA_ERROR = 0.05;
const MOST_KEYS = 65;

/**
 * A background plate with global motion: frames are aligned one to the next, then all of them to the plate that they make
 * together; the camera's path becomes keyed tracks; the plate is painted at several scales, and the one that gives most for
 * its bytes is kept. Null when the path leaves the bounds of a plate.
 */
export async function fitPlate(source: FrameSource, { keyDistance, step, masks, breathe }: PlateOptions): Promise<FittedPlate | null> {
  const { width, height } = source.header;
  const frames = Array.from({ length: source.frameCount }, (_, frame) => frame);
  const chained = await chainMotion(source, breathe);
  const rough = placeOnPlate(chained, width, height, MEASURING_SCALE);
  if (!rough) return null;
  const share = Math.min(1, FULL_EFFORT / (width * height));
  const some = spread(frames, Math.max(FEWEST_FRAMES, Math.round(TRIAL_FRAMES * share)));
  const painted = (cameras: readonly Similarity[], used: readonly number[]) => ({ source, frames: used, cameras: used.map((frame) => cameras[frame]!), masks: masks && used.map((frame) => masks[frame]!), breathe });
  const draft = await buildPlate({ ...painted(rough.cameras, some), width: rough.width, height: rough.height, rounds: 1 });
  const measured = await alignToPlate(source, draft, rough.cameras, breathe);

  let best: (FittedPlate & { score: number }) | null = null;
  for (const scale of SCALES) {
    if (scale > 0.5 && best && best.scale < 0.5) break;
    const placed = placeOnPlate(measured, width, height, scale);
    if (!placed) continue;
    const { tracks, keys, error } = keyCameras(placed.cameras, height, keyDistance);
    const cameras = frames.map((frame) => cameraOf(tracks, frame, source.frameCount, height));
    const plate = await buildPlate({ ...painted(cameras, some), width: placed.width, height: placed.height, rounds: TRIAL_ROUNDS });
    const picture = pictureOf(plate, step);
    const [zoom, angle, x, y] = tracks as [Track, Track, Track, Track];
    const layer: PlateLayer = { kind: "plate", picture, zoom, angle, x, y };
    const program = quantiseProgram({ precision: MAX_PRECISION, keys, layers: [layer] }, MAX_PRECISION, step);
    const few = [0, 1, 2, 3].map((index) => Math.round((index * (frames.length - 1)) / 3));
    const db = await measureProgram(source, program, few, breathe);
    const score = db.reduce((sum, value) => sum + value, 0) / few.length - DB_PER_DOUBLING * Math.log2(writeProgram(program, geometryOf(source)).length);
    if (best && score <= best.score + (scale < 0.5 ? COARSE_MARGIN : 0)) continue;
    best = { layer, keys, score, scale, notes: [`Plate of ${plate.width}x${plate.height}, ${scale} samples a sample; camera of ${keys} keys, at most ${error.toFixed(3)} plate samples from the measured path.`] };
  }
  if (!best) return null;
  const { layer, keys, scale, notes } = best;
  const cameras = frames.map((frame) => cameraOf([layer.zoom, layer.angle, layer.x, layer.y], frame, source.frameCount, height));
  const plate = await buildPlate({ ...painted(cameras, spread(frames, Math.max(FEWEST_FRAMES, Math.round(MOST_FRAMES * share)))), width: layer.picture.width, height: layer.picture.height, rounds: ROUNDS });
  return { layer: { ...layer, picture: pictureOf(plate, step) }, keys, scale, notes };
}

/** At most so many of the items, first and last among them. */
const spread = (items: readonly number[], most: number): number[] => (items.length <= most ? [...items] : Array.from({ length: most }, (_, index) => items[Math.round((index * (items.length - 1)) / (most - 1))]!));

/** The same camera over a plate of another scale, painted without what the masks hide (by frame, planar). */
export async function repaintPlate(source: FrameSource, { layer, scale: before }: FittedPlate, { scale, step, masks, breathe }: { scale: number; step: number; masks: readonly Uint8Array[]; breathe: Breathe }): Promise<PlateLayer> {
  const factor = scale / before;
  const scaled = (track: Track): Track => track.map((key) => key * factor);
  const tracks = [scaled(layer.zoom), layer.angle, scaled(layer.x), scaled(layer.y)] as const;
  const frames = Array.from({ length: source.frameCount }, (_, frame) => frame);
  const even = (size: number): number => 2 * Math.ceil((size * factor) / 2);
  const cameras = frames.map((frame) => cameraOf([...tracks], frame, source.frameCount, source.header.height));
  const plate = await buildPlate({ source, frames, cameras, width: even(layer.picture.width), height: even(layer.picture.height), masks, rounds: ROUNDS, breathe });
  return { kind: "plate", picture: pictureOf(plate, step), zoom: tracks[0], angle: tracks[1], x: tracks[2], y: tracks[3] };
}

const pictureOf = ({ width, height, values }: Plate, step: number): Picture => ({ width, height, step, samples: Uint8Array.from(values, (value) => Math.max(0, Math.min(255, Math.round(value)))), coefficients: null });

/** Where every frame lies on frame 0, from neighbour to neighbour; the last step's motion is the next one's start. */
async function chainMotion(source: FrameSource, breathe: Breathe): Promise<Similarity[]> {
  const { width, height } = source.header;
  const picture = new Uint8Array((width * height * 3) / 2);
  let before: Level[] = pyramidOf(await source.readFrame(0, picture), width, height);
  let step = STILL;
  const chain = [STILL];
  for (let frame = 1; frame < source.frameCount; frame += 1) {
    await breathe();
    const now = pyramidOf(await source.readFrame(frame, picture), width, height);
    step = align(before, now, step, Math.min(now.length - 1, frame === 1 ? 8 : 2));
    chain.push(compose(chain[frame - 1]!, step));
    before = now;
  }
  return chain;
}

/** Scales and shifts the path so that the frame that is nearest to the ground has a plate sample for each of its own, or `share` of one, or less if the plate became too large. */
function placeOnPlate(path: readonly Similarity[], width: number, height: number, share: number): { cameras: Similarity[]; width: number; height: number } | null {
  const corners = path.flatMap(({ a, b, x, y }) => [-1, 1].flatMap((sx) => [-1, 1].map((sy) => {
    const [u, v] = [(sx * width) / 2, (sy * height) / 2];
    return [x + a * u - b * v, y + b * u + a * v] as const;
  })));
  const [left, right] = [Math.min(...corners.map(([x]) => x)), Math.max(...corners.map(([x]) => x))];
  const [top, bottom] = [Math.min(...corners.map(([, y]) => y)), Math.max(...corners.map(([, y]) => y))];
  const finest = share / Math.min(...path.map(({ a, b }) => Math.hypot(a, b)));
  const largest = Math.sqrt((LARGEST_PLATE * width * height) / ((right - left) * (bottom - top)));
  const scale = Math.min(finest, largest);
  const even = (size: number): number => 2 * Math.ceil((scale * size) / 2) + 4;
  const [plateWidth, plateHeight] = [even(right - left), even(bottom - top)];
  if (!(scale >= finest / 2) || Math.max(plateWidth, plateHeight) > 4 * Math.max(width, height)) return null;
  const cameras = path.map(({ a, b, x, y }) => ({ a: a * scale, b: b * scale, x: (x - left) * scale + 2, y: (y - top) * scale + 2 }));
  return { cameras, width: plateWidth, height: plateHeight };
}

/** Aligns every frame to the plate, which has no drift; places are from the plate's top left. */
async function alignToPlate(source: FrameSource, plate: Plate, cameras: readonly Similarity[], breathe: Breathe): Promise<Similarity[]> {
  const { width, height } = source.header;
  const picture = new Uint8Array((width * height * 3) / 2);
  const ground: Level[] = [{ width: plate.width, height: plate.height, values: plate.values.subarray(0, plate.width * plate.height) }];
  // `align` counts from the middle between the outermost samples; the plate's places from its top left, the picture's from width / 2.
  const toMiddle: Similarity = { ...STILL, x: -(plate.width - 1) / 2, y: -(plate.height - 1) / 2 };
  const half: Similarity = { ...STILL, x: -0.5, y: -0.5 };
  const found: Similarity[] = [];
  for (const [frame, camera] of cameras.entries()) {
    await breathe();
    await source.readFrame(frame, picture);
    const level: Level = { width, height, values: Float32Array.from(picture.subarray(0, width * height)) };
    const aligned = align(ground, [level], compose(toMiddle, compose(camera, half)), 0);
    found.push(compose(invert(toMiddle), compose(aligned, invert(half))));
  }
  return found;
}

/** Camera of tracks (zoom, angle, x, y) as the renderer reads them. */
function cameraOf(tracks: Track[], frame: number, frames: number, height: number): Similarity {
  const [zoom, angle, x, y] = tracks.map((track) => smoothAt(track, frame, frames)) as [number, number, number, number];
  return { a: zoom * Math.cos(2 * Math.PI * angle), b: zoom * Math.sin(2 * Math.PI * angle), x: x * height, y: y * height };
}

/** Least-squares tracks with as few keys as follow the cameras to CAMERA_ERROR at the picture's corners. */
function keyCameras(cameras: readonly Similarity[], height: number, keyDistance: number): { tracks: Track[]; keys: number; error: number } {
  const frames = cameras.length;
  let turned = 0;
  const measured: Float64Array[] = [0, 1, 2, 3].map(() => new Float64Array(frames));
  cameras.forEach(({ a, b, x, y }, frame) => {
    const angle = Math.atan2(b, a) / (2 * Math.PI);
    turned = frame === 0 ? angle : turned + (angle - turned) - Math.round(angle - turned);
    [Math.hypot(a, b), turned, x / height, y / height].forEach((value, index) => (measured[index]![frame] = value));
  });
  let best: { tracks: Track[]; keys: number; error: number } | null = null;
  for (let keys = 1; keys <= Math.min(frames, MOST_KEYS); keys = keys < 2 ? 2 : 2 * keys - 1) {
    if (keys > 2 && (frames - 1) / (keys - 1) < Math.min(keyDistance, 4)) break;
    // The tracks are linear in their keys, whatever the curve: the basis is what each key alone would draw.
    const hats = Array.from({ length: keys }, (_, key) => Float64Array.from({ length: frames }, (_, frame) => smoothAt(Array.from({ length: keys }, (_, other) => (other === key ? 1 : 0)), frame, frames)));
    const tracks = measured.map((values): Track => Array.from(fitLinear(hats, values)?.weights ?? hats.map(() => values[0]!)));
    const reach = height;
    const error = Math.max(...cameras.map((camera, frame) => {
      const keyed = cameraOf(tracks, frame, frames, height);
      return Math.hypot(keyed.x - camera.x, keyed.y - camera.y) + reach * Math.hypot(keyed.a - camera.a, keyed.b - camera.b);
    }));
    if (!best || error < best.error) best = { tracks, keys, error };
    if (error <= CAMERA_ERROR) break;
  }
  return best!;
}
