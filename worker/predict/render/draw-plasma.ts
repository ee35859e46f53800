import { valueAt, type PlasmaLayer, type PlasmaTerm, type Tone, type Track } from "../program.ts";
import { phaseOf, sineOf, stepOf } from "../sine.ts";
import type { Canvas, CanvasPlane } from "./canvas.ts";

interface Runner {
  stepX: number;
  stepY: number;
  phase: number;
  /** Turns in 1/2^16 for a warp of full swing. */
  bendX: number;
  bendY: number;
  /** In 1/2^14. */
  weight: number;
}

/** Replaces the canvas with bent sinusoids behind the palette, in 32-bit integers: the field has 16 fractional bits. */
export function drawPlasma(layer: PlasmaLayer, canvas: Canvas, frame: number): void {
  const at = (track: Track): number => valueAt(track, frame, canvas.frames);
  const scale = at(layer.scale) / canvas.height;
  const bends = layer.bends.map(at) as [number, number];
  const runner = (term: PlasmaTerm, bent: boolean): Runner => {
    const [alongX, alongY] = [at(term.alongX), at(term.alongY)];
    return {
      stepX: stepOf(alongX * scale),
      stepY: stepOf(alongY * scale),
      phase: phaseOf(at(term.phase)),
      bendX: bent ? Math.round(alongX * bends[0] * 65536) : 0,
      bendY: bent ? Math.round(alongY * bends[1] * 65536) : 0,
      weight: Math.round(at(term.weight) * 16384),
    };
  };
  const warps = layer.warps.map((warp) => runner(warp, false)) as [Runner, Runner];
  const terms = layer.terms.map((term) => runner(term, true));
  const tones = layer.tones.map((tone) => toneAt(tone, at));
  const [luma, u, v] = canvas.planes as [CanvasPlane, CanvasPlane, CanvasPlane];
  const field = new Int32Array(luma.columns);
  for (let row = 0; row < luma.rows; row += 1) {
    fillField(field, 1, row * 2, warps, terms);
    colour(field, luma, row, tones[0]!);
  }
  for (let row = 0; row < u.rows; row += 1) {
    // Chroma sits half a luma row below its even row.
    fillField(field.subarray(0, u.columns), 2, row * 4 + 1, warps, terms);
    colour(field, u, row, tones[1]!);
    colour(field, v, row, tones[2]!);
  }
}

const atRow = (runner: Runner, halfRows: number): number => (runner.phase + Math.imul(runner.stepY, halfRows >> 1) + (halfRows & 1 ? runner.stepY >> 1 : 0)) | 0;

/** Field values in 1/2^16 along one row; `halfRows` counts half luma rows from the top. */
function fillField(field: Int32Array, step: number, halfRows: number, [first, second]: [Runner, Runner], terms: Runner[]): void {
  let phaseA = atRow(first, halfRows);
  let phaseB = atRow(second, halfRows);
  const [stepA, stepB] = [Math.imul(first.stepX, step), Math.imul(second.stepX, step)];
  const phases = Int32Array.from(terms, (term) => atRow(term, halfRows));
  const count = terms.length;
  for (let column = 0; column < field.length; column += 1) {
    const a = sineOf(phaseA);
    const b = sineOf(phaseB);
    let sum = 0;
    for (let index = 0; index < count; index += 1) {
      const term = terms[index]!;
      const phase = phases[index]!;
      phases[index] = phase + Math.imul(term.stepX, step);
      sum = (sum + Math.imul(term.weight, sineOf((phase + Math.imul(term.bendX, a) + Math.imul(term.bendY, b)) | 0))) | 0;
    }
    field[column] = sum >> 14;
    phaseA = (phaseA + stepA) | 0;
    phaseB = (phaseB + stepB) | 0;
  }
}

interface ToneNow {
  base: number;
  slope: number;
  swing: number;
  rate: number;
  phase: number;
}

const toneAt = (tone: Tone, at: (track: Track) => number): ToneNow => ({
  base: Math.round(at(tone.base) * 256),
  slope: Math.round(at(tone.slope) * 64),
  swing: Math.round(at(tone.swing) * 256),
  rate: Math.round(at(tone.rate) * 4096),
  phase: phaseOf(at(tone.phase)),
});

function colour(field: Int32Array, { columns, values }: CanvasPlane, row: number, { base, slope, swing, rate, phase }: ToneNow): void {
  let index = row * columns;
  for (let column = 0; column < columns; column += 1) {
    const value = field[column]!;
    const wave = sineOf(((Math.imul(rate, value) << 4) + phase) | 0);
    values[index++] = base + (Math.imul(slope, value >> 2) >> 12) + (Math.imul(swing, wave >> 2) >> 14);
  }
}
