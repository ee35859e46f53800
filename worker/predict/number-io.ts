import { BitstreamError } from "#worker/codecs/errors.ts";
import { createContext, createNumberModel, readSigned, readUnsigned, writeSigned, writeUnsigned, type BitSink, type Context, type NumberModel, type RangeDecoder } from "#worker/entropy/index.ts";
import type { Track } from "./program.ts";

/** How a number is rounded and bounded: step 2^(exponent - precision), in the number's unit. */
export interface NumberSpec {
  /** Numbers of one name share their adaptive models. */
  name: string;
  exponent: number;
  min: number;
  max: number;
}

/**
 * One description of the format serves all three directions: `codeProgram` walks over a program with one of these, which
 * writes what it is given (rounded) or reads, and returns what the decoder will have.
 */
export interface NumberIo {
  /** A whole number of min to max. */
  integer(name: string, min: number, max: number, value?: number): number;
  flag(name: string, value?: boolean): boolean;
  number(spec: NumberSpec, value?: number): number;
  track(spec: NumberSpec, value?: Track): Track;
  readonly sink: BitSink | null;
  readonly source: RangeDecoder | null;
}

/** Adaptive models by name, made on first use and alike on both sides. */
function createModels(precision: number) {
  const numbers = new Map<string, NumberModel>();
  const flags = new Map<string, Context>();
  return {
    number(name: string, order: number): NumberModel {
      let model = numbers.get(name);
      if (!model) numbers.set(name, (model = createNumberModel(Math.min(15, Math.max(0, order)))));
      return model;
    },
    flag(name: string): Context {
      let context = flags.get(name);
      if (!context) flags.set(name, (context = createContext()));
      return context;
    },
    /** Values of about 1 (turns, heights, waves) take `precision` bits less the exponent; changes are an eighth of that. */
    orderOf: ({ exponent }: NumberSpec, change: boolean): number => precision - exponent - (change ? 4 : 1),
  };
}

const stepOfSpec = (spec: NumberSpec, precision: number): number => 2 ** (spec.exponent - precision);
const roundedTo = (value: number, spec: NumberSpec, step: number): number => {
  const [least, most] = [Math.ceil(spec.min / step), Math.floor(spec.max / step)];
  return Math.min(most, Math.max(least, Math.round(value / step)));
};

/** The next key as the last two lead to it; null for the first. */
const expected = (track: number[]): number | null => (track.length > 1 ? 2 * track.at(-1)! - track.at(-2)! : (track[0] ?? null));

/** Writes rounded numbers. `keys`: keyframes of the program, known before the first track. */
export function createNumberWriter(sink: BitSink, precision: number, keys: () => number): NumberIo {
  const models = createModels(precision);
  const put = (spec: NumberSpec, value: number | undefined, previous: number | null): number => {
    if (value === undefined || !Number.isFinite(value)) throw new RangeError(`The ${spec.name} of a layer is ${value}.`);
    const step = stepOfSpec(spec, precision);
    const whole = roundedTo(value, spec, step);
    const change = previous !== null;
    // "|| 0" drops the sign of -0, which no reader gives back.
    writeSigned(sink, models.number(`${spec.name}${change ? "'" : ""}`, models.orderOf(spec, change)), change ? whole - previous : whole);
    return whole;
  };
  const flag = (name: string, value?: boolean): boolean => {
    sink.bit(models.flag(name), value ? 1 : 0);
    return value === true;
  };
  return {
    sink,
    source: null,
    flag,
    integer(name, min, max, value) {
      if (value === undefined || !Number.isInteger(value) || value < min || value > max) throw new RangeError(`The ${name} is ${value}; ${min} to ${max} is possible.`);
      writeUnsigned(sink, models.number(name, 0), value - min);
      return value;
    },
    number: (spec, value) => put(spec, value, null) * stepOfSpec(spec, precision) || 0,
    track(spec, value) {
      if (!value || (value.length !== 1 && value.length !== keys())) throw new RangeError(`The ${spec.name} has ${value?.length} keys of ${keys()}.`);
      const step = stepOfSpec(spec, precision);
      const first = roundedTo(value[0]!, spec, step);
      const moves = keys() > 1 && flag(`${spec.name} moves`, value.some((key) => roundedTo(key, spec, step) !== first));
      const track: number[] = [];
      for (let key = 0; key < (moves ? value.length : 1); key += 1) track.push(put(spec, value[key], expected(track)));
      return track.map((whole) => whole * step || 0);
    },
  };
}

/** Reads what the writer wrote; out of bounds and beyond the end are errors. */
export function createNumberReader(source: RangeDecoder, precision: number, keys: () => number): NumberIo {
  const models = createModels(precision);
  const take = (spec: NumberSpec, previous: number | null): number => {
    const step = stepOfSpec(spec, precision);
    const change = previous !== null;
    const whole = readSigned(source, models.number(`${spec.name}${change ? "'" : ""}`, models.orderOf(spec, change))) + (previous ?? 0);
    if (source.exhausted) throw new BitstreamError(`The scene program ends inside a ${spec.name}.`);
    if (whole * step < spec.min || whole * step > spec.max) throw new BitstreamError(`A ${spec.name} of the scene program is ${whole * step}; ${spec.min} to ${spec.max} is possible.`);
    return whole;
  };
  const flag = (name: string): boolean => source.bit(models.flag(name)) === 1;
  return {
    sink: null,
    source,
    flag,
    integer(name, min, max) {
      const value = readUnsigned(source, models.number(name, 0)) + min;
      if (source.exhausted) throw new BitstreamError(`The scene program ends inside the ${name}.`);
      if (value > max) throw new BitstreamError(`The ${name} of the scene program is ${value}; ${min} to ${max} is possible.`);
      return value;
    },
    number: (spec) => take(spec, null) * stepOfSpec(spec, precision) || 0,
    track(spec) {
      const moves = keys() > 1 && flag(`${spec.name} moves`);
      const track: number[] = [];
      for (let key = 0; key < (moves ? keys() : 1); key += 1) track.push(take(spec, expected(track)));
      return track.map((whole) => whole * stepOfSpec(spec, precision) || 0);
    },
  };
}
