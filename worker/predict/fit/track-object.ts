import type { Breathe } from "./breathe.ts";
import type { ColouredObject } from "./find-objects.ts";
import { cubicAt, halve, median, type Level } from "./global-motion.ts";
import { corrected, outlineOf } from "./fit-outline.ts";
import { solveSymmetric } from "./solve.ts";

/** Where an object is in one frame: its middle in luma samples, its turn in turns. */
export interface Pose {
  x: number;
  y: number;
  angle: number;
}

export interface ObjectShape {
  shape: "disc" | "box";
  /** Luma samples. */
  halfWidth: number;
  halfHeight: number;
  /** Frame in which it is seen best, and its pose there. */
  best: number;
  pose: Pose;
}

/** Areas alike to this share. */
const WHOLE = 0.96;
const TURN = 2 * Math.PI;

/** Shape and size from the frames that show the object whole, or null when none does. */
export async function shapeOf({ sightings }: ColouredObject, label: number, maps: readonly Uint8Array[], columns: number, breathe: Breathe): Promise<ObjectShape | null> {
  const inside = sightings.filter((sighting) => sighting !== null).filter(({ touchesBorder }) => !touchesBorder);
  // An object seen whole has the same area again and again; parts of it, and it with others of its colour, have any.
  const alike = (area: number) => inside.filter((other) => other.area >= WHOLE * area && other.area <= area / WHOLE);
  const whole = inside.reduce((best, { area }) => (alike(area).length * Math.sqrt(area) > best.length * Math.sqrt(best[0]?.area ?? 0) ? alike(area) : best), [] as typeof inside);
  const chosen = whole[whole.length >> 1];
  if (!chosen) return null;
  const { frame, x, y, area } = chosen;
  const { shape, outline } = await outlineOf({ map: maps[frame]!, pose: { x, y, angle: 0 } }, label, columns, area, breathe);
  return { shape, halfWidth: outline.halfWidth, halfHeight: outline.halfHeight, best: frame, pose: corrected({ x, y, angle: 0 }, outline) };
}

/** Distance from the edge inwards, in samples. */
export function insideOf({ shape, halfWidth, halfHeight }: Pick<ObjectShape, "shape" | "halfWidth" | "halfHeight">, along: number, across: number): number {
  return shape === "disc" ? halfHeight - Math.hypot(along, across) : Math.min(halfWidth - Math.abs(along), halfHeight - Math.abs(across));
}

const LEVELS = 3;
const MOST_POINTS = 500;
const FEWEST_POINTS = 40;
/** Weight of the past in the running template: some frames' noise is averaged away, and it still follows. */
const MEMORY = 8;

/** Follows one object from frame to frame by its painted luma; the template is the mean of what was seen. */
export class ObjectTracker {
  readonly shape: ObjectShape;
  readonly poses = new Map<number, Pose>();
  private readonly side: number;
  private readonly template: Level;
  private readonly weights: Float32Array;
  private pyramid: Level[] = [];

  private readonly bounds: { width: number; height: number };

  constructor(shape: ObjectShape, bounds: { width: number; height: number }) {
    this.shape = shape;
    this.bounds = bounds;
    this.side = 2 * Math.ceil(Math.hypot(shape.halfWidth, shape.halfHeight)) + 8;
    this.template = { width: this.side, height: this.side, values: new Float32Array(this.side * this.side) };
    this.weights = new Float32Array(this.side * this.side);
  }

  /** Takes the template from the frame that shows the object best. */
  begin(frame: Level[], visible: (x: number, y: number) => boolean): void {
    this.poses.set(this.shape.best, this.shape.pose);
    this.learn(frame[0]!, this.shape.pose, visible);
  }

  /**
   * Finds the pose in a frame next to one that is known. `direction`: 1 forwards, -1 backwards in time. `sighted`: middle of
   * what was seen, if it was whole.
   */
  follow(frame: Level[], index: number, direction: 1 | -1, sighted: { x: number; y: number } | null, visible: (x: number, y: number) => boolean): void {
    const last = this.poses.get(index - direction)!;
    const before = this.poses.get(index - 2 * direction) ?? last;
    const [dx, dy, turn] = [last.x - before.x, last.y - before.y, last.angle - before.angle];
    // Straight on; thrown back by a border; standing; where its colour is.
    const starts = [[dx, dy], [-dx, dy], [dx, -dy], [-dx, -dy], [0, 0], [dx / 2, dy / 2]].map(([x, y]): Pose => ({ x: last.x + x!, y: last.y + y!, angle: last.angle + turn }));
    if (sighted) starts.push({ ...sighted, angle: last.angle + turn });
    let best: { pose: Pose; error: number } | null = null;
    const rated = starts.map((pose) => ({ pose, error: this.step(frame, Math.min(LEVELS, frame.length) - 1, pose, visible)?.error ?? Infinity })).sort((a, b) => a.error - b.error);
    for (const { pose } of rated.slice(0, 2)) {
      const found = this.align(frame, pose, visible);
      if (found && (!best || found.error < best.error)) best = found;
    }
    const pose = best?.pose ?? this.thrownBack(starts[0]!, last);
    this.poses.set(index, pose);
    if (best) this.learn(frame[0]!, pose, visible);
  }

