import { valueAt, type NoiseLayer } from "../program.ts";
import type { Canvas } from "./canvas.ts";

const smooth = (t: number): number => t * t * (3 - 2 * t);

/** Adds value noise: lattice values, blended with 3t2 - 2t3, held still beyond the lattice's borders. Doubles in a fixed order. */
export function drawNoise(layer: NoiseLayer, canvas: Canvas, frame: number): void {
  const { columns, rows, step, offset, values } = canvas.planes[layer.plane]!;
  const shiftX = valueAt(layer.x, frame, canvas.frames);
  const shiftY = valueAt(layer.y, frame, canvas.frames);
  const unit = layer.cells / canvas.height;
  const across = placesOf(columns, (column) => column * step * unit + shiftX * layer.cells, layer.columns);
  const down = placesOf(rows, (row) => (row * step + offset) * unit + shiftY * layer.cells, layer.rows);
  const line = new Float64Array(layer.columns);
  let at = 0;
  for (let row = 0; row < rows; row += 1) {
    const upper = down.cells[row]! * layer.columns;
    const lower = Math.min(layer.rows - 1, down.cells[row]! + 1) * layer.columns;
    const share = down.shares[row]!;
    for (let cell = 0; cell < layer.columns; cell += 1) line[cell] = layer.values[upper + cell]! * (1 - share) + layer.values[lower + cell]! * share;
    for (let column = 0; column < columns; column += 1) {
      const cell = across.cells[column]!;
      const left = line[cell]!;
      const right = line[Math.min(layer.columns - 1, cell + 1)]!;
      values[at]! += Math.floor((left + (right - left) * across.shares[column]!) * 256 + 0.5);
      at += 1;
    }
  }
}

/** Lattice cell and blend of every sample of a row or column. */
export function placesOf(count: number, position: (index: number) => number, cells: number): { cells: Int32Array; shares: Float64Array } {
  const found = { cells: new Int32Array(count), shares: new Float64Array(count) };
  for (let index = 0; index < count; index += 1) {
    const place = Math.min(cells - 1, Math.max(0, position(index)));
    found.cells[index] = Math.floor(place);
    found.shares[index] = smooth(place - Math.floor(place));
  }
  return found;
}
