import type { Breathe } from "./breathe.ts";
import type { NoiseLayer } from "../program.ts";
import { MAX_LATTICE_SIDE } from "../program.ts";
import { placesOf } from "../render/draw-noise.ts";
import type { Places } from "./frame-source.ts";
import { solveSymmetric } from "./solve.ts";

/** Lattice cells per picture height that are tried. */
const CELLS = [2, 4, 7];
/** Drift over the clip in picture heights, each way; searched on a grid, then closer. */
const FASTEST = 1.2;
const GRID = 0.12;
const FRAMES = 8;
/** Lattice values at most: Cholesky's work is their cube, and a search solves hundreds of lattices. */
const MOST_NODES = 480;
/** Pull of every lattice value to 0, in readings: nodes that nothing shows stay small. */
const PULL = 0.05;

interface Window {
  frames: number[];
  values: Float64Array[];
  places: Places;
  lastFrame: number;
  aspect: number;
}

/** Cells per picture height, drift over the clip in picture heights, and where the lattice begins, in cells before the picture. */
export interface Drift {
  cells: number;
  x: number;
  y: number;
  phaseX: number;
  phaseY: number;
}

interface Lattice {
  columns: number;
  rows: number;
  startX: number;
  startY: number;
  values: Float64Array;
  squares: number;
}

/**
 * Fits value noise that drifts evenly to what is left of one plane: lattice values by least squares for each drift of a search.
 * @param values what is left, by frame and place.
 * @param drift known from another plane, or null to search it.
 * @param worst error (code values, RMS) beyond which the best drift is not searched closer.
 */
export async function fitNoise(places: Places, frames: number[], values: Float64Array[], lastFrame: number, aspect: number, drift: Drift | null, worst: number, breathe: Breathe): Promise<{ layer: NoiseLayer; rms: number; drift: Drift } | null> {
  const few = [...new Set(Array.from({ length: FRAMES }, (_, index) => Math.round((index * (frames.length - 1)) / (FRAMES - 1))))];
  const window: Window = { frames: few.map((index) => frames[index]!), values: few.map((index) => values[index]!), places, lastFrame, aspect };
  const count = window.frames.length * places.x.length;
  let best: { found: Lattice; drift: Drift } | null = null;
  const attempt = async (cells: number, x: number, y: number, phaseX = 0, phaseY = 0): Promise<void> => {
    await breathe();
    const found = solveLattice(window, { cells, x, y, phaseX, phaseY });
    if (found && (!best || found.squares < best.found.squares)) best = { found, drift: { cells, x, y, phaseX, phaseY } };
  };
  if (drift) await attempt(drift.cells, drift.x, drift.y, drift.phaseX, drift.phaseY);
  else {
    const still = lastFrame === 0;
    for (const cells of CELLS) await attempt(cells, 0, 0);
    for (let x = -FASTEST; !still && x <= FASTEST; x += GRID) for (let y = -FASTEST; y <= FASTEST; y += GRID) await attempt(CELLS[1]!, x, y);
    for (let step = GRID / 2; !still && best && step > 0.002; step /= 2) {
      const { x, y } = (best as { drift: Drift }).drift;
      for (const cells of step > 0.02 ? CELLS : [(best as { drift: { cells: number } }).drift.cells]) for (const dx of [-step, 0, step]) for (const dy of [-step, 0, step]) await attempt(cells, x + dx, y + dy);
    }
  }
  if (!best) return null;
  // The lattice's corners lie somewhere within a cell of the picture's: a quarter of a cell first, then closer, with the drift.
  const hopeless = Math.sqrt((best as { found: Lattice }).found.squares / count) > worst;
  for (let step = 1 / 4; !drift && !hopeless && step > 0.007; step /= 2) {
    const from: Drift = (best as { drift: Drift }).drift;
    const reach = step === 1 / 4 ? 2 : 1;
    for (let a = -reach; a <= reach; a += 1) for (let b = -reach; b <= reach; b += 1) await attempt(from.cells, from.x, from.y, (from.phaseX + a * step + 1) % 1, (from.phaseY + b * step + 1) % 1);
    const now: Drift = (best as { drift: Drift }).drift;
    const fine = step / 16;
    if (lastFrame > 0) for (const dx of [-fine, 0, fine]) for (const dy of [-fine, 0, fine]) await attempt(now.cells, now.x + dx, now.y + dy, now.phaseX, now.phaseY);
  }
  const { found, drift: chosen } = best as { found: Lattice; drift: Drift };
  const { columns, rows, startX, startY } = found;
  const track = (start: number, change: number): number[] => (lastFrame === 0 ? [start] : [start, start + change]);
  const layer: NoiseLayer = { kind: "noise", plane: places.plane, cells: chosen.cells, columns, rows, values: Array.from(found.values), x: track(startX, chosen.x), y: track(startY, chosen.y) };
  return { layer, rms: Math.sqrt(found.squares / count), drift: chosen };
}

/** Lattice values of least squares for one drift; null when the lattice would be too large. */
function solveLattice({ frames, values, places, lastFrame, aspect }: Window, { cells, x: driftX, y: driftY, phaseX, phaseY }: Drift): Lattice | null {
  const columns = Math.ceil((aspect + Math.abs(driftX)) * cells + phaseX) + 1;
  const rows = Math.ceil((1 + Math.abs(driftY)) * cells + phaseY) + 1;
  if (columns > MAX_LATTICE_SIDE || rows > MAX_LATTICE_SIDE || columns * rows > MOST_NODES) return null;
  const [startX, startY] = [Math.max(0, -driftX) + phaseX / cells, Math.max(0, -driftY) + phaseY / cells];
  const n = columns * rows;
  const matrix = new Float64Array(n * n);
  const right = new Float64Array(n);
  const terms: { nodes: number[]; shares: number[] }[] = [];
  let energy = 0;
  frames.forEach((frame, index) => {
    const time = lastFrame === 0 ? 0 : frame / lastFrame;
    const across = placesOf(places.x.length, (at) => (places.x[at]! + startX + driftX * time) * cells, columns);
    const down = placesOf(places.y.length, (at) => (places.y[at]! + startY + driftY * time) * cells, rows);
    for (let at = 0; at < places.x.length; at += 1) {
      const [column, row] = [Math.min(columns - 2, across.cells[at]!), Math.min(rows - 2, down.cells[at]!)];
      const [u, v] = [across.cells[at]! > column ? 1 : across.shares[at]!, down.cells[at]! > row ? 1 : down.shares[at]!];
      const first = row * columns + column;
      const nodes = [first, first + 1, first + columns, first + columns + 1];
      const shares = [(1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v];
      const value = values[index]![at]!;
      energy += value * value;
      for (let i = 0; i < 4; i += 1) {
        right[nodes[i]!]! += shares[i]! * value;
        for (let j = 0; j < 4; j += 1) matrix[nodes[i]! * n + nodes[j]!]! += shares[i]! * shares[j]!;
      }
      terms.push({ nodes, shares });
    }
  });
  for (let node = 0; node < n; node += 1) matrix[node * n + node]! += PULL;
  const solution = solveSymmetric(matrix, right);
  if (!solution) return null;
  let squares = 0;
  terms.forEach(({ nodes, shares }, at) => {
    const drawn = nodes.reduce((sum, node, i) => sum + shares[i]! * solution[node]!, 0);
    squares += (values[Math.floor(at / places.x.length)]![at % places.x.length]! - drawn) ** 2;
  });
  return { columns, rows, startX, startY, values: solution, squares: energy > 0 ? squares : 0 };
}
