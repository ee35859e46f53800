import fc from "fast-check";
import { expect, it } from "vitest";
import { BitstreamError } from "../../codecs/errors.ts";
import { convolutionsOf, MAX_BIAS, MAX_EXPONENT, MIN_EXPONENT, type CnnParameters } from "./architecture.ts";
import { createCnnFilter } from "./filter.ts";
import { createRandom } from "./random.ts";
import { parseCnn, writeCnn } from "./section.ts";

/** Random networks of every shape; their numbers come from a seed, which is much faster than an arbitrary for each. */
const networks: fc.Arbitrary<CnnParameters> = fc.record({ layers: fc.constantFrom(2, 3, 4), channels: fc.constantFrom(4, 8, 12, 16), temporal: fc.boolean(), chroma: fc.boolean(), most: fc.constantFrom(3, 31, 127), seed: fc.nat() }).map(({ most, seed, ...shape }) => {
  const random = createRandom(seed);
  const within = (bound: number): number => random.below(2 * bound + 1) - bound;
  const convolutions = convolutionsOf(shape).map(({ inputs, outputs }) => ({
    inputs,
    outputs,
    exponent: MIN_EXPONENT + random.below(MAX_EXPONENT),
    weights: Int8Array.from({ length: inputs * outputs * 9 }, () => within(most)),
    biases: Int16Array.from({ length: outputs }, () => within(MAX_BIAS)),
  }));
  return { ...shape, convolutions };
});

it("reads what was written", () => {
  fc.assert(fc.property(networks, (params) => {
    expect(parseCnn(writeCnn(params))).toEqual(params);
  }), { numRuns: 60 });
});

it("ends in a BitstreamError or in a network within bounds, whatever the bytes are", () => {
  const frame = new Uint8Array(24).fill(90);
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 600 }),
    fc.tuple(networks.map(writeCnn), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }), fc.nat(40)).map(([bytes, changes, cut]) => {
      const damaged = bytes.slice(0, Math.max(0, bytes.length - cut));
      for (const [at, value] of changes) if (damaged.length > 0) damaged[at % damaged.length] = value;
      return damaged;
    }),
  );
  fc.assert(fc.property(hostile, (bytes) => {
    let params: CnnParameters;
    try {
      params = parseCnn(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(BitstreamError);
      return;
    }
    for (const { exponent, biases } of params.convolutions) {
      expect(exponent).toBeLessThanOrEqual(MAX_EXPONENT);
      expect(biases.every((bias) => Math.abs(bias) <= MAX_BIAS)).toBe(true);
    }
    createCnnFilter(params, { width: 4, height: 4 }).apply(frame, new Uint8Array(24), { before: frame, after: null });
  }), { numRuns: 400 });
});

it("refuses an empty section and bytes after the network", () => {
  expect(() => parseCnn(new Uint8Array(0))).toThrow(BitstreamError);
  const params: CnnParameters = { layers: 2, channels: 4, temporal: false, chroma: false, convolutions: convolutionsOf({ layers: 2, channels: 4, temporal: false, chroma: false }).map(({ inputs, outputs }) => ({ inputs, outputs, exponent: 5, weights: new Int8Array(inputs * outputs * 9).fill(3), biases: new Int16Array(outputs) })) };
  expect(() => parseCnn(Buffer.concat([writeCnn(params), Buffer.alloc(8, 1)]))).toThrow("follow the network");
});
