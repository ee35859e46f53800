import { learn, PROBABILITY_BITS, type Context } from "./context.ts";
import { LOOKAHEAD_BYTES } from "./range-encoder.ts";

/** Where bits come from. */
export interface BitSource {
  bit(context: Context): number;
  bypass(): number;
  /** `count` (0..31) bits of probability 1/2, the highest first. */
  bits(count: number): number;
}

export interface RangeDecoder extends BitSource {
  /** More was read than any encoder leaves out: the bytes are damaged or truncated. Reading on gives bits, but no meaning. */
  readonly exhausted: boolean;
  /** Bytes after the stream's end, which no encoder writes. Only meaningful after the last bit. */
  readonly left: number;
}

const TOP = 2 ** 24;

/** Reads what `createEncoder` wrote. Never reads outside `bytes` and never throws; beyond the end it reads zeros. */
export function createDecoder(bytes: Uint8Array): RangeDecoder {
  let at = 0;
  let range = 2 ** 32 - 1;
  let code = 0;

  function next(): number {
    const byte = at < bytes.length ? (bytes[at] as number) : 0;
    at += 1;
    return byte;
  }
  for (let index = 0; index < LOOKAHEAD_BYTES; index += 1) code = ((code << 8) | next()) >>> 0;

  function bypass(): number {
    range >>>= 1;
    const bit = code >= range ? 1 : 0;
    if (bit) code -= range;
    if (range < TOP) {
      range = (range << 8) >>> 0;
      code = ((code << 8) | next()) >>> 0;
    }
    return bit;
  }

  return {
    bit(context) {
      const bound = (range >>> PROBABILITY_BITS) * context.zero;
      const bit = code >= bound ? 1 : 0;
      if (bit) {
        code -= bound;
        range -= bound;
      } else range = bound;
      learn(context, bit);
      while (range < TOP) {
        range = (range << 8) >>> 0;
        code = ((code << 8) | next()) >>> 0;
      }
      return bit;
    },
    bypass,
    bits(count) {
      let value = 0;
      for (let index = 0; index < count; index += 1) value = (value << 1) | bypass();
      return value;
    },
    get exhausted() {
      return at > bytes.length + LOOKAHEAD_BYTES;
    },
    get left() {
      return Math.max(0, bytes.length - at);
    },
  };
}
