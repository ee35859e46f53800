import { createRandom } from "./random.ts";
import { fillPicture, REFERENCE_HEIGHT, sceneTime, toCode, type PrepareScene } from "./scene.ts";
import { cosine, sine } from "./sine.ts";
import { makeTexture, sampleTexture } from "./texture.ts";

interface Shape {
  round: boolean;
  /** Start of the path, half sizes: units of the reference height. */
  x: number;
  y: number;
  halfWidth: number;
  halfHeight: number;
  /** Units a second. */
  speedX: number;
  speedY: number;
  /** Turns and turns a second. */
  angle: number;
  spin: number;
  code: [number, number, number];
}

/** Position on a path that bounces between the borders. */
function bounce(position: number, limit: number): number {
  const folded = position - Math.floor(position / (2 * limit)) * 2 * limit;
  return folded < limit ? folded : 2 * limit - folded;
}

/**
 * Discs and turning boxes, each painted with its own texture, fly over a slowly panning ground: motion boundaries,
 * occlusion, and edges with one sample of anti-aliasing. `detail` sets the textures' fineness and the number of shapes.
 */
export const prepareShapes: PrepareScene = (clip) => {
  const random = createRandom(clip.seed, 0);
  const ground = makeTexture(clip.seed, 1, 0.2 + 0.6 * clip.detail);
  const paint = makeTexture(clip.seed, 2, clip.detail);
  const aspect = clip.width / clip.height;
  const [limitX, limitY] = [aspect * REFERENCE_HEIGHT, REFERENCE_HEIGHT];
  const speed = (): number => (random() < 0.5 ? -1 : 1) * (50 + 170 * random());
  const shapes = Array.from({ length: 6 + Math.round(8 * clip.detail) }, (_, index): Shape => {
    const size = 22 + 44 * random();
    return {
      round: index % 2 === 0,
      x: random() * 2 * limitX,
      y: random() * 2 * limitY,
      halfWidth: size,
      halfHeight: size * (0.5 + 0.5 * random()),
      speedX: speed(),
      speedY: speed(),
      angle: random(),
      spin: (random() - 0.5) * 0.8,
      code: [70 + 130 * random(), 66 + 124 * random(), 66 + 124 * random()],
    };
  });
  const groundDrift = [24 * (random() - 0.5), 24 * (random() - 0.5)] as const;

  function drawShape(shape: Shape, time: number, into: Uint8Array): void {
    const unit = REFERENCE_HEIGHT / clip.height;
    const centreX = bounce(shape.x + shape.speedX * time, limitX);
    const centreY = bounce(shape.y + shape.speedY * time, limitY);
    const [cos, sin] = [cosine(shape.angle + shape.spin * time), sine(shape.angle + shape.spin * time)];
    const reach = (shape.halfWidth + shape.halfHeight + 2) / unit;
    let start = 0;
    for (let plane = 0; plane < 3; plane += 1) {
      const step = plane === 0 ? 1 : 2;
      const [columns, rows] = [clip.width / step, clip.height / step];
      const offset = plane === 0 ? 0 : 0.5;
      const [left, right] = [Math.max(0, Math.floor((centreX / unit - reach) / step)), Math.min(columns - 1, Math.ceil((centreX / unit + reach) / step))];
      const [top, bottom] = [Math.max(0, Math.floor((centreY / unit - reach) / step)), Math.min(rows - 1, Math.ceil((centreY / unit + reach) / step))];
      for (let row = top; row <= bottom; row += 1) {
        for (let column = left; column <= right; column += 1) {
          const x = column * step * unit - centreX;
          const y = (row * step + offset) * unit - centreY;
          const along = x * cos + y * sin;
          const across = y * cos - x * sin;
          const inside = shape.round
            ? shape.halfHeight - Math.sqrt(along * along + across * across)
            : Math.min(shape.halfWidth - Math.abs(along), shape.halfHeight - Math.abs(across));
          // Distance to the edge in samples of this plane, as coverage.
          const coverage = Math.min(1, Math.max(0, inside / (unit * step) + 0.5));
          if (coverage === 0) continue;
          const texture = sampleTexture(paint, along + shape.x, across + shape.y) * (plane === 0 ? 24 : 5);
          const at = start + row * columns + column;
          into[at] = toCode(into[at]! * (1 - coverage) + (shape.code[plane]! + texture) * coverage);
        }
      }
      start += columns * rows;
    }
  }

  return (frameIndex, into) => {
    const time = sceneTime(clip, frameIndex);
    const [ox, oy] = [groundDrift[0] * time, groundDrift[1] * time];
    const at = (px: number, py: number, scale: number): number => sampleTexture(ground, px * scale + ox, py * scale + oy);
    fillPicture(clip, into, {
      y: (px, py) => 104 + 27 * at(px, py, 0.9),
      u: (px, py) => 122 + 9 * at(px + 300, py, 0.4),
      v: (px, py) => 124 + 9 * at(px, py + 300, 0.4),
    });
    for (const shape of shapes) drawShape(shape, time, into);
  };
};
