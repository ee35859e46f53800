import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createBitCounter, createContext, createContexts, createDecoder, createEncoder, createGolombModel, createNumberModel, createSymbolModel, MAX_NUMBER,
  readGolomb, readSigned, readSymbol, readUnsigned, writeGolomb, writeSigned, writeSymbol, writeUnsigned,
} from "./index.ts";

/** Small integers that repeat: a fixed linear congruence, so that tests make their own data. */
function bitsOf(count: number, ones: number): number[] {
  let state = 12345;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state / 2 ** 32 < ones ? 1 : 0;
  });
}

const number = fc.oneof(fc.nat(3), fc.nat(300), fc.nat(MAX_NUMBER), fc.constant(MAX_NUMBER));
const signed = fc.tuple(number, fc.boolean()).map(([value, negative]) => (negative && value !== 0 ? -value : value));

describe("range coder", () => {
  it("reads back every bit, adaptive and plain, in order", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4), fc.nat(1)), { maxLength: 2000 }), (items) => {
        const encoder = createEncoder();
        const writing = createContexts(4, 30, 0.9);
        for (const [at, bit] of items) {
          if (at === 4) encoder.bypass(bit);
          else encoder.bit(writing[at]!, bit);
        }
        const decoder = createDecoder(encoder.finish());
        const reading = createContexts(4, 30, 0.9);
        for (const [at, bit] of items) expect(at === 4 ? decoder.bypass() : decoder.bit(reading[at]!)).toBe(bit);
        expect(decoder.exhausted).toBe(false);
        expect(decoder.left).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it("propagates carries through long runs of 0xff", () => {
    // Improbable ones followed by certain zeros walk along the upper edge of the interval.
    for (const first of [0, 1]) {
      const encoder = createEncoder();
      const bits = [...new Array<number>(400).fill(1), first, ...new Array<number>(400).fill(1)];
      bits.forEach((bit) => encoder.bypass(bit));
      const decoder = createDecoder(encoder.finish());
      expect(bits.map(() => decoder.bypass())).toEqual(bits);
    }
  });

  it("comes within 3 % and 2 bytes of the entropy of a steady source, and the counter agrees with it", () => {
    for (const ones of [0.5, 0.1, 0.01]) {
      const bits = bitsOf(40_000, ones);
      const encoder = createEncoder();
      const counter = createBitCounter();
      const [a, b] = [createContext(255), createContext(255)];
      for (const bit of bits) {
        encoder.bit(a, bit);
        counter.bit(b, bit);
      }
      const share = bits.reduce((sum, bit) => sum + bit, 0) / bits.length;
      const entropy = (-bits.length * (share * Math.log2(share) + (1 - share) * Math.log2(1 - share))) / 8;
      const { length } = encoder.finish();
      expect(length).toBeLessThan(entropy * 1.03 + 2);
      expect(Math.abs(length - counter.total / 8)).toBeLessThan(0.001 * length + 2);
    }
  });

  it("takes no byte for nothing and one for a plain bit", () => {
    expect(createEncoder().finish().length).toBe(0);
    const encoder = createEncoder();
    encoder.bypass(1);
    expect(encoder.finish().length).toBeLessThanOrEqual(1);
  });

  it("gives bits without an error from any bytes, and says that they ran out", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const decoder = createDecoder(bytes);
        const [numbers, symbols, golomb] = [createNumberModel(2), createSymbolModel(5), createGolombModel()];
        let [greatest, symbol] = [0, 0];
        for (let at = 0; at < 100; at += 1) {
          greatest = Math.max(greatest, Math.abs(readSigned(decoder, numbers)), Math.abs(readGolomb(decoder, golomb)));
          symbol = Math.max(symbol, readSymbol(decoder, symbols));
          decoder.bits(31);
        }
        expect(greatest).toBeLessThan(2 ** 31);
        expect(symbol).toBeLessThan(32);
        expect(decoder.exhausted).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("numbers over it", () => {
  it("come back as they were written, mixed in one stream", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number, signed, fc.nat(63), signed), { maxLength: 300 }), fc.nat(15), (rows, order) => {
        const models = () => [createNumberModel(order), createNumberModel(0), createSymbolModel(6), createGolombModel(3)] as const;
        const encoder = createEncoder();
        const [a, b, c, d] = models();
        for (const [u, s, symbol, g] of rows) {
          writeUnsigned(encoder, a, u);
          writeSigned(encoder, b, s);
          writeSymbol(encoder, c, symbol);
          writeGolomb(encoder, d, g);
        }
        const decoder = createDecoder(encoder.finish());
        const [e, f, g, h] = models();
        expect(rows.map(() => [readUnsigned(decoder, e), readSigned(decoder, f), readSymbol(decoder, g), readGolomb(decoder, h)])).toEqual(rows);
        expect(decoder.exhausted).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it("refuse what does not fit", () => {
    const encoder = createEncoder();
    expect(() => writeUnsigned(encoder, createNumberModel(), -1)).toThrow(RangeError);
    expect(() => writeSigned(encoder, createNumberModel(), 2 ** 31)).toThrow(RangeError);
    expect(() => writeSymbol(encoder, createSymbolModel(3), 8)).toThrow(RangeError);
    expect(() => writeGolomb(encoder, createGolombModel(), 0.5)).toThrow(RangeError);
    expect(() => createContext(0)).toThrow(RangeError);
  });
});
