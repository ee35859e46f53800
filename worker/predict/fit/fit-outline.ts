import type { Breathe } from "./breathe.ts";
import { insideOf, type ObjectShape, type Pose } from "./track-object.ts";

/*
 * Where the edges of a disc or box are, from the label maps: its own samples should be inside, the plate's outside; what
 * other things cover says nothing.
 */

export interface OutlineView {
  map: Uint8Array;
  /** Pose of the object in this frame, before the correction. */
  pose: Pose;
}

/** A correction in the object's own axes, for all frames alike, and its size. */
export interface Outline {
  along: number;
  across: number;
  turn: number;
  halfWidth: number;
  halfHeight: number;
}

const TURN = 2 * Math.PI;
const STEPS = [6, 3, 1.5, 0.75, 0.4, 0.2];
const SWEEPS = 3;

/** The pose after the correction. */
export function corrected({ x, y, angle }: Pose, { along, across, turn }: Outline): Pose {
  const [cos, sin] = [Math.cos(TURN * angle), Math.sin(TURN * angle)];
  return { x: x + along * cos - across * sin, y: y + along * sin + across * cos, angle: angle + turn };
}

/** Own samples inside less samples of the plate inside, over all views. */
function agreement(views: readonly OutlineView[], label: number, columns: number, shape: ObjectShape["shape"], outline: Outline): number {
  const { halfWidth, halfHeight } = outline;
  if (halfWidth < 3 || halfHeight < 3) return -Infinity;
  const reach = (shape === "disc" ? halfHeight : Math.hypot(halfWidth, halfHeight)) + 4;
  let sum = 0;
  for (const { map, pose } of views) {
    const { x, y, angle } = corrected(pose, outline);
    const [cos, sin] = [Math.cos(TURN * angle), Math.sin(TURN * angle)];
    const rows = map.length / columns;
    const [left, right] = [Math.max(0, Math.floor((x - reach) / 2)), Math.min(columns - 1, Math.ceil((x + reach) / 2))];
    for (let row = Math.max(0, Math.floor((y - reach) / 2)); row <= Math.min(rows - 1, (y + reach) / 2); row += 1) {
      for (let column = left; column <= right; column += 1) {
        const seen = map[row * columns + column]!;
        if (seen !== 0 && seen !== label) continue;
        const [dx, dy] = [2 * column - x, 2 * row + 0.5 - y];
        // What is outside counts nothing, so that growing into emptiness gains nothing; a ramp gives the sum a slope to follow.
        const coverage = Math.max(0, Math.min(1, 0.5 + insideOf({ shape, halfWidth, halfHeight }, dx * cos + dy * sin, dy * cos - dx * sin) / 3));
        sum += seen === label ? coverage : -coverage;
      }
    }
  }
  return sum;
}

/** Climbs from a start by turns along each of the five numbers, in ever smaller steps. */
export async function fitOutline(views: readonly OutlineView[], label: number, columns: number, shape: ObjectShape["shape"], start: Outline, breathe: Breathe): Promise<{ outline: Outline; score: number }> {
  let outline = start;
  let score = agreement(views, label, columns, shape, outline);
  const attempt = (next: Outline): boolean => {
    const found = agreement(views, label, columns, shape, next);
    if (found <= score) return false;
    [outline, score] = [next, found];
    return true;
  };
  for (const step of STEPS) {
    for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
      let moved = false;
      for (const sign of [step, -step]) {
        await breathe();
        moved = attempt({ ...outline, along: outline.along + sign }) || moved;
        moved = attempt({ ...outline, across: outline.across + sign }) || moved;
        if (shape === "box") {
          moved = attempt({ ...outline, halfWidth: outline.halfWidth + sign }) || moved;
          moved = attempt({ ...outline, halfHeight: outline.halfHeight + sign }) || moved;
          moved = attempt({ ...outline, turn: outline.turn + sign / (TURN * Math.hypot(outline.halfWidth, outline.halfHeight)) }) || moved;
        } else moved = attempt({ ...outline, halfWidth: outline.halfWidth + sign, halfHeight: outline.halfHeight + sign }) || moved;
      }
      if (!moved) break;
    }
  }
  return { outline, score };
}

/** Shape, size and pose of an object in one frame: a disc, or a box begun in several directions, whichever agrees better. */
export async function outlineOf(view: OutlineView, label: number, columns: number, area: number, breathe: Breathe): Promise<{ shape: ObjectShape["shape"]; outline: Outline }> {
  const radius = Math.sqrt(area / Math.PI);
  const half = Math.sqrt(area) / 2;
  let best = { shape: "disc" as ObjectShape["shape"], ...(await fitOutline([view], label, columns, "disc", { along: 0, across: 0, turn: 0, halfWidth: radius, halfHeight: radius }, breathe)) };
  for (const eighth of [0, 1, 2, 3]) {
    for (const ratio of [1, 1.4]) {
      const found = await fitOutline([view], label, columns, "box", { along: 0, across: 0, turn: eighth / 8, halfWidth: half * ratio, halfHeight: half / ratio }, breathe);
      if (found.score > best.score) best = { shape: "box", ...found };
    }
  }
  return best;
}
