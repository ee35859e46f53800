import { createBitCounter, createEncoder, type BitSink } from "#worker/entropy/index.ts";
import { codeProgram } from "./code-program.ts";
import { createNumberWriter } from "./number-io.ts";
import { MAX_KEYS, MAX_MULTIPLIES, MAX_PRECISION, MIN_PRECISION, type Geometry, type Layer, type SceneProgram } from "./program.ts";
import { multipliesPerPixel } from "./render/multiplies-per-pixel.ts";

function writeTo(sink: BitSink, program: SceneProgram, geometry: Geometry): SceneProgram {
  const { precision, keys } = program;
  sink.bits(precision - MIN_PRECISION, 4);
  sink.bits(keys - 1, 7);
  return codeProgram(createNumberWriter(sink, precision, () => keys), geometry, { precision, keys }, program);
}

function checkHeader({ precision, keys }: Pick<SceneProgram, "precision" | "keys">): void {
  if (!Number.isInteger(precision) || precision < MIN_PRECISION || precision > MAX_PRECISION) throw new RangeError(`precision ${precision} is not one of ${MIN_PRECISION} to ${MAX_PRECISION}`);
  if (!Number.isInteger(keys) || keys < 1 || keys > MAX_KEYS) throw new RangeError(`${keys} keyframes: 1 to ${MAX_KEYS} are possible`);
}

/**
 * The program's bytes: 4 bits precision, 7 bits keyframes, then the layers (`codeProgram`). A program that
 * `quantiseProgram` rounded comes back from `parseProgram` exactly.
 */
export function writeProgram(program: SceneProgram, geometry: Geometry): Uint8Array {
  checkHeader(program);
  const encoder = createEncoder();
  writeTo(encoder, program, geometry);
  return encoder.finish();
}

/**
 * The program section of a file at one operating point: what `createSceneRenderer` reads, and the program as rounded for it.
 * @param precision bits after the point, MIN_PRECISION to MAX_PRECISION. `plateStep`: the quantiser step of plate and paint
 * (1 to 255), if it shall not follow the precision.
 * @throws {RangeError} for another precision, and for a program that no decoder accepts: more keyframes than frames, or too much work.
 */
export function programSection(program: SceneProgram, { precision, plateStep }: { precision: number; plateStep?: number | undefined }, { width, height, frames }: Geometry): { program: SceneProgram; bytes: Uint8Array } {
  if (program.keys > frames) throw new RangeError(`${program.keys} keyframes for ${frames} frames`);
  const rounded = quantiseProgram(program, precision, plateStep);
  const work = multipliesPerPixel(rounded, width / height);
  if (work > MAX_MULTIPLIES) throw new RangeError(`the program takes ${work} multiplications a sample; ${MAX_MULTIPLIES} are possible`);
  return { program: rounded, bytes: writeProgram(rounded, { width, height, frames }) };
}

/**
 * Rounds a fitted program to a precision (6 to 16 bits after the point), which makes an operating point of it. Pictures are
 * coded anew: their quantiser step doubles with every bit less than the fitted program's precision.
 * @param pictureStep the quantiser step of pictures (1 to 255), if it shall not follow the precision.
 */
export function quantiseProgram(program: SceneProgram, precision: number, pictureStep?: number): SceneProgram {
  checkHeader({ precision, keys: program.keys });
  const factor = 2 ** (program.precision - precision);
  const layers = program.layers.map((layer): Layer => {
    if (layer.kind !== "plate" && layer.kind !== "sprite") return layer;
    const step = Math.min(255, Math.max(1, Math.round(pictureStep ?? layer.picture.step * factor)));
    return { ...layer, picture: { ...layer.picture, step, coefficients: step === layer.picture.step ? layer.picture.coefficients : null } };
  });
  // Bounds of pictures are the parser's; what is rounded here was made for this clip.
  return writeTo(createBitCounter(), { ...program, precision, layers }, { width: 3840, height: 2160, frames: program.keys });
}
