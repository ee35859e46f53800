import type { Track } from "../program.ts";
import type { Readings } from "./frame-source.ts";
import { fitLinear } from "./solve.ts";

/** Values of the polynomial's terms at scattered places, from the picture's middle, in the order of `GradientLayer`. */
export function termsOf(x: Float64Array, y: Float64Array, aspect: number, degree: number): Float64Array[] {
  const terms: Float64Array[] = [];
  for (let total = 0; total <= degree; total += 1) {
    for (let j = 0; j <= total; j += 1) terms.push(x.map((value, at) => (value - aspect / 2) ** (total - j) * (y[at]! - 0.5) ** j));
  }
  return terms;
}

/**
 * Fits one plane as a polynomial of the least degree (0 to 3) that explains it, with keyed coefficients: least squares
 * for every frame, then a least-squares line through the keys' neighbourhood. Returns the error at the readings.
 */
export function fitGradientPlane({ frames, values, places }: Readings, plane: number, aspect: number, degree: number, keys: number): { coefficients: Track[]; rms: number } {
  const { x, y } = places[plane]!;
  const terms = termsOf(x, y, aspect, degree);
  const perFrame = values[plane]!.map((readings) => fitLinear(terms, readings)?.weights ?? new Float64Array(terms.length));
  const last = frames.at(-1)!;
  const hats = Array.from({ length: keys }, (_, key) => Float64Array.from(frames, (frame) => (keys < 2 || last === 0 ? 1 : Math.max(0, 1 - Math.abs((frame * (keys - 1)) / last - key)))));
  const coefficients = terms.map((_, term): Track => {
    const measured = Float64Array.from(perFrame, (weights) => weights[term]!);
    const fitted = fitLinear(hats, measured);
    return fitted ? Array.from(fitted.weights) : Array.from(hats, () => measured.reduce((sum, value) => sum + value, 0) / measured.length);
  });
  let squares = 0;
  frames.forEach((_, index) => {
    const now = coefficients.map((track) => track.reduce((sum, value, key) => sum + value * hats[key]![index]!, 0));
    values[plane]![index]!.forEach((value, at) => {
      const drawn = terms.reduce((sum, term, number) => sum + term[at]! * now[number]!, 0);
      squares += (value - drawn) ** 2;
    });
  });
  return { coefficients, rms: Math.sqrt(squares / (frames.length * x.length)) };
}
