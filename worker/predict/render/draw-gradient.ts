import { valueAt, type GradientLayer } from "../program.ts";
import type { Canvas, CanvasPlane } from "./canvas.ts";

/** Degree of a polynomial with so many coefficients. */
const degreeOf = (coefficients: number): number => [1, 3, 6, 10].indexOf(coefficients);

/**
 * Replaces the canvas with polynomials. Doubles with + and * in a fixed order, which IEEE 754 makes exact everywhere.
 */
export function drawGradient(layer: GradientLayer, canvas: Canvas, frame: number): void {
  layer.planes.forEach((tracks, index) => {
    const plane = canvas.planes[index]!;
    const coefficients = tracks.map((track) => valueAt(track, frame, canvas.frames));
    if (coefficients.length === 1) plane.values.fill(toCanvas(coefficients[0]!));
    else fill(plane, canvas, coefficients);
  });
}

const toCanvas = (value: number): number => Math.max(-65_536, Math.min(131_072, Math.floor(value * 256 + 0.5)));

function fill({ columns, rows, step, offset, values }: CanvasPlane, { width, height }: Canvas, coefficients: number[]): void {
  const degree = degreeOf(coefficients.length);
  const inRow = new Float64Array(degree + 1);
  let at = 0;
  for (let row = 0; row < rows; row += 1) {
    const y = (row * step + offset) / height - 0.5;
    // Coefficients of x^0, x^1, ... in this row: the term x^i y^j is number (i+j)(i+j+1)/2 + j.
    for (let i = 0; i <= degree; i += 1) {
      let sum = 0;
      for (let j = degree - i; j >= 0; j -= 1) sum = sum * y + coefficients[((i + j) * (i + j + 1)) / 2 + j]!;
      inRow[i] = sum;
    }
    for (let column = 0; column < columns; column += 1) {
      const x = (column * step - width / 2) / height;
      let value = inRow[degree]!;
      for (let i = degree - 1; i >= 0; i -= 1) value = value * x + inRow[i]!;
      values[at++] = toCanvas(value);
    }
  }
}
