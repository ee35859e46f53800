import { BitstreamError } from "#worker/codecs/errors.ts";
import { createBitCounter, createContexts, createDecoder, createEncoder, createNumberModel, readSigned, readUnsigned, writeSigned, writeUnsigned, type BitSink, type BitSource, type Context } from "#worker/entropy/index.ts";
import { ACTIVITY_CODES, classGrid } from "./classify.ts";
import { coefficientCount, coefficientLimit, MODE, PLANES, switchGrid, type Geometry, type PlaneFilters, type PlaneName, type WienerParameters } from "./parameters.ts";
import { chromaRings, lumaRings, RINGS } from "./shape.ts";

/*
 * One range-coded stream: 14 plain bits (classes 2, taps 2, clipped 1, coefficient bits 3, block size 2, planes 3, temporal 1),
 * thresholds as differences, then for each plane the classes' filters, the coefficients, the frames' modes and the maps.
 */

const CLASSES = [1, 4, 16, 64] as const;
const TAPS = ["diamond5", "diamond7", "diamond9", "star9"] as const;
const BLOCK_SIZES = [0, 16, 32, 64] as const;
const LEAST_BITS = 6;
const MOST_BITS = 10;
/** On/off blocks of all frames together; bounds what a small file can make a reader allocate. */
export const MAX_SWITCHES = 2 ** 24;

/** The restoration section of the file. */
export function writeWiener(parameters: WienerParameters, geometry: Geometry): Uint8Array {
  const encoder = createEncoder();
  writeSection(encoder, parameters, geometry, (writeModes) => writeModes());
  return encoder.finish();
}

/**
 * What a section of `bytes` bytes spends on weights (settings, thresholds, classes, coefficients) and on maps (the frames' modes, the
 * blocks' switches): shares of its exact bits, the maps' rounded to whole bytes and the weights what is left, so that both sum to `bytes`.
 */
export function wienerParts(parameters: WienerParameters, geometry: Geometry, bytes: number): { weights: number; maps: number } {
  const counter = createBitCounter();
  let maps = 0;
  writeSection(counter, parameters, geometry, (writeModes) => {
    const before = counter.total;
    writeModes();
    maps += counter.total - before;
  });
  const share = Math.round((bytes * maps) / counter.total);
  return { weights: bytes - share, maps: share };
}

function writeSection(encoder: BitSink, parameters: WienerParameters, geometry: Geometry, aroundModes: (writeModes: () => void) => void): void {
  const { classes, taps, clipped, temporal, coefficientBits, blockSize, thresholds, planes } = parameters;
  encoder.bits(CLASSES.indexOf(classes), 2);
  encoder.bits(TAPS.indexOf(taps), 2);
  encoder.bypass(clipped ? 1 : 0);
  encoder.bits(coefficientBits - LEAST_BITS, 3);
  encoder.bits(BLOCK_SIZES.indexOf(blockSize), 2);
  for (const name of PLANES) encoder.bypass(planes[name] ? 1 : 0);
  encoder.bypass(temporal ? 1 : 0);
  const steps = createNumberModel(2);
  thresholds.forEach((value, at) => writeUnsigned(encoder, steps, value - (thresholds[at - 1] ?? 0)));
  for (const name of PLANES) {
    const filters = planes[name];
    if (!filters) continue;
    const models = planeModels();
    writeFilters(encoder, filters, models, ringsOf(name, parameters));
    aroundModes(() => writeModes(encoder, filters, models, name === "y" && blockSize > 0, switchGrid(geometry, blockSize).columns));
  }
}

/**
 * Reads a restoration section that anybody may have made.
 * @param geometry of the file's header, checked by its reader.
 * @throws {BitstreamError} saying what is wrong.
 */
export function parseWiener(bytes: Uint8Array, geometry: Geometry): WienerParameters {
  const decoder = createDecoder(bytes);
  const classes = CLASSES[decoder.bits(2)] as (typeof CLASSES)[number];
  const taps = TAPS[decoder.bits(2)] as (typeof TAPS)[number];
  const clipped = decoder.bypass() === 1;
  const coefficientBits = decoder.bits(3) + LEAST_BITS;
  if (coefficientBits > MOST_BITS) throw new BitstreamError(`The restoration's coefficients have ${coefficientBits} bits; ${MOST_BITS} is the most.`);
  const blockSize = BLOCK_SIZES[decoder.bits(2)] as (typeof BLOCK_SIZES)[number];
  const present = PLANES.filter(() => decoder.bypass() === 1);
  const temporal = decoder.bypass() === 1;
  const steps = createNumberModel(2);
  const thresholds: number[] = [];
  for (let at = 1; at < classGrid(classes).levels; at += 1) {
    const value = (thresholds.at(-1) ?? 0) + readUnsigned(decoder, steps);
    if (value >= ACTIVITY_CODES) throw new BitstreamError("The restoration's thresholds are out of bounds.");
    thresholds.push(value);
  }
  const shape = { classes, taps, clipped, temporal, coefficientBits, blockSize, thresholds };
  const planes: WienerParameters["planes"] = {};
  for (const name of present) planes[name] = readPlane(decoder, name, shape, geometry, () => decoder.exhausted);
  if (decoder.exhausted) throw new BitstreamError("The restoration section is truncated.");
  if (decoder.left > 0) throw new BitstreamError(`${decoder.left} bytes follow the restoration.`);
  return { ...shape, planes };
}

