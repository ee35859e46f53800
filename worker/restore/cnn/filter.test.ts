import { expect, it } from "vitest";
import { testPicture } from "../../codecs/test-clip.ts";
import { convolutionsOf, MAX_BIAS, MAX_EXPONENT, type CnnParameters, type CnnShape } from "./architecture.ts";
import { createCnnFilter } from "./filter.ts";
import { createRandom, type Random } from "./random.ts";
import { restorePlaneByReference } from "./reference-filter.ts";

function randomNetwork(shape: CnnShape, largest: number, exponentOf: (random: Random) => number, random: Random): CnnParameters {
  const within = (most: number): number => random.below(2 * most + 1) - most;
  return {
    ...shape,
    chroma: true,
    convolutions: convolutionsOf(shape).map(({ inputs, outputs }) => ({
      inputs,
      outputs,
      exponent: exponentOf(random),
      weights: Int8Array.from({ length: inputs * outputs * 9 }, () => within(largest)),
      biases: Int16Array.from({ length: outputs }, () => within(MAX_BIAS)),
    })),
  };
}

function restoreByReference(params: CnnParameters, frame: Uint8Array, width: number, height: number): Uint8Array {
  const luma = width * height;
  const planes = [frame.subarray(0, luma), frame.subarray(luma, luma * 1.25), frame.subarray(luma * 1.25)];
  return Buffer.concat(planes.map((plane, index) => restorePlaneByReference(params, plane, index === 0 ? width : width / 2, index === 0 ? height : height / 2)));
}

const picture = (width: number, height: number): Uint8Array => testPicture({ width, height, fpsNum: 25, fpsDen: 1, frames: 1, noise: 40 }, 3);

for (const layers of [2, 3, 4]) {
  for (const channels of [4, 8, 12, 16]) {
    it(`computes in wasm what the reference computes, with ${layers} layers of ${channels} channels`, () => {
      const random = createRandom(layers * 100 + channels);
      // Exponents of trained networks, so that activations are neither all zero nor all at the bound.
      const params = randomNetwork({ layers, channels }, 31, (from) => 5 + from.below(4), random);
      const frame = picture(54, 22);
      const restored = new Uint8Array(frame.length);
      createCnnFilter(params, { width: 54, height: 22 }).apply(frame, restored);
      expect(Buffer.compare(restored, restoreByReference(params, frame, 54, 22))).toBe(0);
      expect(Buffer.compare(restored, frame)).not.toBe(0);
    });
  }
}

it("agrees with the reference at the bounds of weights, biases and exponents", () => {
  const random = createRandom(5);
  for (const [largest, exponent] of [[127, 1], [127, MAX_EXPONENT], [1, 1], [127, 8]] as const) {
    const params = randomNetwork({ layers: 4, channels: 16 }, largest, () => exponent, random);
    for (const layer of params.convolutions) if (largest === 127) layer.weights.forEach((value, at) => (layer.weights[at] = value < -90 ? -127 : 127));
    const frame = picture(20, 10);
    const restored = new Uint8Array(frame.length);
    createCnnFilter(params, { width: 20, height: 10 }).apply(frame, restored);
    expect(Buffer.compare(restored, restoreByReference(params, frame, 20, 10))).toBe(0);
  }
});

it("restores the smallest picture, and several pictures with one filter, in place", () => {
  const params = randomNetwork({ layers: 4, channels: 8 }, 31, () => 6, createRandom(9));
  for (const [width, height] of [[2, 2], [16, 2], [2, 18], [66, 34]] as const) {
    const filter = createCnnFilter(params, { width, height });
    for (const t of [0, 1]) {
      const frame = testPicture({ width, height, fpsNum: 25, fpsDen: 1, frames: 2, noise: 40 }, t);
      const expected = restoreByReference(params, frame, width, height);
      filter.apply(frame, frame);
      expect(Buffer.compare(frame, expected)).toBe(0);
    }
  }
});

it("copies chroma when only luma is restored, and counts its work", () => {
  const params = { ...randomNetwork({ layers: 3, channels: 8 }, 31, () => 6, createRandom(4)), chroma: false };
  const frame = picture(32, 16);
  const restored = new Uint8Array(frame.length);
  const filter = createCnnFilter(params, { width: 32, height: 16 });
  filter.apply(frame, restored);
  expect(Buffer.compare(restored.subarray(512), frame.subarray(512))).toBe(0);
  expect(filter.madsPerPixel).toBe(9 * (8 + 64 + 8));
  expect(createCnnFilter({ ...params, chroma: true }, { width: 32, height: 16 }).madsPerPixel).toBe(13.5 * 80);
});

it("refuses a picture of another size", () => {
  const filter = createCnnFilter(randomNetwork({ layers: 2, channels: 4 }, 3, () => 6, createRandom(4)), { width: 32, height: 16 });
  expect(() => filter.apply(new Uint8Array(10), new Uint8Array(10))).toThrow(RangeError);
});
