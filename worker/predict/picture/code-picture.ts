import { BitstreamError } from "#worker/codecs/errors.ts";
import { createContexts, createNumberModel, createSymbolModel, readSymbol, readUnsigned, writeSymbol, writeUnsigned, type BitSink, type RangeDecoder } from "#worker/entropy/index.ts";
import type { NumberIo } from "../number-io.ts";
import { blockCount, planeShapes, type Picture, type PlaneShape } from "./picture.ts";
import { quantisePicture, reconstructPicture } from "./quantise-picture.ts";
import { ZIGZAG } from "./transform-block.ts";

const NEIGHBOURHOODS = 8;
const MAX_LEVEL = 4095;
/** Zigzag position by place in the block. */
const POSITION = new Uint8Array(64);
ZIGZAG.forEach((place, position) => (POSITION[place] = position));

/** Adaptive models of one plane type (luma, chroma). */
function createModels() {
  return {
    /** Coefficients up to the last that is not 0, by the mean of the blocks to the left and above. */
    length: Array.from({ length: NEIGHBOURHOODS }, () => createSymbolModel(7, 120)),
    zero: createContexts(64 * NEIGHBOURHOODS, 120),
    one: createContexts(NEIGHBOURHOODS * 4, 120),
    rest: Array.from({ length: NEIGHBOURHOODS }, () => createNumberModel(0, 120)),
    dc: createNumberModel(2, 120),
    dcSign: createContexts(1),
  };
}
type Models = ReturnType<typeof createModels>;

/** Either side of the coding of one block; the same walk writes and reads. */
interface Port {
  symbol(model: Models["length"][number], value: number): number;
  bit(context: Models["zero"][number], value: number): number;
  number(model: Models["dc"], value: number): number;
  bypass(value: number): number;
  check(): void;
}

const writing = (sink: BitSink): Port => ({
  symbol: (model, value) => (writeSymbol(sink, model, value), value),
  bit: (context, value) => (sink.bit(context, value), value),
  number: (model, value) => (writeUnsigned(sink, model, value), value),
  bypass: (value) => (sink.bypass(value), value),
  check: () => {},
});

const reading = (source: RangeDecoder): Port => ({
  symbol: (model) => readSymbol(source, model),
  bit: (context) => source.bit(context),
  number: (model) => readUnsigned(source, model),
  bypass: () => source.bypass(),
  check: () => {
    if (source.exhausted) throw new BitstreamError("The scene program ends inside a picture.");
  },
});

/**
 * Codes a picture of a known size: quantises and writes the one that is given (or its stored coefficients), or reads one.
 * Returns what the decoder sees.
 * @throws {BitstreamError} when the bytes end early or a level is out of bounds.
 */
export function codePicture(io: NumberIo, size: Pick<Picture, "width" | "height" | "step">, given?: Picture): Picture {
  const shapes = planeShapes(size.width, size.height);
  const coefficients = given ? (given.coefficients ?? quantisePicture({ ...size, samples: given.samples })) : new Int16Array(blockCount(shapes) * 64);
  const port = io.sink ? writing(io.sink) : reading(io.source!);
  const models = [createModels(), createModels()] as const;
  shapes.forEach((shape, plane) => codePlane(port, models[plane === 0 ? 0 : 1], shape, coefficients));
  return { ...size, coefficients, samples: reconstructPicture(size, coefficients) };
}

function codePlane(port: Port, models: Models, shape: PlaneShape, levels: Int16Array): void {
  const lengths = new Uint8Array(shape.columns * shape.rows);
  for (let row = 0; row < shape.rows; row += 1) {
    for (let column = 0; column < shape.columns; column += 1) {
      const block = row * shape.columns + column;
      const at = (shape.firstBlock + block) * 64;
      const left = column > 0 ? at - 64 : -1;
      const above = row > 0 ? at - 64 * shape.columns : -1;
      codeDc(port, models, levels, at, left, above);
      const around = (left >= 0 ? lengths[block - 1]! : 0) + (above >= 0 ? lengths[block - shape.columns]! : 0);
      const known = around * (left >= 0 && above >= 0 ? 1 : 2);
      let length = 63;
      while (length > 0 && levels[at + length] === 0) length -= 1;
      length = port.symbol(models.length[bucket(known >> 2)]!, length);
      if (length > 63) throw new BitstreamError("A block of the scene program's picture is too long.");
      lengths[block] = length;
      for (let n = 1; n <= length; n += 1) codeLevel(port, models, levels, at, n, n === length, left, above);
    }
    port.check();
  }
}

/** Steps of about a factor of 1.5: 0, 1, 2, 3-4, 5-7, 8-12, 13-20, more. */
const bucket = (sum: number): number => (sum < 3 ? sum : sum < 5 ? 3 : sum < 8 ? 4 : sum < 13 ? 5 : sum < 21 ? 6 : 7);

function codeDc(port: Port, models: Models, levels: Int16Array, at: number, left: number, above: number): void {
  const a = left >= 0 ? levels[left]! : above >= 0 ? levels[above]! : 0;
  const b = above >= 0 ? levels[above]! : a;
  const c = left >= 0 && above >= 0 ? levels[above - 64]! : a;
  // The median edge detector of LOCO-I (JPEG-LS).
  const guess = c >= Math.max(a, b) ? Math.min(a, b) : c <= Math.min(a, b) ? Math.max(a, b) : a + b - c;
  const difference = levels[at]! - guess;
  const magnitude = port.number(models.dc, Math.abs(difference));
  const negative = magnitude > 0 ? port.bit(models.dcSign[0]!, difference < 0 ? 1 : 0) : 0;
  store(levels, at, guess + (negative ? -magnitude : magnitude));
}

function store(levels: Int16Array, at: number, level: number): void {
  if (level < -MAX_LEVEL || level > MAX_LEVEL) throw new BitstreamError(`A level of the scene program's picture is ${level}.`);
  levels[at] = level;
}

function codeLevel(port: Port, models: Models, levels: Int16Array, at: number, n: number, last: boolean, left: number, above: number): void {
  const place = ZIGZAG[n]!;
  const size = (index: number): number => Math.abs(levels[index]!);
  let sum = 0;
  if (place & 7) sum += size(at + POSITION[place - 1]!) * (place - 1 === 0 ? 0 : 2);
  if (place > 7) sum += size(at + POSITION[place - 8]!) * (place - 8 === 0 ? 0 : 2);
  if (place & 7 && place > 15) sum += size(at + POSITION[place - 9]!);
  if (left >= 0) sum += 2 * size(left + n);
  if (above >= 0) sum += 2 * size(above + n);
  const around = bucket(sum >> 1);
  const level = levels[at + n]!;
  // The last coefficient is not 0: its flag is known.
  if (!last && !port.bit(models.zero[n * NEIGHBOURHOODS + around]!, level !== 0 ? 1 : 0)) {
    levels[at + n] = 0;
    return;
  }
  let magnitude = 1 + port.bit(models.one[around * 4 + (n < 4 ? 0 : n < 10 ? 1 : n < 28 ? 2 : 3)]!, Math.abs(level) > 1 ? 1 : 0);
  if (magnitude > 1) magnitude += port.number(models.rest[around]!, Math.abs(level) - 2);
  store(levels, at + n, port.bypass(level < 0 ? 1 : 0) ? -magnitude : magnitude);
}
