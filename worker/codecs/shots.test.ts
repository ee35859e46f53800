import fc from "fast-check";
import { expect, test } from "vitest";
import { BitstreamError } from "./errors.ts";
import { MAX_SHOTS, parseShots, writeShots } from "./shots.ts";

const extents = fc.array(fc.record({ frames: fc.integer({ min: 1, max: 5000 }), bytes: fc.integer({ min: 1, max: 10_000_000 }) }), { minLength: 1, maxLength: 40 });
const totalOf = (shots: { frames: number; bytes: number }[]) => shots.reduce((sum, shot) => ({ frames: sum.frames + shot.frames, bytes: sum.bytes + shot.bytes }), { frames: 0, bytes: 0 });

test("shots read back as they were written", () => {
  fc.assert(fc.property(extents, (shots) => {
    expect(parseShots(writeShots(shots), totalOf(shots))).toEqual(shots);
  }));
});

test("the last shot takes no byte", () => {
  expect(writeShots([{ frames: 48, bytes: 90_000 }])).toHaveLength(0);
  expect(writeShots([{ frames: 48, bytes: 90_000 }, { frames: 48, bytes: 70_000 }])).toHaveLength(4);
});

test("shots that are longer than the clip, or more than there can be, are refused", () => {
  const section = writeShots([{ frames: 10, bytes: 100 }, { frames: 10, bytes: 100 }]);
  expect(() => parseShots(section, { frames: 10, bytes: 200 })).toThrow(BitstreamError);
  expect(() => parseShots(section, { frames: 20, bytes: 100 })).toThrow(BitstreamError);
  expect(() => parseShots(section.subarray(0, 1), { frames: 20, bytes: 200 })).toThrow(BitstreamError);
  const many = Array.from({ length: MAX_SHOTS + 1 }, () => ({ frames: 1, bytes: 1 }));
  expect(() => parseShots(writeShots(many), totalOf(many))).toThrow("more than 1000 shots");
});

test("any bytes give shots that add up, or a BitstreamError", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 100_000 }), (section, frames, bytes) => {
    try {
      expect(totalOf(parseShots(section, { frames, bytes }))).toEqual({ frames, bytes });
    } catch (error) {
      expect(error).toBeInstanceOf(BitstreamError);
    }
  }));
});
