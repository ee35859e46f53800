import { planeShapes } from "../picture/picture.ts";
import { smoothAt, type PlateLayer, type Track } from "../program.ts";
import { cosine, sine } from "../sine.ts";
import type { Canvas } from "./canvas.ts";
import { placeOf, samplePlane, type PlaneView } from "./sample-picture.ts";

/** Where the camera looks at a frame: plate place (luma samples) = origin + matrix * picture place from the middle (luma samples). */
export function cameraAt(layer: Pick<PlateLayer, "zoom" | "angle" | "x" | "y">, frame: number, { height, frames }: { height: number; frames: number }): { x: number; y: number; cos: number; sin: number } {
  const at = (track: Track): number => smoothAt(track, frame, frames);
  const zoom = at(layer.zoom);
  return { x: at(layer.x) * height, y: at(layer.y) * height, cos: cosine(at(layer.angle)) * zoom, sin: sine(at(layer.angle)) * zoom };
}

/** Replaces the canvas with the plate as the camera sees it; places are 16-bit fixed point along each row. */
export function drawPlate(layer: PlateLayer, canvas: Canvas, frame: number): void {
  const { x: originX, y: originY, cos, sin } = cameraAt(layer, frame, canvas);
  const { samples, width, height } = layer.picture;
  const shapes = planeShapes(width, height);
  canvas.planes.forEach(({ columns, rows, step, offset, values }, index) => {
    const shape = shapes[index]!;
    const view: PlaneView = { samples, start: shape.start, columns: shape.width, rows: shape.height };
    const stepX = Math.round(cos * 65536);
    const stepY = Math.round(sin * 65536);
    let at = 0;
    for (let row = 0; row < rows; row += 1) {
      const y = row * step + offset - canvas.height / 2;
      const x = -canvas.width / 2;
      let placeX = placeOf((originX + x * cos - y * sin) / step);
      let placeY = placeOf((originY + x * sin + y * cos - offset) / step);
      for (let column = 0; column < columns; column += 1) {
        values[at++] = samplePlane(view, placeX, placeY);
        placeX = (placeX + stepX) | 0;
        placeY = (placeY + stepY) | 0;
      }
    }
  });
}
