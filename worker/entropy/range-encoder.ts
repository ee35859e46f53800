import { learn, PROBABILITY_BITS, type Context } from "./context.ts";

/** Where bits go: the range encoder, or a counter that only tells what they would cost. */
export interface BitSink {
  /** One bit (0, or anything else for 1) with an adaptive probability. */
  bit(context: Context, bit: number): void;
  /** One bit of probability 1/2. */
  bypass(bit: number): void;
  /** The lowest `count` (0..31) bits of value, the highest first, each of probability 1/2. */
  bits(value: number, count: number): void;
}

export interface RangeEncoder extends BitSink {
  /** Ends the stream. Up to four zero bytes at the end are left out: the decoder reads zeros there. Nothing may be written after. */
  finish(): Uint8Array;
}

/** Bytes of look-ahead of the decoder, and so the zeros that a stream may leave out. */
export const LOOKAHEAD_BYTES = 4;
const TOP = 2 ** 24;
const CARRY = 2 ** 32;

/**
 * Binary range coder with carry propagation, as in LZMA (Igor Pavlov's specification, "Range Decoder"; without its first byte,
 * which is always 0), with 15-bit adaptive probabilities. The end costs about a byte.
 */
export function createEncoder(): RangeEncoder {
  let bytes = new Uint8Array(256);
  let length = 0;
  let low = 0;
  let range = CARRY - 1;
  // The byte that a carry may still change, and the 0xff bytes after it. -1: the first byte of LZMA, not written.
  let cache = -1;
  let pending = 0;

  function push(byte: number): void {
    if (length === bytes.length) {
      const grown = new Uint8Array(2 * length);
      grown.set(bytes);
      bytes = grown;
    }
    bytes[length++] = byte;
  }

  function shift(): void {
    const carry = low >= CARRY ? 1 : 0;
    if (low < 0xff000000 || carry) {
      if (cache >= 0) push((cache + carry) & 255);
      for (; pending > 0; pending -= 1) push((255 + carry) & 255);
      cache = Math.floor(low / TOP) & 255;
    } else pending += 1;
    low = (low % TOP) * 256;
  }

  function bypass(bit: number): void {
    range >>>= 1;
    if (bit) low += range;
    if (range < TOP) {
      range = (range << 8) >>> 0;
      shift();
    }
  }

  return {
    bit(context, bit) {
      const bound = (range >>> PROBABILITY_BITS) * context.zero;
      if (bit) {
        low += bound;
        range -= bound;
      } else range = bound;
      learn(context, bit);
      while (range < TOP) {
        range = (range << 8) >>> 0;
        shift();
      }
    },
    bypass,
    bits(value, count) {
      for (let at = count - 1; at >= 0; at -= 1) bypass((value >>> at) & 1);
    },
    finish() {
      // Of all values in [low, low + range) the one with the most zero bytes at its end.
      const last = low + range - 1;
      for (const unit of [CARRY, TOP, 65536, 256, 1]) {
        const value = Math.ceil(low / unit) * unit;
        if (value <= last) {
          low = value;
          break;
        }
      }
      for (let at = 0; at <= LOOKAHEAD_BYTES; at += 1) shift();
      for (let zeros = 0; zeros < LOOKAHEAD_BYTES && length > 0 && bytes[length - 1] === 0; zeros += 1) length -= 1;
      return bytes.slice(0, length);
    },
  };
}

/** Counts the bits that the encoder would spend, teaching the contexts the same. For the encoder's choices only: it uses logarithms. */
export function createBitCounter(): BitSink & { readonly total: number } {
  let total = 0;
  return {
    bit(context, bit) {
      const zero = context.zero / (1 << PROBABILITY_BITS);
      total -= Math.log2(bit ? 1 - zero : zero);
      learn(context, bit);
    },
    bypass() {
      total += 1;
    },
    bits(_value, count) {
      total += count;
    },
    get total() {
      return total;
    },
  };
}
