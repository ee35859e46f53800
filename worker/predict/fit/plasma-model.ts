import { PLASMA_TERMS, PLASMA_WARPS, PLASMA_WEIGHT } from "../code-program.ts";
import type { PlasmaLayer, PlasmaTerm, Tone, Track } from "../program.ts";
import type { Places } from "./frame-source.ts";
import type { Freedom, PointModel } from "./fit-tracks.ts";

const TURN = 2 * Math.PI;
export const WARPS = PLASMA_WARPS.length;
export const TERMS = PLASMA_TERMS.length;
/** scale, two bends; then alongX, alongY, phase of each warp; then alongX, alongY, weight, phase of each term. */
export const FIELD_PARAMETERS = 3 + 3 * WARPS + 4 * TERMS;
const TONE_PARAMETERS = 5;
/** Field and three tones of base, slope, swing, rate, phase. */
export const PLASMA_PARAMETERS = FIELD_PARAMETERS + 3 * TONE_PARAMETERS;

export const warpAt = (warp: number): number => 3 + 3 * warp;
export const termAt = (term: number): number => 3 + 3 * WARPS + 4 * term;
export const toneAt = (plane: number): number => FIELD_PARAMETERS + TONE_PARAMETERS * plane;

/** Field parameters of the classic form, all phases 0. */
export function classicField(scale: number, bend: number): Float64Array {
  const q = new Float64Array(FIELD_PARAMETERS);
  q.set([scale, bend, bend]);
  PLASMA_WARPS.forEach(([x, y], warp) => q.set([x, y, 0], warpAt(warp)));
  PLASMA_TERMS.forEach(([x, y], term) => q.set([x, y, PLASMA_WEIGHT, 0], termAt(term)));
  return q;
}

/** Value of the bent field at a place in picture heights. */
export function fieldAt(q: Float64Array, x: number, y: number): number {
  const [scaledX, scaledY] = [q[0]! * x, q[0]! * y];
  const bentX = scaledX + q[1]! * Math.sin(TURN * (q[3]! * scaledX + q[4]! * scaledY + q[5]!));
  const bentY = scaledY + q[2]! * Math.sin(TURN * (q[6]! * scaledX + q[7]! * scaledY + q[8]!));
  let sum = 0;
  for (let term = 0; term < TERMS; term += 1) {
    const at = termAt(term);
    sum += q[at + 2]! * Math.sin(TURN * (q[at]! * bentX + q[at + 1]! * bentY + q[at + 3]!));
  }
  return sum;
}

/** A point model whose derivatives are differences; `free` parameters only. */
function differenced(parameters: number, places: number, free: readonly Freedom[], fill: (q: Float64Array, out: Float64Array) => void): Pick<PointModel, "parameters" | "places" | "evaluate"> {
  const moved = new Float64Array(places);
  const STEP = 1e-5;
  return {
    parameters,
    places,
    evaluate(q, out, jacobian) {
      fill(q, out);
      if (!jacobian) return;
      const shifted = Float64Array.from(q);
      for (let parameter = 0; parameter < parameters; parameter += 1) {
        if (free[parameter] === "fixed") continue;
        shifted[parameter] = q[parameter]! + STEP;
        fill(shifted, moved);
        shifted[parameter] = q[parameter]!;
        for (let at = 0; at < places; at += 1) jacobian[at * parameters + parameter] = (moved[at]! - out[at]!) / STEP;
      }
    },
  };
}

/** The angle of a cyclic palette over the field: gain and offset follow the field's parameters. Differences are cyclic. */
export function angleModel({ x, y }: Pick<Places, "x" | "y">, free: readonly Freedom[], cyclic: boolean): PointModel {
  const model = differenced(FIELD_PARAMETERS + 2, x.length, free, (q, out) => {
    for (let at = 0; at < x.length; at += 1) out[at] = q[FIELD_PARAMETERS]! * fieldAt(q, x[at]!, y[at]!) + q[FIELD_PARAMETERS + 1]!;
  });
  return cyclic ? { ...model, difference: (value) => value - Math.round(value) } : model;
}

/** All three planes behind their tones; places of the planes one after the other. */
export function colourModel(places: Places[], free: readonly Freedom[]): PointModel {
  const count = places.reduce((sum, { x }) => sum + x.length, 0);
  return differenced(PLASMA_PARAMETERS, count, free, (q, out) => {
    let next = 0;
    for (const { plane, x, y } of places) {
      const tone = toneAt(plane);
      const [base, slope, swing, rate, phase] = [q[tone]!, q[tone + 1]!, q[tone + 2]!, q[tone + 3]!, q[tone + 4]!];
      for (let at = 0; at < x.length; at += 1) {
        const value = fieldAt(q, x[at]!, y[at]!);
        const colour = base + slope * value + swing * Math.sin(TURN * (rate * value + phase));
        // Limited range, as the renderer has it: bright palettes are cut off at 235.
        out[next++] = colour < 16 ? 16 : colour > 235 ? 235 : colour;
      }
    }
  });
}

/**
 * What may change: phases over time, the rest stands still. Directions of warps and terms stay as the classic form has
 * them unless `bent`; one weight stays, because palette and field could trade their scale.
 */
export function plasmaFreedoms(extra: number, bent: boolean, warped = true): Freedom[] {
  const shape: Freedom = bent ? "constant" : "fixed";
  const field: Freedom[] = ["constant", "constant", "constant"];
  for (let warp = 0; warp < WARPS; warp += 1) field.push(shape, shape, "keyed");
  for (let term = 0; term < TERMS; term += 1) field.push(shape, shape, warped && term > 0 ? "constant" : "fixed", "keyed");
  return [...field, ...new Array<Freedom>(extra).fill("constant")];
}

/** Program layer of fitted tracks, [parameter][key]. */
export function plasmaLayerOf(tracks: Track[]): PlasmaLayer {
  const track = (index: number): Track => tracks[index]!;
  const warp = (index: number): PlasmaTerm => ({ alongX: track(warpAt(index)), alongY: track(warpAt(index) + 1), weight: [1], phase: track(warpAt(index) + 2) });
  const term = (index: number): PlasmaTerm => ({ alongX: track(termAt(index)), alongY: track(termAt(index) + 1), weight: track(termAt(index) + 2), phase: track(termAt(index) + 3) });
  const tone = (plane: number): Tone => {
    const at = toneAt(plane);
    return { base: track(at), slope: track(at + 1), swing: track(at + 2), rate: track(at + 3), phase: track(at + 4) };
  };
  return {
    kind: "plasma",
    scale: track(0),
    bends: [track(1), track(2)],
    warps: [warp(0), warp(1)],
    terms: Array.from({ length: TERMS }, (_, index) => term(index)),
    tones: [tone(0), tone(1), tone(2)],
  };
}
