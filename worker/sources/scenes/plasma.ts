import { createRandom } from "./random.ts";
import { fillPicture, REFERENCE_HEIGHT, sceneTime, type PrepareScene } from "./scene.ts";
import { sine } from "./sine.ts";

/**
 * Plasma: waves whose positions are bent by other waves. Everything flows and nothing is a translation, so block motion
 * never fits quite; `detail` sets the size of the cells and how sharp their borders are.
 */
export const preparePlasma: PrepareScene = (clip) => {
  const random = createRandom(clip.seed, 0);
  const scale = (0.8 + 3.2 * clip.detail) / REFERENCE_HEIGHT;
  const [p0, p1, p2, p3, p4, p5] = Array.from({ length: 6 }, random) as [number, number, number, number, number, number];
  const speeds = Array.from({ length: 4 }, () => (random() < 0.5 ? -1 : 1) * (0.35 + 0.5 * random())) as [number, number, number, number];
  const bend = 0.35 + 0.25 * random();
  const sharpness = 0.5 + 1.5 * clip.detail;
  const hue = random();

  return (frameIndex, into) => {
    const time = sceneTime(clip, frameIndex);
    const [a, b, c, d] = speeds.map((speed) => speed * time) as [number, number, number, number];
    const field = (px: number, py: number): number => {
      const x = px * scale;
      const y = py * scale;
      const wx = x + bend * sine(y * 0.9 + p0 + a);
      const wy = y + bend * sine(x * 0.7 + p1 + b);
      return (sine(wx + p2 + c) + sine(wy * 1.3 + p3 - d) + sine((wx + wy) * 0.8 + p4) + sine((wx - wy) * 0.6 + p5 + a)) * 0.25;
    };
    fillPicture(clip, into, {
      y: (px, py) => {
        const value = field(px, py);
        // Bands of light along the field's contour lines give edges to the cells.
        return 112 + 62 * value + 34 * sharpness * sine(value * (1.5 + 2 * sharpness) + hue);
      },
      u: (px, py) => 128 + 62 * sine(field(px, py) * 0.9 + hue),
      v: (px, py) => 128 + 62 * sine(field(px, py) * 0.9 + hue + 0.37),
    });
  };
};
