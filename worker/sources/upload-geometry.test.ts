import { describe, expect, it } from "vitest";
import { MediaError } from "./media-error.ts";
import { planGeometry, turnOf } from "./upload-geometry.ts";

const plan = (changes: Partial<Parameters<typeof planGeometry>[0]>) =>
  planGeometry({ width: 640, height: 360, pixelAspect: 1, turn: "none", rgb: false, maxWidth: 1920, maxHeight: 1080, ...changes });

/** A display matrix with the given upper-left entries in 16.16 fixed point. */
function matrix(a: number, b: number, c: number, d: number): Buffer {
  const buffer = Buffer.alloc(36);
  [a, b, 0, c, d, 0, 0, 0, 16_384].forEach((value, index) => buffer.writeInt32LE(index === 8 ? 1 << 30 : value * 65_536, index * 4));
  return buffer;
}

describe("the geometry of a normalised upload", () => {
  it("stays as it is when nothing is odd", () => {
    expect(plan({})).toMatchObject({ width: 640, height: 360, notes: [] });
  });

  it("loses one row or column when it is odd, without being resampled", () => {
    const { width, height, filters, notes } = plan({ width: 357, height: 201 });
    expect([width, height]).toEqual([356, 200]);
    expect(filters[0]).toBe("crop=w=356:h=200:x=0:y=0:exact=1");
    expect(notes).toEqual(["Odd size 357x201 cropped to 356x200: 4:2:0 needs even sides."]);
  });

  it("is scaled into the limits with its proportions, portrait pictures into the turned limits", () => {
    expect(plan({ width: 3840, height: 2160 })).toMatchObject({ width: 1920, height: 1080 });
    expect(plan({ width: 2160, height: 3840 })).toMatchObject({ width: 1080, height: 1920 });
    expect(plan({ width: 2560, height: 1080 })).toMatchObject({ width: 1920, height: 810 });
    expect(plan({ width: 2560, height: 1080 }).notes).toEqual(["Scaled down from 2560x1080 to fit 1920x1080."]);
  });

  it("gets square pixels", () => {
    const { width, height, notes } = plan({ width: 720, height: 576, pixelAspect: 64 / 45 });
    expect([width, height]).toEqual([1024, 576]);
    expect(notes).toEqual(["Pixels that are not square (1.422:1) were scaled to square ones."]);
  });

  it("is turned upright, pixel aspect included", () => {
    const { width, height, filters } = plan({ width: 640, height: 360, turn: "clock" });
    expect([width, height, filters[0]]).toEqual([360, 640, "transpose=dir=clock"]);
    expect(plan({ width: 720, height: 576, pixelAspect: 64 / 45, turn: "cclock" })).toMatchObject({ width: 406, height: 720 });
  });

  it.each([
    ["too small to code", { width: 35, height: 17 }, "34x16 after normalising (35x17 in the file); the lab needs at least 64x64"],
    ["too large to decode", { width: 8000, height: 4000 }, "8000x4000; the lab takes up to 4096x2304"],
    ["a thread after scaling", { width: 9000, height: 70 }, "at least 64x64"],
  ])("is refused when it is %s", (_, size, reason) => {
    expect(() => plan(size)).toThrow(reason);
    expect(() => plan(size)).toThrow(MediaError);
  });
});

describe("the display matrix", () => {
  it.each([
    ["none", matrix(1, 0, 0, 1)],
    ["clock", matrix(0, 1, -1, 0)],
    ["half", matrix(-1, 0, 0, -1)],
    ["cclock", matrix(0, -1, 1, 0)],
    ["hflip", matrix(-1, 0, 0, 1)],
    ["vflip", matrix(1, 0, 0, -1)],
    ["cclock_flip", matrix(0, 1, 1, 0)],
    ["clock_flip", matrix(0, -1, -1, 0)],
    ["none", null],
  ] as const)("means %s", (turn, bytes) => {
    expect(turnOf(bytes)).toBe(turn);
  });
});
