import type { Breathe } from "./breathe.ts";
import type { SceneRenderer } from "../render/create-renderer.ts";
import type { FrameSource } from "./frame-source.ts";

/*
 * Things in front of a plate, told apart by their colour: each has a chroma of its own. All of it at chroma resolution.
 */

/** One object in one frame, in luma samples. */
export interface Sighting {
  frame: number;
  /** Visible area, in luma samples. */
  area: number;
  x: number;
  y: number;
  /** Principal axis in turns, and standard deviations along and across it. */
  angle: number;
  deviations: [number, number];
  /** Distance of the farthest sample from the middle. */
  reach: number;
  touchesBorder: boolean;
}

export interface ColouredObject {
  u: number;
  v: number;
  sightings: (Sighting | null)[];
}

export interface FoundObjects {
  objects: ColouredObject[];
  /** For each frame, 1 + the object at each chroma sample, or 0; 255: in front, but of no object. */
  maps: Uint8Array[];
}

const CHROMA_CHANGE = 12;
const LUMA_CHANGE = 24;
/** Colours further than this from an object's are not its own; two objects' are at least this far apart. */
const COLOUR_REACH = 13;
const LEAST_AREA = 24;
const MOST_OBJECTS = 24;
const BINS = 64;

/** Finds what differs from the rendered plate, and groups it by colour. */
export async function findObjects(source: FrameSource, plate: SceneRenderer, breathe: Breathe): Promise<FoundObjects> {
  const { width, height } = source.header;
  const [columns, rows] = [width / 2, height / 2];
  const luma = width * height;
  const picture = new Uint8Array((luma * 3) / 2);
  const rendering = new Uint8Array(picture.length);
  const maps: Uint8Array[] = [];
  const chroma: { u: Uint8Array; v: Uint8Array }[] = [];
  const histogram = new Float64Array(BINS * BINS);
  for (let frame = 0; frame < source.frameCount; frame += 1) {
    await breathe();
    await source.readFrame(frame, picture);
    plate.render(frame, rendering);
    const map = new Uint8Array(columns * rows);
    const [u, v] = [picture.slice(luma, (luma * 5) / 4), picture.slice((luma * 5) / 4)];
    for (let at = 0; at < map.length; at += 1) {
      const change = Math.abs(u[at]! - rendering[luma + at]!) + Math.abs(v[at]! - rendering[(luma * 5) / 4 + at]!);
      const first = 2 * Math.floor(at / columns) * width + 2 * (at % columns);
      let light = 0;
      for (const beside of [first, first + 1, first + width, first + width + 1]) light += picture[beside]! - rendering[beside]!;
      if (change <= CHROMA_CHANGE && Math.abs(light) <= 4 * LUMA_CHANGE) continue;
      map[at] = 255;
      histogram[(u[at]! >> 2) * BINS + (v[at]! >> 2)]! += 1;
    }
    maps.push(map);
    chroma.push({ u, v });
  }
  const colours = peaksOf(histogram, source.frameCount, [], 2 * COLOUR_REACH);
  // What is too far from all of these has colours of its own between them, which the first look had to take for their edges.
  const rest = new Float64Array(BINS * BINS);
  histogram.forEach((count, at) => {
    const [u, v] = colourOf(at);
    if (colours.every(([cu, cv]) => Math.hypot(u - cu, v - cv) >= COLOUR_REACH - 2)) rest[at] = count;
  });
  colours.push(...peaksOf(rest, source.frameCount, colours, COLOUR_REACH - 2));
  const objects = colours.map(([u, v]): ColouredObject => ({ u, v, sightings: [] }));
  for (const [frame, map] of maps.entries()) {
    await breathe();
    assign(map, chroma[frame]!, colours);
    objects.forEach((object, index) => object.sightings.push(sightOf(map, index + 1, columns, rows, frame)));
  }
  return { objects, maps };
}

const colourOf = (bin: number): [number, number] => [4 * Math.floor(bin / BINS) + 2, 4 * (bin % BINS) + 2];

