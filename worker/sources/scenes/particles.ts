import { createRandom } from "./random.ts";
import { fillPicture, REFERENCE_HEIGHT, sceneTime, toCode, type PrepareScene } from "./scene.ts";
import { sine } from "./sine.ts";
import { makeTexture, sampleTexture } from "./texture.ts";

interface Particle {
  x: number;
  y: number;
  fall: number;
  sway: number;
  phase: number;
  radius: number;
  light: number;
  tintU: number;
  tintV: number;
}

const wrap = (value: number, limit: number): number => value - Math.floor(value / limit) * limit;

/**
 * Sparks or snow before a dusky sky: hundreds of soft points of a sample or a few, each on its own swaying path, with
 * flicker. Hard to predict by blocks, as rain and confetti are. `detail` makes them more and smaller.
 */
export const prepareParticles: PrepareScene = (clip) => {
  const random = createRandom(clip.seed, 0);
  const sky = makeTexture(clip.seed, 1, 0.1 + 0.4 * clip.detail);
  const aspect = clip.width / clip.height;
  const margin = 12;
  const [limitX, limitY] = [aspect * REFERENCE_HEIGHT + 2 * margin, REFERENCE_HEIGHT + 2 * margin];
  const particles = Array.from({ length: Math.round(120 + 680 * clip.detail) }, (): Particle => {
    const near = random();
    return {
      x: random() * limitX,
      y: random() * limitY,
      fall: 40 + 150 * near,
      sway: 6 + 22 * random(),
      phase: random(),
      radius: (1.1 + 3.2 * near * near) * (1.5 - 0.7 * clip.detail),
      light: 40 + 95 * near,
      tintU: 40 * (random() - 0.5),
      tintV: 46 * (random() - 0.35),
    };
  });
  const hue = random();

  function splat(into: Uint8Array, start: number, columns: number, rows: number, x: number, y: number, radius: number, amount: number): void {
    const [left, right] = [Math.max(0, Math.ceil(x - radius)), Math.min(columns - 1, Math.floor(x + radius))];
    const [top, bottom] = [Math.max(0, Math.ceil(y - radius)), Math.min(rows - 1, Math.floor(y + radius))];
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) {
        const distance = ((column - x) * (column - x) + (row - y) * (row - y)) / (radius * radius);
        if (distance >= 1) continue;
        const at = start + row * columns + column;
        into[at] = toCode(into[at]! + amount * (1 - distance) * (1 - distance));
      }
    }
  }

  return (frameIndex, into) => {
    const time = sceneTime(clip, frameIndex);
    const drift = 14 * time;
    fillPicture(clip, into, {
      y: (px, py) => 44 + py * 0.14 + 10 * sampleTexture(sky, px * 0.6 + drift, py * 0.6),
      u: (px, py) => 136 - py * 0.045 + 12 * sine(hue + px * 0.0009) + 3 * sampleTexture(sky, px * 0.3 + drift, py * 0.3),
      v: (px, py) => 118 + py * 0.06 + 8 * sine(hue + 0.3 + px * 0.0011),
    });
    const scale = clip.height / REFERENCE_HEIGHT;
    const luma = clip.width * clip.height;
    for (const particle of particles) {
      const x = (wrap(particle.x + particle.sway * sine(particle.phase + time * 0.7), limitX) - margin) * scale;
      const y = (wrap(particle.y + particle.fall * time, limitY) - margin) * scale;
      const radius = Math.max(1.1, particle.radius * scale);
      const flicker = 0.75 + 0.25 * sine(particle.phase * 7 + time * 2.3);
      splat(into, 0, clip.width, clip.height, x, y, radius, particle.light * flicker);
      const chroma = Math.max(1.1, radius / 2);
      splat(into, luma, clip.width / 2, clip.height / 2, x / 2, y / 2 - 0.25, chroma, particle.tintU);
      splat(into, (luma * 5) / 4, clip.width / 2, clip.height / 2, x / 2, y / 2 - 0.25, chroma, particle.tintV);
    }
  };
};
