import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WienerSchema } from "#lib/plan/restore-settings.ts";
import { BitstreamError } from "#worker/codecs/errors.ts";
import { planeErrors } from "#worker/measure/psnr.ts";
import { createWienerFilter, parseWiener, trainWiener, wienerParts, writeWiener, type WienerParameters } from "./index.ts";
import { gainOf, solve } from "./least-squares.ts";
import { clipOf, damage, drawSource } from "./synthetic-clip.fixture.ts";

/** Not a multiple of 4 on either side, so that blocks reach out of the picture. */
const [width, height, frames] = [70, 54, 4];
const geometry = { width, height, frames };
const source = drawSource(width, height, frames);
const decoded = damage(source);
/** A stream of 100 kB: bits are cheap, so that small pictures earn filters. */
const lambda = 5e-6;

async function train(settings: object, more: object = {}): Promise<WienerParameters> {
  const found = await trainWiener({ decoded: clipOf(decoded, width, height), source: clipOf(source, width, height), settings: WienerSchema.parse({ kind: "wiener", ...settings }), lambda, ...more });
  if (!found) throw new Error("no filter was worth its bits");
  return found;
}

function restore(parameters: WienerParameters): Uint8Array[] {
  const filter = createWienerFilter(parameters, geometry);
  return decoded.map((frame, index) => {
    const into = new Uint8Array(frame.length);
    filter.apply(frame, index, into, around(index));
    return into;
  });
}

const around = (index: number) => ({ before: decoded[index - 1] ?? null, after: decoded[index + 1] ?? null });

const errorOf = (clip: Uint8Array[]) => clip.reduce((sum, frame, index) => {
  const found = planeErrors(frame, source[index]!, width, height);
  return { y: sum.y + found.y, u: sum.u + found.u, v: sum.v + found.v };
}, { y: 0, u: 0, v: 0 });

const EVERY = [1, 4, 16, 64].flatMap((classes) => (["diamond5", "diamond7", "diamond9", "star9"] as const).map((taps, at) => ({ classes, taps, clipped: classes !== 4, temporal: at % 2 === 1, blockSize: [0, 16, 64, 32][at], coefficientBits: [6, 8, 10, 9][at] })));

