import { planeShapes } from "../picture/picture.ts";
import { smoothAt, type SpriteLayer, type Track } from "../program.ts";
import { cosine, sine } from "../sine.ts";
import type { Canvas } from "./canvas.ts";
import { placeOf, samplePlane, type PlaneView } from "./sample-picture.ts";

/** Where a sprite is at a frame, in luma samples. */
export function spriteAt(sprite: Pick<SpriteLayer, "x" | "y" | "angle" | "zoom">, frame: number, { height, frames }: { height: number; frames: number }) {
  const at = (track: Track): number => smoothAt(track, frame, frames);
  const angle = at(sprite.angle);
  return { x: at(sprite.x) * height, y: at(sprite.y) * height, cos: cosine(angle), sin: sine(angle), zoom: Math.max(0.01, at(sprite.zoom)) };
}

/** Lays a painted disc or box over the canvas, its edge one sample wide. The disc's radius is its half height. Doubles in a fixed order. */
export function drawSprite(layer: SpriteLayer, canvas: Canvas, frame: number): void {
  const { x: centreX, y: centreY, cos, sin, zoom } = spriteAt(layer, frame, canvas);
  const [halfWidth, halfHeight] = [layer.halfWidth * canvas.height * zoom, layer.halfHeight * canvas.height * zoom];
  const reach = (layer.shape === "disc" ? halfHeight : Math.sqrt(halfWidth * halfWidth + halfHeight * halfHeight)) + 2;
  const shapes = planeShapes(layer.picture.width, layer.picture.height);
  canvas.planes.forEach(({ columns, rows, step, offset, values }, index) => {
    const shape = shapes[index]!;
    const view: PlaneView = { samples: layer.picture.samples, start: shape.start, columns: shape.width, rows: shape.height };
    const left = Math.max(0, Math.floor((centreX - reach) / step));
    const right = Math.min(columns - 1, Math.ceil((centreX + reach) / step));
    const top = Math.max(0, Math.floor((centreY - reach) / step));
    const bottom = Math.min(rows - 1, Math.ceil((centreY + reach) / step));
    for (let row = top; row <= bottom; row += 1) {
      const y = row * step + offset - centreY;
      for (let column = left; column <= right; column += 1) {
        const x = column * step - centreX;
        const along = x * cos + y * sin;
        const across = y * cos - x * sin;
        const inside = layer.shape === "disc" ? halfHeight - Math.sqrt(along * along + across * across) : Math.min(halfWidth - Math.abs(along), halfHeight - Math.abs(across));
        const coverage = Math.floor(Math.min(1, Math.max(0, inside / step + 0.5)) * 256);
        if (coverage === 0) continue;
        const paint = samplePlane(view, placeOf((along / zoom + layer.picture.width / 2) / step), placeOf((across / zoom + layer.picture.height / 2 - offset) / step));
        const at = row * columns + column;
        values[at]! += ((paint - values[at]!) * coverage) >> 8;
      }
    }
  });
}