const ringsOf = (name: PlaneName, { taps, clipped, temporal }: Pick<WienerParameters, "taps" | "clipped" | "temporal">): number[] => (name === "y" ? lumaRings(taps, clipped, temporal) : chromaRings(temporal));

function planeModels() {
  return {
    isNew: createContexts(1),
    rings: Array.from({ length: RINGS }, () => createNumberModel(0)),
    on: createContexts(2),
    map: createContexts(2),
    blocks: switchContexts(),
  };
}

/** On/off of a block in the context of its neighbours to the left and above. */
export const switchContexts = (): Context[] => createContexts(3, 120);
export const switchContext = (contexts: Context[], map: Uint8Array, at: number, columns: number): Context =>
  contexts[(at % columns > 0 ? (map[at - 1] as number) : 1) + (at >= columns ? (map[at - columns] as number) : 1)] as Context;

function bitsFor(count: number): number {
  return 32 - Math.clz32(count);
}

function writeFilters(sink: BitSink, { filterOf, filters }: PlaneFilters, models: ReturnType<typeof planeModels>, rings: number[]): void {
  let known = 0;
  for (const filter of filterOf) {
    const isNew = filter === known + 1;
    sink.bit(models.isNew[0] as Context, isNew ? 1 : 0);
    if (isNew) known += 1;
    else sink.bits(filter, bitsFor(known));
  }
  for (const coefficients of filters) {
    coefficients.forEach((value, at) => writeSigned(sink, models.rings[rings[at] as number] as ReturnType<typeof createNumberModel>, value));
  }
}

function writeModes(sink: BitSink, { modes, maps }: PlaneFilters, models: ReturnType<typeof planeModels>, switched: boolean, columns: number): void {
  let before = MODE.on as number;
  let next = 0;
  for (const mode of modes) {
    sink.bit(models.on[before === MODE.off ? 0 : 1] as Context, mode === MODE.off ? 0 : 1);
    if (switched && mode !== MODE.off) sink.bit(models.map[before === MODE.map ? 1 : 0] as Context, mode === MODE.map ? 1 : 0);
    if (mode === MODE.map) {
      const map = maps[next++] as Uint8Array;
      map.forEach((bit, at) => sink.bit(switchContext(models.blocks, map, at, columns), bit));
    }
    before = mode;
  }
}

function readPlane(source: BitSource, name: PlaneName, shape: Omit<WienerParameters, "planes">, geometry: Geometry, exhausted: () => boolean): PlaneFilters {
  const models = planeModels();
  const switched = name === "y" && shape.blockSize > 0;
  let known = 0;
  const filterOf = Uint8Array.from({ length: shape.classes }, () => {
    if (source.bit(models.isNew[0] as Context)) return (known += 1);
    const filter = source.bits(bitsFor(known));
    if (filter > known) throw new BitstreamError("The restoration names a filter that it does not have.");
    return filter;
  });
  const rings = ringsOf(name, shape);
  const limit = coefficientLimit(shape.coefficientBits);
  const filters = Array.from({ length: known }, () =>
    Int16Array.from({ length: coefficientCount(name, shape) }, (_, at) => {
      const value = readSigned(source, models.rings[rings[at] as number] as ReturnType<typeof createNumberModel>);
      if (Math.abs(value) > limit) throw new BitstreamError("A coefficient of the restoration is out of bounds.");
      return value;
    }),
  );
  const { columns, rows } = switchGrid(geometry, shape.blockSize);
  const modes = new Uint8Array(geometry.frames);
  const maps: Uint8Array[] = [];
  let before = MODE.on as number;
  for (let frame = 0; frame < geometry.frames; frame += 1) {
    let mode: number = source.bit(models.on[before === MODE.off ? 0 : 1] as Context) ? MODE.on : MODE.off;
    if (switched && mode === MODE.on && source.bit(models.map[before === MODE.map ? 1 : 0] as Context)) mode = MODE.map;
    if (mode === MODE.map) {
      if (exhausted()) throw new BitstreamError("The restoration section is truncated.");
      if ((maps.length + 1) * columns * rows > MAX_SWITCHES) throw new BitstreamError("The restoration's maps are too large.");
      const map = new Uint8Array(columns * rows);
      for (let at = 0; at < map.length; at += 1) map[at] = source.bit(switchContext(models.blocks, map, at, columns));
      maps.push(map);
    }
    modes[frame] = mode;
    before = mode;
  }
  return { filterOf, filters, modes, maps };
}
