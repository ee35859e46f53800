import { describe, expect, it } from "vitest";
import { createMotion } from "./create-motion.ts";
import { plainKernels } from "./kernels/plain-kernels.ts";

/** Not multiples of 8. */
const [width, height] = [108, 76];
const luma = width * height;

/** A texture that has only one good match, drawn at (x, y) of an endless plane; smooth enough for quarter samples. */
function texture(x: number, y: number): number {
  return 128 + 40 * Math.sin(x / 5 + Math.sin(y / 9)) * Math.cos(y / 6) + 30 * Math.sin((x * y) / 400) + 20 * Math.cos(x / 17 - y / 13);
}

function picture(moveX: number, moveY: number): Uint8Array {
  const frame = new Uint8Array((luma * 3) / 2);
  for (let at = 0; at < luma; at += 1) frame[at] = Math.round(texture((at % width) + moveX, Math.floor(at / width) + moveY));
  const wide = width / 2;
  for (let at = 0; at < luma / 4; at += 1) {
    frame[luma + at] = Math.round(texture(2 * (at % wide) + moveX, 2 * Math.floor(at / wide) + moveY));
    frame[luma * 1.25 + at] = 255 - (frame[luma + at] as number);
  }
  return frame;
}

function noise(seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: (luma * 3) / 2 }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 24;
  });
}

function meanDifference(a: Uint8Array, b: Uint8Array, start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; at += 1) sum += Math.abs((a[at] as number) - (b[at] as number));
  return sum / (end - start);
}

describe("motion compensation", () => {
  it.each([[0, 0], [3, -2], [-11, 7], [0.25, 0.5], [-5.75, 3.25], [19, 9]])("finds a picture moved by (%d, %d) samples again, luma and chroma", (x, y) => {
    const [current, reference] = [picture(0, 0), picture(x, y)];
    const into = new Uint8Array(current.length);
    createMotion(width, height).compensate(current, reference, into);
    expect(meanDifference(into, current, 0, luma)).toBeLessThan(0.05 * meanDifference(reference, current, 0, luma) + 0.8);
    expect(meanDifference(into, current, luma, into.length)).toBeLessThan(2.5);
  });

  it("gives the current picture back where the reference has nothing to say", () => {
    const current = picture(0, 0);
    const into = new Uint8Array(current.length);
    createMotion(width, height).compensate(current, noise(3), into);
    expect(into).toEqual(current);
  });

  it("is the same in wasm and in plain TypeScript, and keeps nothing from one call to the next", () => {
    const pictures = [picture(0, 0), picture(2.5, 1), noise(1), picture(-7.25, 4), new Uint8Array((luma * 3) / 2).fill(255)];
    const [fast, plain] = [createMotion(width, height), createMotion(width, height, plainKernels)];
    for (const current of pictures) {
      for (const reference of pictures) {
        const results = [fast, plain, createMotion(width, height)].map((motion) => {
          const into = new Uint8Array(current.length);
          motion.compensate(current, reference, into);
          return into;
        });
        expect(results[1]).toEqual(results[0]);
        expect(results[2]).toEqual(results[0]);
      }
    }
  });

  it.each([[2, 2], [6, 130], [64, 16]])("works on pictures of %dx%d", (wide, high) => {
    const flat = new Uint8Array((wide * high * 3) / 2).fill(77);
    const into = new Uint8Array(flat.length);
    createMotion(wide, high).compensate(flat, flat.map((value) => value + 1), into);
    expect(into).toEqual(flat.map((value) => value + 1));
  });

  it("refuses pictures of another size", () => {
    expect(() => createMotion(16, 16).compensate(new Uint8Array(384), new Uint8Array(383), new Uint8Array(384))).toThrow(RangeError);
  });
});
