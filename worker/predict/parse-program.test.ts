import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BitstreamError } from "#worker/codecs/errors.ts";
import { parseProgram } from "./parse-program.ts";
import { everyLayer, paintedPicture, SMALL } from "./program.fixtures.ts";
import { MAX_MULTIPLIES, MAX_WAVES, type Layer, type SceneProgram, type Wave } from "./program.ts";
import { createSceneRenderer } from "./render-section.ts";
import { createRenderer, multipliesPerPixel } from "./render/create-renderer.ts";
import { programSection, quantiseProgram, writeProgram } from "./write-program.ts";

describe("the bytes of a scene program", () => {
  it.each([6, 8, 10, 13, 16])("come back as the same program at precision %i", (precision) => {
    const program = everyLayer(precision);
    const bytes = writeProgram(program, SMALL);
    const parsed = parseProgram(bytes, SMALL);
    expect(parsed).toEqual(program);
    expect(writeProgram(parsed, SMALL)).toEqual(bytes);
  });

  it("make a section that renders as the rounded program does, in this process or from a copy", () => {
    const [here, there] = [new Uint8Array((SMALL.width * SMALL.height * 3) / 2), new Uint8Array((SMALL.width * SMALL.height * 3) / 2)];
    const program = everyLayer(16);
    const { bytes: section } = programSection(structuredClone(program), { precision: 9, plateStep: 30 }, SMALL);
    createSceneRenderer(section, SMALL).render(7, here);
    createRenderer(quantiseProgram(program, 9, 30), SMALL).render(7, there);
    expect(here).toEqual(there);
    expect(() => programSection(program, { precision: 5 }, SMALL)).toThrow(RangeError);
    expect(() => programSection(program, { precision: 9 }, { ...SMALL, frames: 1 })).toThrow(RangeError);
  });

  it("get fewer with every bit of precision that is given up", () => {
    const sizes = [12, 10, 8, 6].map((precision) => writeProgram(quantiseProgram(everyLayer(16), precision), SMALL).length);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  it("are refused when they are cut short or followed by more", () => {
    const bytes = writeProgram(everyLayer(), SMALL);
    for (const length of [0, 1, 3, 20, bytes.length >> 1, bytes.length - 8]) expect(() => parseProgram(bytes.subarray(0, length), SMALL)).toThrow(BitstreamError);
    expect(() => parseProgram(Uint8Array.of(...bytes, 1, 2, 3, 4, 5, 6, 7, 8, 9), SMALL)).toThrow(BitstreamError);
  });

  it("are refused when they have more keyframes than the clip has frames, or pictures too large for it", () => {
    const bytes = writeProgram(everyLayer(), SMALL);
    expect(() => parseProgram(bytes, { ...SMALL, frames: 1 })).toThrow("keyframes");
    const wide = quantiseProgram({ precision: 8, keys: 1, layers: [{ kind: "plate", zoom: [1], angle: [0], x: [0], y: [0], picture: { width: 1200, height: 1200, step: 200, samples: new Uint8Array(1200 * 1800).fill(128), coefficients: null } }] }, 8);
    expect(() => parseProgram(writeProgram(wide, { width: 1280, height: 720, frames: 1 }), SMALL)).toThrow(BitstreamError);
  });

  it("never do anything but parse and render, or be refused, whatever is changed in them", () => {
    const bytes = writeProgram(everyLayer(), SMALL);
    const picture = new Uint8Array((SMALL.width * SMALL.height * 3) / 2);
    let accepted = 0;
    const mutation = fc.record({ at: fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), length: fc.option(fc.nat(bytes.length)) });
    fc.assert(
      fc.property(mutation, ({ at, length }) => {
        const hostile = Uint8Array.from(bytes);
        for (const [index, value] of at) hostile[index] = value;
        try {
          const program = parseProgram(length === null ? hostile : hostile.subarray(0, length), SMALL);
          createRenderer(program, SMALL).render(4, picture);
          accepted += 1;
        } catch (error) {
          if (!(error instanceof BitstreamError)) throw error;
        }
      }),
      { numRuns: 500, seed: 3 },
    );
    expect(accepted).toBeLessThan(500);
  });

  it("are refused when rendering them would take too long", () => {
    const wave: Wave = { plane: 0, amplitude: [3], frequency: [4], direction: [0.1], phase: [0.2] };
    const waves = (layers: number): SceneProgram => ({ precision: 8, keys: 1, layers: Array.from({ length: layers }, (): Layer => ({ kind: "waves", waves: new Array<Wave>(MAX_WAVES).fill(wave) })) });
    expect(multipliesPerPixel(waves(7))).toBeLessThanOrEqual(MAX_MULTIPLIES);
    expect(parseProgram(programSection(waves(7), { precision: 8 }, SMALL).bytes, SMALL).layers).toHaveLength(7);
    expect(() => parseProgram(writeProgram(quantiseProgram(waves(8), 8), SMALL), SMALL)).toThrow("multiplications");
    expect(() => programSection(waves(8), { precision: 8 }, SMALL)).toThrow(RangeError);
    const cover: Layer = { kind: "sprite", shape: "box", halfWidth: 15, halfHeight: 15, picture: paintedPicture(8, 8), x: [0.5], y: [0.5], angle: [0], zoom: [8] };
    expect(() => parseProgram(writeProgram(quantiseProgram({ precision: 8, keys: 1, layers: new Array<Layer>(24).fill(cover) }, 8), SMALL), SMALL)).toThrow("multiplications");
  });

  it("made of noise are refused or harmless", () => {
    const picture = new Uint8Array((SMALL.width * SMALL.height * 3) / 2);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          createRenderer(parseProgram(bytes, SMALL), SMALL).render(8, picture);
        } catch (error) {
          if (!(error instanceof BitstreamError)) throw error;
        }
      }),
      { numRuns: 500, seed: 4 },
    );
  });
});
