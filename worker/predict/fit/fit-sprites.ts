import type { Breathe } from "./breathe.ts";
import { MAX_KEYS, MAX_SPRITES, smoothAt, type Layer, type PlateLayer, type SpriteLayer, type Track } from "../program.ts";
import { createRenderer } from "../render/create-renderer.ts";
import { findObjects, type ColouredObject, type FoundObjects } from "./find-objects.ts";
import { repaintPlate, type FittedPlate } from "./fit-plate.ts";
import type { FrameSource } from "./frame-source.ts";
import { pyramidOf } from "./global-motion.ts";
import { corrected, fitOutline } from "./fit-outline.ts";
import { geometryOf, measureProgram } from "./measure-program.ts";
import { PAINT_ZOOM, paintSprites, type PaintedObject } from "./paint-sprites.ts";
import { insideOf, ObjectTracker, shapeOf, type ObjectShape, type Pose } from "./track-object.ts";

const TURN = 2 * Math.PI;
/** Chroma samples around an object that do not show the plate alone. */
const MARGIN = 2;
const OUTLINE_FRAMES = 24;
/** More of the picture than this in front of the plate: it is none. */
const MOST_IN_FRONT = 0.6;
/** Luma samples of a clip that are searched: maps and masks of all frames are held at once, about three bytes for each. */
const MOST_SAMPLES = 100_000_000;
/** Plate samples a sample under sprites: they hide most of what the plate's own choice looks at. */
const PLATE_SCALE = 0.5;

/**
 * Discs and boxes over a plate: what differs from the plate is grouped by colour, measured where it is whole, followed by its paint,
 * painted from all frames, and put in order by who covers whom; the plate is painted again without them. Every frame is a key,
 * because things bounce between any two. Null when nothing in front of the plate is a disc or a box.
 */
export async function fitSprites(source: FrameSource, plate: FittedPlate, { step, breathe }: { step: number; breathe: Breathe }): Promise<{ layers: Layer[]; keys: number; note: string } | null> {
  const geometry = geometryOf(source);
  if (geometry.frames > MAX_KEYS || geometry.frames < 3 || geometry.width * geometry.height * geometry.frames > MOST_SAMPLES) return null;
  const found = await findObjects(source, createRenderer({ precision: 16, keys: plate.keys, layers: [plate.layer] }, geometry), breathe);
  const front = found.maps.reduce((sum, map) => sum + map.reduce((count, label) => count + (label > 0 ? 1 : 0), 0), 0) / (found.maps.length * found.maps[0]!.length);
  if (front > MOST_IN_FRONT) return null;
  const tracked = await trackObjects(source, found, breathe);
  if (tracked.length === 0) return null;
  const ground = await repaintPlate(source, plate, { scale: PLATE_SCALE, step, masks: found.maps.map((map) => maskOf(map, geometry.width, geometry.height)), breathe });
  const painted = await paintSprites(source, found.maps, tracked, step, breathe);
  const ordered = inOrder(painted, found.maps, geometry.width).slice(0, MAX_SPRITES);
  const sized = await refineSizes(source, ordered, found.maps, ground, plate.keys, breathe);
  const keys = geometry.frames;
  const perFrame = (track: Track): Track => (track.length === 1 ? track : Array.from({ length: keys }, (_, frame) => smoothAt(track, frame, keys)));
  const still: PlateLayer = { ...ground, zoom: perFrame(ground.zoom), angle: perFrame(ground.angle), x: perFrame(ground.x), y: perFrame(ground.y) };
  const sprites = await dropIdle(source, still, sized.map((object) => spriteOf(object, geometry.height)), keys, breathe);
  if (sprites.length === 0) return null;
  return { layers: [still, ...sprites], keys, note: `${sprites.length} sprites (${sprites.map(({ shape }) => shape).join(", ")}) over a plate of ${ground.picture.width}x${ground.picture.height}.` };
}

/** A sprite costs hundreds of bytes; one that adds less than this (dB) to the clip is an edge or a shadow of another. */
const LEAST_GAIN = 0.08;

/** Leaves out, the smallest first, what the rendering does not miss. */
async function dropIdle(source: FrameSource, plate: PlateLayer, sprites: SpriteLayer[], keys: number, breathe: Breathe): Promise<SpriteLayer[]> {
  const frames = Array.from({ length: Math.min(8, source.frameCount) }, (_, index) => Math.floor(((index + 0.5) * source.frameCount) / Math.min(8, source.frameCount)));
  const quality = async (kept: readonly SpriteLayer[]): Promise<number> => {
    const db = await measureProgram(source, { precision: 16, keys, layers: [plate, ...kept] }, frames, breathe);
    return db.reduce((sum, value) => sum + value, 0) / db.length;
  };
  let kept = sprites;
  let best = await quality(kept);
  for (const sprite of [...sprites].sort((a, b) => a.halfWidth * a.halfHeight - b.halfWidth * b.halfHeight)) {
    const without = kept.filter((other) => other !== sprite);
    const found = await quality(without);
    if (best - found >= LEAST_GAIN) continue;
    [kept, best] = [without, Math.max(best, found)];
  }
  return kept;
}