describe("a trained filter", () => {
  it.each(EVERY)("takes error away and comes back from its bytes: $classes classes, $taps", async (settings) => {
    const parameters = await train(settings);
    const bytes = writeWiener(parameters, geometry);
    const parsed = parseWiener(bytes, geometry);
    expect(parsed).toEqual(parameters);
    expect(writeWiener(parsed, geometry)).toEqual(bytes);
    const { weights, maps } = wienerParts(parsed, geometry, bytes.length);
    expect(weights + maps).toBe(bytes.length);
    expect(Math.min(weights - 1, maps)).toBeGreaterThanOrEqual(0);
    const [before, after] = [errorOf(decoded), errorOf(restore(parsed))];
    expect(after.y).toBeLessThan(before.y * 0.9);
    expect(after.u).toBeLessThan(before.u);
    expect(after.v).toBeLessThan(before.v);
  });

  it("is the same, byte for byte, each time", async () => {
    const [one, other] = [await train({}), await train({})];
    expect(writeWiener(other, geometry)).toEqual(writeWiener(one, geometry));
    expect(restore(other)).toEqual(restore(one));
  });

  it("gives each frame the same samples in any order of frames", async () => {
    const parameters = await train({ blockSize: 16 });
    const forward = restore(parameters);
    const filter = createWienerFilter(parameters, geometry);
    for (const index of [3, 0, 2, 1]) {
      const into = new Uint8Array(forward[0]!.length);
      filter.apply(decoded[index]!, index, into, around(index));
      expect(into).toEqual(forward[index]);
    }
  });

  it("learns from the frames around what one frame does not show, and looks at them only then", async () => {
    // A still picture with noise of its own in each frame: only the others tell noise and texture apart.
    let state = 11;
    const noisy = source.map(() => source[0]!.map((value) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return Math.max(0, Math.min(255, value + (state >>> 28) - 8));
    }));
    const still = source.map(() => source[0]!);
    const gainOf = async (temporal: boolean): Promise<number> => {
      const found = await trainWiener({ decoded: clipOf(noisy, width, height), source: clipOf(still, width, height), settings: WienerSchema.parse({ kind: "wiener", classes: 1, temporal }), lambda });
      const filter = createWienerFilter(found!, geometry);
      expect(filter.neighbours).toBe(temporal ? 1 : 0);
      return noisy.reduce((sum, frame, index) => {
        const into = new Uint8Array(frame.length);
        filter.apply(frame, index, into, { before: noisy[index - 1] ?? null, after: noisy[index + 1] ?? null });
        return sum + planeErrors(frame, still[index]!, width, height).y - planeErrors(into, still[index]!, width, height).y;
      }, 0);
    };
    expect(await gainOf(true)).toBeGreaterThan(1.1 * await gainOf(false));
  });

  it("tells maps from weights", async () => {
    const halves = decoded.map((frame, index) => frame.map((value, at) => (at < width * height && at % width >= 32 ? source[index]![at]! : value)));
    const found = await trainWiener({ decoded: clipOf(halves, width, height), source: clipOf(source, width, height), settings: WienerSchema.parse({ kind: "wiener", blockSize: 16, classes: 1 }), lambda });
    const mapped = wienerParts(found!, geometry, 1000);
    const plain = wienerParts({ ...found!, planes: { y: { ...found!.planes.y!, modes: found!.planes.y!.modes.map(() => 1), maps: [] } } }, geometry, 1000);
    expect(mapped.weights + mapped.maps).toBe(1000);
    expect(mapped.maps).toBeGreaterThan(2 * plain.maps);
  });

  it("leaves flat pictures as they are", async () => {
    const filter = createWienerFilter(await train({}), geometry);
    for (const level of [0, 16, 255]) {
      const flat = new Uint8Array(decoded[0]!.length).fill(level);
      const into = new Uint8Array(flat.length);
      filter.apply(flat, 0, into, { before: flat, after: null });
      expect(into).toEqual(flat);
    }
  });

  it("leaves chroma alone when it is told to", async () => {
    const parameters = await train({ chroma: false });
    expect(Object.keys(parameters.planes)).toEqual(["y"]);
    restore(parameters).forEach((frame, index) => expect(frame.subarray(width * height)).toEqual(decoded[index]!.subarray(width * height)));
  });

  it("switches frames off that it would harm, and blocks where a map pays", async () => {
    const mixed = [...decoded.slice(0, 3), source[3]!];
    const found = await trainWiener({ decoded: clipOf(mixed, width, height), source: clipOf(source, width, height), settings: WienerSchema.parse({ kind: "wiener" }), lambda });
    expect([...found!.planes.y!.modes.slice(0, 3)].every((mode) => mode > 0)).toBe(true);
    expect(found!.planes.y!.modes[3]).toBe(0);

    // The right half is perfect already, in every frame.
    const halves = decoded.map((frame, index) => frame.map((value, at) => (at < width * height && at % width >= 32 ? source[index]![at]! : value)));
    const mapped = await trainWiener({ decoded: clipOf(halves, width, height), source: clipOf(source, width, height), settings: WienerSchema.parse({ kind: "wiener", blockSize: 16, classes: 1 }), lambda });
    expect(mapped!.planes.y!.maps.length).toBeGreaterThan(0);
    expect(parseWiener(writeWiener(mapped!, geometry), geometry)).toEqual(mapped);
  });

  it("is null when nothing is left to gain or bits are too dear", async () => {
    const settings = WienerSchema.parse({ kind: "wiener" });
    expect(await trainWiener({ decoded: clipOf(source, width, height), source: clipOf(source, width, height), settings, lambda })).toBeNull();
    expect(await trainWiener({ decoded: clipOf(decoded, width, height), source: clipOf(source, width, height), settings, lambda: 1 })).toBeNull();
  });

  it("reports its passes and stops when it is aborted", async () => {
    const steps: { step: number; of: number; psnr?: number }[] = [];
    await train({}, { onProgress: (progress: { step: number; of: number; psnr?: number }) => steps.push(progress) });
    expect(steps.at(-1)).toMatchObject({ step: 12, of: 12 });
    const psnrs = steps.flatMap(({ psnr }) => psnr ?? []);
    expect(psnrs[1]).toBeGreaterThan(psnrs[0]!);
    const controller = new AbortController();
    const reason = new Error("enough");
    await expect(train({}, { signal: controller.signal, onProgress: () => controller.abort(reason) })).rejects.toBe(reason);
  });

  it("refuses clips of different sizes", async () => {
    await expect(trainWiener({ decoded: clipOf(decoded, width, height), source: clipOf(source.slice(1), width, height), settings: WienerSchema.parse({ kind: "wiener" }) })).rejects.toThrow(RangeError);
  });
});

describe("a restoration section that anybody may have made", () => {
  it("parses or is refused with a sentence, and what parses can be applied", async () => {
    const real = writeWiener(await train({ blockSize: 16, classes: 16 }), geometry);
    const mutated = fc.array(fc.tuple(fc.nat(real.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }).map((changes) => {
      const bytes = real.slice();
      for (const [at, value] of changes) bytes[at] = value;
      return bytes;
    });
    const cut = fc.nat(real.length - 1).map((length) => real.slice(0, length));
    fc.assert(
      fc.property(fc.oneof(mutated, cut, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        let parsed: WienerParameters;
        try {
          parsed = parseWiener(bytes, geometry);
        } catch (error) {
          expect(error).toBeInstanceOf(BitstreamError);
          return;
        }
        restore(parsed);
      }),
      { numRuns: 600 },
    );
  });

  it("cannot announce maps without end", () => {
    const huge = { width: 3840, height: 2160, frames: 100_000 };
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2, maxLength: 40 }), (bytes) => {
        // Block size 16, luma only: the largest maps.
        bytes[1] = ((bytes[1] ?? 0) & 0b00000011) | 0b01100000;
        try {
          parseWiener(bytes, huge);
        } catch (error) {
          expect(error).toBeInstanceOf(BitstreamError);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("least squares", () => {
  it("finds the filter that made the target, and its whole gain", () => {
    const a = Float64Array.from([4e6, 1e6, 1e6, 3e6]);
    const b = Float64Array.from([0.5 * 4e6 - 0.25 * 1e6, 0.5 * 1e6 - 0.25 * 3e6]);
    const found = solve({ a, b });
    expect(found[0]).toBeCloseTo(0.5, 4);
    expect(found[1]).toBeCloseTo(-0.25, 4);
    expect(gainOf({ a, b }, found)).toBeCloseTo(0.25 * 4e6 - 2 * 0.125 * 1e6 + 0.0625 * 3e6, -1);
  });
});