/** Colours that many samples share, the commonest first, at least so far apart from each other and from known ones. */
function peaksOf(histogram: Float64Array, frames: number, known: [number, number][], apart: number): [number, number][] {
  const smooth = new Float64Array(histogram.length);
  for (let at = 0; at < histogram.length; at += 1) {
    const [a, b] = [Math.floor(at / BINS), at % BINS];
    for (let i = Math.max(0, a - 1); i <= Math.min(BINS - 1, a + 1); i += 1) for (let j = Math.max(0, b - 1); j <= Math.min(BINS - 1, b + 1); j += 1) smooth[at]! += histogram[i * BINS + j]!;
  }
  const order = Array.from(smooth.keys()).sort((a, b) => smooth[b]! - smooth[a]!);
  const peaks: [number, number][] = [];
  for (const at of order) {
    if (smooth[at]! < LEAST_AREA * frames || known.length + peaks.length === MOST_OBJECTS) break;
    const [u, v] = colourOf(at);
    if ([...known, ...peaks].every(([pu, pv]) => Math.hypot(pu - u, pv - v) >= apart)) peaks.push([u, v]);
  }
  return peaks;
}

function assign(map: Uint8Array, { u, v }: { u: Uint8Array; v: Uint8Array }, colours: [number, number][]): void {
  for (let at = 0; at < map.length; at += 1) {
    if (map[at] === 0) continue;
    let least = COLOUR_REACH;
    colours.forEach(([cu, cv], index) => {
      const distance = Math.hypot(u[at]! - cu, v[at]! - cv);
      if (distance >= least) return;
      least = distance;
      map[at] = index + 1;
    });
  }
}

/** The largest connected part of one object in one frame. */
function sightOf(map: Uint8Array, label: number, columns: number, rows: number, frame: number): Sighting | null {
  const seen = new Uint8Array(map.length);
  let largest: number[] = [];
  for (let start = 0; start < map.length; start += 1) {
    if (map[start] !== label || seen[start]) continue;
    const part = [start];
    seen[start] = 1;
    for (let next = 0; next < part.length; next += 1) {
      const at = part[next]!;
      const column = at % columns;
      for (const beside of [column > 0 ? at - 1 : -1, column < columns - 1 ? at + 1 : -1, at - columns, at + columns]) {
        if (beside < 0 || beside >= map.length || seen[beside] || map[beside] !== label) continue;
        seen[beside] = 1;
        part.push(beside);
      }
    }
    if (part.length > largest.length) largest = part;
  }
  if (largest.length < LEAST_AREA) return null;
  return momentsOf(largest, columns, rows, frame);
}

function momentsOf(part: number[], columns: number, rows: number, frame: number): Sighting {
  let [sumX, sumY, sumXX, sumXY, sumYY] = [0, 0, 0, 0, 0];
  let touchesBorder = false;
  for (const at of part) {
    const [column, row] = [at % columns, Math.floor(at / columns)];
    if (column === 0 || row === 0 || column === columns - 1 || row === rows - 1) touchesBorder = true;
    const [x, y] = [2 * column, 2 * row + 0.5];
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumXY += x * y;
    sumYY += y * y;
  }
  const n = part.length;
  const [x, y] = [sumX / n, sumY / n];
  const [xx, xy, yy] = [sumXX / n - x * x, sumXY / n - x * y, sumYY / n - y * y];
  const mean = (xx + yy) / 2;
  const spread = Math.sqrt(((xx - yy) / 2) ** 2 + xy * xy);
  const reach = Math.max(...part.map((at) => Math.hypot(2 * (at % columns) - x, 2 * Math.floor(at / columns) + 0.5 - y)));
  return { frame, area: 4 * n, x, y, angle: Math.atan2(2 * xy, xx - yy) / (4 * Math.PI), deviations: [Math.sqrt(mean + spread), Math.sqrt(Math.max(0, mean - spread))], reach, touchesBorder };
}