  /** An object that is not seen goes straight on, and back where its middle would leave the picture. */
  private thrownBack(next: Pose, last: Pose): Pose {
    const { width, height } = this.bounds;
    const back = (to: number, from: number, limit: number): number => (to < 0 || to > limit ? 2 * from - to : to);
    return { x: back(next.x, last.x, width), y: back(next.y, last.y, height), angle: next.angle };
  }

  private align(frame: Level[], start: Pose, visible: (x: number, y: number) => boolean): { pose: Pose; error: number } | null {
    let pose = start;
    let error = Infinity;
    for (let level = Math.min(LEVELS, frame.length) - 1; level >= 0; level -= 1) {
      for (let iteration = 0; iteration < 8; iteration += 1) {
        const found = this.step(frame, level, pose, visible);
        if (!found) return null;
        error = found.error;
        pose = { x: pose.x + found.change[0]!, y: pose.y + found.change[1]!, angle: pose.angle + found.change[2]! / TURN };
        if (Math.abs(found.change[0]!) + Math.abs(found.change[1]!) + Math.abs(found.change[2]!) * this.shape.halfHeight < 0.004) break;
      }
    }
    return Math.hypot(pose.x - start.x, pose.y - start.y) < 12 && Math.abs(pose.angle - start.angle) < 0.06 ? { pose, error } : null;
  }

  /** One step of Gauss-Newton at one level: change of x, y (luma samples) and angle (radians), and the mean error before it. */
  private step(frame: Level[], level: number, { x, y, angle }: Pose, visible: (x: number, y: number) => boolean): { change: Float64Array; error: number } | null {
    const scale = 2 ** level;
    const picture = frame[level]!;
    const template = this.pyramid[level]!;
    const [cos, sin] = [Math.cos(TURN * angle), Math.sin(TURN * angle)];
    const stride = Math.max(1, Math.floor(Math.sqrt((4 * this.shape.halfWidth * this.shape.halfHeight) / MOST_POINTS / (scale * scale))));
    const rows: number[] = [];
    const errors: number[] = [];
    for (let row = 1; row < template.height - 1; row += stride) {
      for (let column = 1; column < template.width - 1; column += stride) {
        const along = (column + 0.5) * scale - 0.5 - this.side / 2;
        const across = (row + 0.5) * scale - 0.5 - this.side / 2;
        if (insideOf(this.shape, along, across) < 1 + scale || this.weights[Math.round(across + this.side / 2) * this.side + Math.round(along + this.side / 2)] === 0) continue;
        const [fx, fy] = [x + along * cos - across * sin, y + along * sin + across * cos];
        if (!visible(fx, fy)) continue;
        const [px, py] = [(fx + 0.5) / scale - 0.5, (fy + 0.5) / scale - 0.5];
        const [left, top] = [Math.floor(px), Math.floor(py)];
        if (left < 1 || top < 1 || left >= picture.width - 2 || top >= picture.height - 2) continue;
        const [value, slopeX, slopeY] = cubicAt(picture, left, top, px - left, py - top);
        errors.push(template.values[row * template.width + column]! - value);
        rows.push(slopeX / scale, slopeY / scale, (slopeX * (-along * sin - across * cos) + slopeY * (along * cos - across * sin)) / scale);
      }
    }
    if (errors.length < FEWEST_POINTS / scale) return null;
    const limit = Math.max(4, 3 * median(errors.map(Math.abs)));
    const matrix = new Float64Array(9);
    const right = new Float64Array(3);
    let sum = 0;
    errors.forEach((error, at) => {
      sum += Math.min(limit, Math.abs(error));
      if (Math.abs(error) > limit) return;
      for (let i = 0; i < 3; i += 1) {
        right[i]! += rows[3 * at + i]! * error;
        for (let j = 0; j < 3; j += 1) matrix[3 * i + j]! += rows[3 * at + i]! * rows[3 * at + j]!;
      }
    });
    for (let i = 0; i < 3; i += 1) matrix[4 * i]! = matrix[4 * i]! * (1 + 1e-4) + 1e-3;
    const change = solveSymmetric(matrix, right);
    return change && { change, error: sum / errors.length };
  }

  private learn(picture: Level, { x, y, angle }: Pose, visible: (x: number, y: number) => boolean): void {
    const [cos, sin] = [Math.cos(TURN * angle), Math.sin(TURN * angle)];
    for (let row = 0; row < this.side; row += 1) {
      for (let column = 0; column < this.side; column += 1) {
        const [along, across] = [column - this.side / 2, row - this.side / 2];
        if (insideOf(this.shape, along, across) < 0) continue;
        const [fx, fy] = [x + along * cos - across * sin, y + along * sin + across * cos];
        const [left, top] = [Math.floor(fx), Math.floor(fy)];
        if (left < 1 || top < 1 || left >= picture.width - 2 || top >= picture.height - 2 || !visible(fx, fy)) continue;
        const at = row * this.side + column;
        const weight = Math.min(MEMORY, this.weights[at]! + 1);
        this.template.values[at]! += (cubicAt(picture, left, top, fx - left, fy - top)[0] - this.template.values[at]!) / weight;
        this.weights[at] = weight;
      }
    }
    this.pyramid = [this.template];
    while (this.pyramid.length < LEVELS) this.pyramid.push(halve(this.pyramid.at(-1)!));
  }
}