function spriteOf({ shape, poses, picture }: PaintedObject, height: number): SpriteLayer {
  return {
    kind: "sprite",
    shape: shape.shape,
    halfWidth: shape.halfWidth / PAINT_ZOOM / height,
    halfHeight: shape.halfHeight / PAINT_ZOOM / height,
    picture,
    x: poses.map(({ x }) => x / height),
    y: poses.map(({ y }) => y / height),
    angle: poses.map(({ angle }) => angle),
    zoom: [PAINT_ZOOM],
  };
}

/** Follows all objects forwards, then backwards, from the frame that shows each of them best. */
async function trackObjects(source: FrameSource, { objects, maps }: FoundObjects, breathe: Breathe): Promise<{ label: number; shape: ObjectShape; poses: Pose[] }[]> {
  const { width, height } = source.header;
  const trackers: { label: number; object: ColouredObject; tracker: ObjectTracker }[] = [];
  for (const [index, object] of objects.entries()) {
    const shape = await shapeOf(object, index + 1, maps, width / 2, breathe);
    if (shape) trackers.push({ label: index + 1, object, tracker: new ObjectTracker(shape, { width, height }) });
  }
  const picture = new Uint8Array((width * height * 3) / 2);
  for (const direction of [1, -1] as const) {
    for (let turn = 0; turn < source.frameCount; turn += 1) {
      await breathe();
      const frame = direction === 1 ? turn : source.frameCount - 1 - turn;
      await source.readFrame(frame, picture);
      const levels = pyramidOf(picture, width, height).slice(0, 3);
      const map = maps[frame]!;
      for (const { label, object, tracker } of trackers) {
        const visible = (x: number, y: number): boolean => map[Math.min(height / 2 - 1, Math.max(0, Math.round(y / 2 - 0.25))) * (width / 2) + Math.min(width / 2 - 1, Math.max(0, Math.round(x / 2)))] === label;
        if (frame === tracker.shape.best && direction === 1) tracker.begin(levels, visible);
        else if (direction * (frame - tracker.shape.best) > 0) tracker.follow(levels, frame, direction, object.sightings[frame] ?? null, visible);
      }
    }
  }
  const tracked: { label: number; shape: ObjectShape; poses: Pose[] }[] = [];
  for (const { label, tracker } of trackers) {
    const poses = Array.from({ length: source.frameCount }, (_, frame) => tracker.poses.get(frame)!);
    // One frame shows edges to a sample; many, joined by what the paint says of the motion, to a tenth.
    const views = Array.from({ length: Math.min(OUTLINE_FRAMES, poses.length) }, (_, index) => Math.floor(((index + 0.5) * poses.length) / Math.min(OUTLINE_FRAMES, poses.length)));
    const { outline } = await fitOutline(views.map((frame) => ({ map: maps[frame]!, pose: poses[frame]! })), label, width / 2, tracker.shape.shape, { along: 0, across: 0, turn: 0, halfWidth: tracker.shape.halfWidth, halfHeight: tracker.shape.halfHeight }, breathe);
    tracked.push({ label, shape: { ...tracker.shape, halfWidth: outline.halfWidth, halfHeight: outline.halfHeight }, poses: poses.map((pose) => corrected(pose, outline)) });
  }
  return tracked;
}

/** Samples of all planes that are within a margin of anything in front. */
function maskOf(map: Uint8Array, width: number, height: number): Uint8Array {
  const [columns, rows] = [width / 2, height / 2];
  const chroma = new Uint8Array(map.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      if (map[row * columns + column] === 0) continue;
      for (let y = Math.max(0, row - MARGIN); y <= Math.min(rows - 1, row + MARGIN); y += 1) chroma.fill(1, y * columns + Math.max(0, column - MARGIN), y * columns + Math.min(columns, column + MARGIN + 1));
    }
  }
  const mask = new Uint8Array((width * height * 3) / 2);
  for (let row = 0; row < height; row += 1) for (let column = 0; column < width; column += 1) mask[row * width + column] = chroma[(row >> 1) * columns + (column >> 1)]!;
  mask.set(chroma, width * height);
  mask.set(chroma, (width * height * 5) / 4);
  return mask;
}

