import { createContext, createContexts, type Context } from "./context.ts";
import type { BitSink } from "./range-encoder.ts";
import type { BitSource } from "./range-decoder.ts";

/*
 * Numbers as binary decisions. Every write has its read; both take a model, which holds the adaptive state, and which both
 * sides make with the same arguments.
 */

/** Largest number: 2^30 - 1. Readers give at most 2^31 - 1 from damaged bytes: check bounds before you allocate. */
export const MAX_NUMBER = 2 ** 30 - 1;
const MAX_PREFIX = 30;

/** Exp-Golomb with adaptive prefix, sign and leading suffix bits. */
export interface NumberModel {
  readonly order: number;
  readonly prefix: Context[];
  /** First suffix bit by prefix length: the slope of the distribution inside a bucket. */
  readonly suffix: Context[];
  readonly sign: Context;
}

/** order: 0..15, the bits always sent; 0 suits numbers that are mostly 0 or 1. limit: memory of the contexts. */
export function createNumberModel(order = 0, limit?: number): NumberModel {
  return { order, prefix: createContexts(MAX_PREFIX + 1, limit), suffix: createContexts(MAX_PREFIX + 1, limit), sign: createContext(limit) };
}

/** @throws {RangeError} for anything but an integer of 0..MAX_NUMBER. */
export function writeUnsigned(sink: BitSink, model: NumberModel, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value > MAX_NUMBER) throw new RangeError(`${value} is not a number of 0 to ${MAX_NUMBER}.`);
  const shifted = Math.floor(value / 2 ** model.order) + 1;
  const length = 31 - Math.clz32(shifted);
  for (let at = 0; at < length; at += 1) sink.bit(model.prefix[at] as Context, 1);
  if (length < MAX_PREFIX - model.order) sink.bit(model.prefix[length] as Context, 0);
  if (length > 0) {
    sink.bit(model.suffix[length] as Context, (shifted >>> (length - 1)) & 1);
    sink.bits(shifted, length - 1);
  }
  sink.bits(value, model.order);
}

export function readUnsigned(source: BitSource, model: NumberModel): number {
  let length = 0;
  while (length < MAX_PREFIX - model.order && source.bit(model.prefix[length] as Context)) length += 1;
  let shifted = 1;
  if (length > 0) shifted = (((1 << 1) | source.bit(model.suffix[length] as Context)) << (length - 1)) | source.bits(length - 1);
  return (shifted - 1) * 2 ** model.order + source.bits(model.order);
}

/** Magnitude, then the sign of what is not 0. */
export function writeSigned(sink: BitSink, model: NumberModel, value: number): void {
  writeUnsigned(sink, model, Math.abs(value));
  if (value !== 0) sink.bit(model.sign, value < 0 ? 1 : 0);
}

export function readSigned(source: BitSource, model: NumberModel): number {
  const magnitude = readUnsigned(source, model);
  return magnitude !== 0 && source.bit(model.sign) ? -magnitude : magnitude;
}

/** Symbols of a fixed number of bits, each bit in the context of the bits before it: learns any distribution. */
export interface SymbolModel {
  readonly bits: number;
  readonly nodes: Context[];
}

/** bits: 1..12, for symbols of 0 to 2^bits - 1. */
export function createSymbolModel(bits: number, limit?: number): SymbolModel {
  return { bits, nodes: createContexts(1 << bits, limit) };
}

/** @throws {RangeError} for a symbol out of bounds. */
export function writeSymbol(sink: BitSink, model: SymbolModel, symbol: number): void {
  if (!Number.isInteger(symbol) || symbol < 0 || symbol >= 1 << model.bits) throw new RangeError(`${symbol} does not fit ${model.bits} bits.`);
  let node = 1;
  for (let at = model.bits - 1; at >= 0; at -= 1) {
    const bit = (symbol >>> at) & 1;
    sink.bit(model.nodes[node] as Context, bit);
    node = (node << 1) | bit;
  }
}

export function readSymbol(source: BitSource, model: SymbolModel): number {
  let node = 1;
  for (let at = 0; at < model.bits; at += 1) node = (node << 1) | source.bit(model.nodes[node] as Context);
  return node - (1 << model.bits);
}

/** Golomb-Rice whose parameter follows the mean of what was coded, as in JPEG-LS (ITU-T T.87, A.5): for spreads that change. */
export interface GolombModel {
  sum: number;
  count: number;
  readonly first: Context[];
  readonly quotient: NumberModel;
  readonly sign: Context;
}

const GOLOMB_MEMORY = 64;
const GOLOMB_ORDERS = 24;

/** mean: of the magnitudes, as a first guess. */
export function createGolombModel(mean = 1, limit?: number): GolombModel {
  return { sum: Math.max(1, Math.round(mean * 2)), count: 2, first: createContexts(GOLOMB_ORDERS, limit), quotient: createNumberModel(0, limit), sign: createContext(limit) };
}

/** @throws {RangeError} for anything but an integer of -MAX_NUMBER..MAX_NUMBER. */
export function writeGolomb(sink: BitSink, model: GolombModel, value: number): void {
  const magnitude = Math.abs(value);
  if (!Number.isInteger(value) || magnitude > MAX_NUMBER) throw new RangeError(`${value} is not a number of at most ${MAX_NUMBER}.`);
  const order = golombOrder(model);
  const quotient = magnitude >>> order;
  // The first decision is made per order, because each order has another share of small quotients.
  sink.bit(model.first[order] as Context, quotient > 0 ? 1 : 0);
  if (quotient > 0) writeUnsigned(sink, model.quotient, quotient - 1);
  sink.bits(magnitude, order);
  if (magnitude !== 0) sink.bit(model.sign, value < 0 ? 1 : 0);
  adapt(model, magnitude);
}

export function readGolomb(source: BitSource, model: GolombModel): number {
  const order = golombOrder(model);
  const quotient = source.bit(model.first[order] as Context) ? readUnsigned(source, model.quotient) + 1 : 0;
  const magnitude = Math.min(2 ** 31 - 1, quotient * 2 ** order + source.bits(order));
  adapt(model, magnitude);
  return magnitude !== 0 && source.bit(model.sign) ? -magnitude : magnitude;
}

function golombOrder({ sum, count }: GolombModel): number {
  let order = 0;
  while (order < GOLOMB_ORDERS - 1 && count * 2 ** (order + 1) <= sum) order += 1;
  return order;
}

function adapt(model: GolombModel, magnitude: number): void {
  model.sum += magnitude;
  model.count += 1;
  if (model.count >= GOLOMB_MEMORY) {
    model.sum = Math.max(1, Math.floor(model.sum / 2));
    model.count = GOLOMB_MEMORY / 2;
  }
}
