import { expect, it } from "vitest";
import { testPicture } from "../../codecs/test-clip.ts";
import { ALONE } from "../open-restorer.ts";
import { convolutionsOf, MAX_BIAS, MAX_EXPONENT, TRUSTED_DIFFERENCE, trusted, type CnnParameters, type CnnShape } from "./architecture.ts";
import { createCnnFilter } from "./filter.ts";
import { createRandom, type Random } from "./random.ts";
import { restoreByReference } from "./reference-filter.ts";

function randomNetwork(shape: CnnShape, largest: number, exponentOf: (random: Random) => number, random: Random): CnnParameters {
  const within = (most: number): number => random.below(2 * most + 1) - most;
  return {
    ...shape,
    convolutions: convolutionsOf(shape).map(({ inputs, outputs }) => ({
      inputs,
      outputs,
      exponent: exponentOf(random),
      weights: Int8Array.from({ length: inputs * outputs * 9 }, () => within(largest)),
      biases: Int16Array.from({ length: outputs }, () => within(MAX_BIAS)),
    })),
  };
}

const BOTH = { temporal: true, chroma: true };
const picture = (width: number, height: number, t = 3): Uint8Array => testPicture({ width, height, fpsNum: 25, fpsDen: 1, frames: 9, noise: 40 }, t);
const around = (width: number, height: number): { before: Uint8Array; after: Uint8Array } => ({ before: picture(width, height, 2), after: picture(width, height, 4) });

for (const layers of [2, 3, 4]) {
  for (const channels of [4, 8, 12, 16]) {
    const inputs = channels === 8 ? [[false, false], [true, true], [false, true], [true, false]] as const : [[true, true]] as const;
    for (const [temporal, chroma] of inputs) {
      it(`computes in wasm what the reference computes, with ${layers} layers of ${channels} channels, ${temporal ? "with" : "without"} neighbours, ${chroma ? "with" : "without"} chroma`, () => {
        const random = createRandom(layers * 100 + channels);
        // Exponents of trained networks, so that activations are neither all zero nor all at the bound.
        const params = randomNetwork({ layers, channels, temporal, chroma }, 31, (from) => 5 + from.below(4), random);
        const frame = picture(54, 22);
        const restored = new Uint8Array(frame.length);
        createCnnFilter(params, { width: 54, height: 22 }).apply(frame, restored, around(54, 22));
        expect(Buffer.compare(restored, restoreByReference(params, frame, around(54, 22), 54, 22))).toBe(0);
        expect(Buffer.compare(restored, frame)).not.toBe(0);
      });
    }
  }
}

it("agrees with the reference at the bounds of weights, biases and exponents", () => {
  const random = createRandom(5);
  for (const [largest, exponent] of [[127, 1], [127, MAX_EXPONENT], [1, 1], [127, 8]] as const) {
    const params = randomNetwork({ layers: 4, channels: 16, ...BOTH }, largest, () => exponent, random);
    for (const layer of params.convolutions) if (largest === 127) layer.weights.forEach((value, at) => (layer.weights[at] = value < -90 ? -127 : 127));
    const frame = picture(20, 10);
    const restored = new Uint8Array(frame.length);
    createCnnFilter(params, { width: 20, height: 10 }).apply(frame, restored, around(20, 10));
    expect(Buffer.compare(restored, restoreByReference(params, frame, around(20, 10), 20, 10))).toBe(0);
  }
});

it("restores the smallest picture, and several pictures with one filter, with one neighbour, two or none", () => {
  const params = randomNetwork({ layers: 4, channels: 8, ...BOTH }, 31, () => 6, createRandom(9));
  for (const [width, height] of [[2, 2], [16, 2], [2, 18], [66, 34]] as const) {
    const filter = createCnnFilter(params, { width, height });
    const { before, after } = around(width, height);
    for (const neighbours of [ALONE, { before, after: null }, { before: null, after }, { before, after }]) {
      const frame = picture(width, height);
      const restored = new Uint8Array(frame.length);
      filter.apply(frame, restored, neighbours);
      expect(Buffer.compare(restored, restoreByReference(params, frame, neighbours, width, height))).toBe(0);
    }
  }
});

it("trusts a neighbour in full up to a difference, then less and less, then not at all", () => {
  expect([0, 5, -5, TRUSTED_DIFFERENCE, TRUSTED_DIFFERENCE + 4, -TRUSTED_DIFFERENCE - 4, 2 * TRUSTED_DIFFERENCE, 255, -255].map((difference) => trusted(difference) + 0)).toEqual([0, 5, -5, TRUSTED_DIFFERENCE, TRUSTED_DIFFERENCE - 4, 4 - TRUSTED_DIFFERENCE, 0, 0, 0]);
});

it("copies chroma when only luma is restored, and counts its work", () => {
  const shape = { layers: 3, channels: 8, temporal: false, chroma: false };
  const frame = picture(32, 16);
  const restored = new Uint8Array(frame.length);
  const filter = createCnnFilter(randomNetwork(shape, 31, () => 6, createRandom(4)), { width: 32, height: 16 });
  filter.apply(frame, restored, ALONE);
  expect(Buffer.compare(restored.subarray(512), frame.subarray(512))).toBe(0);
  expect(filter.madsPerPixel).toBe(9 * (8 + 64 + 8));
  expect(createCnnFilter(randomNetwork({ ...shape, ...BOTH }, 31, () => 6, createRandom(4)), { width: 32, height: 16 }).madsPerPixel).toBe(13.5 * (24 + 64 + 8));
});

it("refuses a picture of another size", () => {
  const filter = createCnnFilter(randomNetwork({ layers: 2, channels: 4, ...BOTH }, 3, () => 6, createRandom(4)), { width: 32, height: 16 });
  expect(() => filter.apply(new Uint8Array(10), new Uint8Array(10), ALONE)).toThrow(RangeError);
});
