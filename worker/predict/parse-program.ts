import { BitstreamError } from "#worker/codecs/errors.ts";
import { createDecoder } from "#worker/entropy/index.ts";
import { codeProgram } from "./code-program.ts";
import { createNumberReader } from "./number-io.ts";
import { MAX_MULTIPLIES, MAX_PRECISION, MIN_PRECISION, type Geometry, type SceneProgram } from "./program.ts";
import { multipliesPerPixel } from "./render/multiplies-per-pixel.ts";

/**
 * Reads a scene program that anybody may have made, for a clip of known size and length.
 * @throws {BitstreamError} saying what is out of bounds or that the bytes end early; layers, keyframes, lattices and pictures
 * are bounded before anything is allocated for them (pictures together by six times the clip's picture), and the work of rendering by
 * `MAX_MULTIPLIES`.
 */
export function parseProgram(bytes: Uint8Array, geometry: Geometry): SceneProgram {
  const source = createDecoder(bytes);
  const precision = MIN_PRECISION + source.bits(4);
  const keys = 1 + source.bits(7);
  if (precision > MAX_PRECISION) throw new BitstreamError(`The scene program's precision is ${precision}; ${MAX_PRECISION} bits are possible.`);
  if (keys > geometry.frames) throw new BitstreamError(`The scene program has ${keys} keyframes for ${geometry.frames} frames.`);
  const program = codeProgram(createNumberReader(source, precision, () => keys), geometry, { precision, keys });
  if (source.exhausted) throw new BitstreamError("The scene program ends early.");
  const work = multipliesPerPixel(program, geometry.width / geometry.height);
  if (work > MAX_MULTIPLIES) throw new BitstreamError(`The scene program takes ${work} multiplications a sample to render; ${MAX_MULTIPLIES} are possible.`);
  if (source.left > 0) throw new BitstreamError(`${source.left} bytes follow the scene program.`);
  return program;
}