/** Lowest first: of two objects at the same place the one whose colour is seen lies above. */
function inOrder(objects: PaintedObject[], maps: readonly Uint8Array[], width: number): PaintedObject[] {
  const count = objects.length;
  const above = Array.from({ length: count }, () => new Float64Array(count));
  const columns = width / 2;
  maps.forEach((map, frame) => {
    for (let at = 0; at < map.length; at += 3) {
      const label = map[at]!;
      if (label === 0 || label === 255) continue;
      const seen = objects.findIndex((object) => object.label === label);
      if (seen < 0) continue;
      objects.forEach(({ shape, poses }, other) => {
        if (other === seen) return;
        const { x, y, angle } = poses[frame]!;
        const [dx, dy] = [2 * (at % columns) - x, 2 * Math.floor(at / columns) + 0.5 - y];
        if (Math.hypot(dx, dy) > shape.halfWidth + shape.halfHeight) return;
        const [cos, sin] = [Math.cos(TURN * angle), Math.sin(TURN * angle)];
        if (insideOf(shape, dx * cos + dy * sin, dy * cos - dx * sin) > 3) above[seen]![other]! += 1;
      });
    }
  });
  const left = objects.map((_, index) => index);
  const ordered: PaintedObject[] = [];
  while (left.length > 0) {
    // The one that is least often seen above the others that are left lies lowest.
    left.sort((a, b) => left.reduce((sum, other) => sum + net(above, a, other) - net(above, b, other), 0));
    ordered.push(objects[left.shift()!]!);
  }
  return ordered;
}

const net = (above: Float64Array[], a: number, b: number): number => Math.sign(above[a]![b]! - above[b]![a]!);

/** Edges are found in steps of a quarter of a sample, on a few frames, with paint and plate known. */
async function refineSizes(source: FrameSource, objects: PaintedObject[], maps: readonly Uint8Array[], ground: PlateLayer, plateKeys: number, breathe: Breathe): Promise<PaintedObject[]> {
  const { width, height } = source.header;
  const geometry = geometryOf(source);
  const keys = Math.max(plateKeys, ground.x.length, ground.zoom.length);
  const plate = createRenderer({ precision: 16, keys, layers: [ground] }, geometry);
  const frames = Array.from({ length: Math.min(10, source.frameCount) }, (_, index) => Math.floor(((index + 0.5) * source.frameCount) / Math.min(10, source.frameCount)));
  const offsets = Array.from({ length: 17 }, (_, index) => (index - 8) / 4);
  const errors = objects.map(() => [new Float64Array(offsets.length), new Float64Array(offsets.length)] as const);
  const picture = new Uint8Array((width * height * 3) / 2);
  const background = new Uint8Array(picture.length);
  for (const frame of frames) {
    await breathe();
    await source.readFrame(frame, picture);
    plate.render(frame, background);
    objects.forEach(({ label, shape, poses, picture: paint }, index) => {
      const { x, y, angle } = poses[frame]!;
      const [cos, sin] = [Math.cos(TURN * angle), Math.sin(TURN * angle)];
      const reach = Math.ceil(Math.hypot(shape.halfWidth, shape.halfHeight)) + 4;
      for (let row = Math.max(0, Math.floor(y) - reach); row < Math.min(height, y + reach); row += 1) {
        for (let column = Math.max(0, Math.floor(x) - reach); column < Math.min(width, x + reach); column += 1) {
          const along = (column - x) * cos + (row - y) * sin;
          const across = (row - y) * cos - (column - x) * sin;
          const [restX, restY] = shape.shape === "disc" ? [-1e9, shape.halfHeight - Math.hypot(along, across)] : [shape.halfWidth - Math.abs(along), shape.halfHeight - Math.abs(across)];
          const side = shape.shape === "disc" || (Math.abs(restY) < 4 && restX > 6) ? 1 : Math.abs(restX) < 4 && restY > 6 ? 0 : -1;
          const rest = side === 1 ? restY : restX;
          if (side < 0 || Math.abs(rest) >= 4) continue;
          const seen = maps[frame]![(row >> 1) * (width / 2) + (column >> 1)]!;
          if (seen !== label && seen !== 0 && seen !== 255) continue;
          const at = row * width + column;
          const px = Math.min(paint.width - 1, Math.max(0, Math.round(along / PAINT_ZOOM + paint.width / 2)));
          const py = Math.min(paint.height - 1, Math.max(0, Math.round(across / PAINT_ZOOM + paint.height / 2)));
          const colour = paint.samples[py * paint.width + px]!;
          offsets.forEach((offset, choice) => {
            const coverage = Math.min(1, Math.max(0, rest + offset + 0.5));
            const drawn = background[at]! + (colour - background[at]!) * coverage;
            errors[index]![side === 1 ? 1 : 0][choice]! += (picture[at]! - drawn) ** 2;
          });
        }
      }
    });
  }
  const best = (sums: Float64Array): number => offsets[sums.indexOf(Math.min(...sums))]!;
  return objects.map((object, index): PaintedObject => {
    const [across, along] = [best(errors[index]![1]!), object.shape.shape === "disc" ? best(errors[index]![1]!) : best(errors[index]![0]!)];
    return { ...object, shape: { ...object.shape, halfWidth: object.shape.halfWidth + along, halfHeight: object.shape.halfHeight + across } };
  });
}
