import { valueAt, type WavesLayer } from "../program.ts";
import { cosine, phaseOf, sine, SINE_TABLE, stepOf } from "../sine.ts";
import type { Canvas } from "./canvas.ts";

/** Adds sinusoids to their planes; 32-bit phases that wrap, so every sample is exact however wide the picture. */
export function drawWaves(layer: WavesLayer, canvas: Canvas, frame: number): void {
  for (const wave of layer.waves) {
    const { columns, rows, step, offset, values } = canvas.planes[wave.plane]!;
    const at = (track: number[]): number => valueAt(track, frame, canvas.frames);
    const scale = at(wave.frequency) / canvas.height;
    const [alongX, alongY] = [cosine(at(wave.direction)) * scale, sine(at(wave.direction)) * scale];
    const stepX = stepOf(alongX * step);
    const stepY = stepOf(alongY * step);
    const amplitude = Math.round(at(wave.amplitude) * 256);
    let rowPhase = (phaseOf(at(wave.phase)) + stepOf(alongY * offset)) | 0;
    let index = 0;
    for (let row = 0; row < rows; row += 1) {
      let phase = rowPhase;
      for (let column = 0; column < columns; column += 1) {
        const entry = phase >>> 20;
        const low = SINE_TABLE[entry]!;
        const value = low + (Math.imul(SINE_TABLE[entry + 1]! - low, (phase >>> 8) & 4095) >> 12);
        values[index] = values[index]! + (Math.imul(amplitude, value >> 2) >> 14);
        index += 1;
        phase = (phase + stepX) | 0;
      }
      rowPhase = (rowPhase + stepY) | 0;
    }
  }
}
