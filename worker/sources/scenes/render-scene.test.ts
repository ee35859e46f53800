import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { SCENE_KINDS, type SceneClip, type SceneKind } from "#lib/clips/schema.ts";
import { renderScene } from "./render-scene.ts";
import { sine } from "./sine.ts";

const [width, height] = [96, 64];
const luma = width * height;

const clipOf = (scene: SceneKind, changes: Partial<SceneClip> = {}): SceneClip => ({
  kind: "scene", id: "test", title: "Test", scene, seed: 7, motion: 0.5, detail: 0.5, noise: 0,
  width, height, fps: { num: 24, den: 1 }, frames: 48, ...changes,
});

function draw(clip: SceneClip, frame: number): Uint8Array {
  const picture = new Uint8Array((clip.width * clip.height * 3) / 2);
  renderScene(clip, frame, picture);
  return picture;
}

function deviation(samples: ArrayLike<number>): number {
  const values = Array.from(samples);
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

describe.each(SCENE_KINDS)("the scene %s", (kind) => {
  // One object, so that its textures are made once.
  const base = clipOf(kind);

  it("draws the same bytes again, in any order of frames", () => {
    const [first, again] = [clipOf(kind, { noise: 2 }), clipOf(kind, { noise: 2 })];
    const once = [0, 5, 11].map((frame) => draw(first, frame));
    expect([11, 5, 0].map((frame) => draw(again, frame)).reverse()).toEqual(once);
  });

  it.each([
    ["seed", { seed: 8 }],
    ["motion", { motion: 0.6 }],
    ["detail", { detail: 0.6 }],
    ["noise", { noise: 1 }],
    ["frame rate", { fps: { num: 30, den: 1 } }],
  ])("changes its pixels with its %s", (_, changes) => {
    expect(draw(clipOf(kind, changes), 6)).not.toEqual(draw(base, 6));
  });

  it("moves, by less than a sample as well, and stands still without motion", () => {
    const slow = clipOf(kind, { motion: 0.04 });
    expect(draw(slow, 1)).not.toEqual(draw(slow, 0));
    const still = clipOf(kind, { motion: 0 });
    expect(draw(still, 9)).toEqual(draw(still, 0));
  });

  it("has texture, colour in both chroma planes, and limited range", () => {
    const picture = draw(clipOf(kind, { noise: 20 }), 3);
    const clean = draw(base, 3);
    expect(deviation(clean.subarray(0, luma))).toBeGreaterThan(8);
    expect(deviation(clean.subarray(luma, luma * 1.25))).toBeGreaterThan(2);
    expect(deviation(clean.subarray(luma * 1.25))).toBeGreaterThan(2);
    expect(Math.min(...picture)).toBeGreaterThanOrEqual(16);
    expect(Math.max(...picture)).toBeLessThanOrEqual(240);
  });
});

describe("scene noise", () => {
  it("has the deviation that was asked for and is new in every frame", () => {
    // On the smoothest scene nearly nothing is clipped; half a code value of rounding adds to a deviation of 4.
    const clean = draw(clipOf("gradients", { motion: 0, detail: 0 }), 0).subarray(0, luma);
    const noisy = [0, 1].map((frame) => draw(clipOf("gradients", { motion: 0, detail: 0, noise: 4 }), frame).subarray(0, luma));
    const added = Array.from(noisy[0]!, (value, index) => value - clean[index]!);
    expect(deviation(added)).toBeGreaterThan(3.7);
    expect(deviation(added)).toBeLessThan(4.3);
    expect(noisy[0]).not.toEqual(noisy[1]);
  });
});

describe("the generator's version", () => {
  // The bytes are the clips' identity: when this changes on purpose, raise GENERATOR_VERSION in cache-key.ts.
  it("stands for exactly these pictures", () => {
    const hash = createHash("sha256");
    for (const kind of SCENE_KINDS) {
      const clip = clipOf(kind, { noise: 1.5 });
      for (const frame of [0, 7]) hash.update(draw(clip, frame));
    }
    expect(hash.digest("hex")).toBe("52479f76151f3361fbc606cf29b0b462e1062bb150c2037d733495081d1a3b95");
  });
});

describe("the sine table", () => {
  it("follows the sine within 3e-7 and repeats every turn", () => {
    for (let turns = -2; turns < 2; turns += 0.00137) expect(Math.abs(sine(turns) - Math.sin(turns * 2 * Math.PI))).toBeLessThan(3e-7);
    expect(sine(0.25)).toBe(sine(5.25));
  });
});

it("refuses an array of another size", () => {
  expect(() => renderScene(clipOf("plasma"), 0, new Uint8Array(10))).toThrow("has 9216 bytes, the array 10");
});
