import type { Geometry, Layer, SceneProgram } from "../program.ts";
import { createCanvas, writeCanvas, type Canvas } from "./canvas.ts";
import { drawGaussians } from "./draw-gaussians.ts";
import { drawGradient } from "./draw-gradient.ts";
import { drawNoise } from "./draw-noise.ts";
import { drawPlasma } from "./draw-plasma.ts";
import { drawPlate } from "./draw-plate.ts";
import { drawSprite } from "./draw-sprite.ts";
import { drawWaves } from "./draw-waves.ts";

export { multipliesPerPixel } from "./multiplies-per-pixel.ts";

export interface SceneRenderer {
  /**
   * Renders one frame as planar I420, limited range; frames in any order.
   * @param into array of width x height x 3/2 bytes.
   */
  render(frameIndex: number, into: Uint8Array): void;
}

/** The renderer that encoder and decoder share: the same program and frame give the same bytes on every machine. */
export function createRenderer(program: SceneProgram, geometry: Geometry): SceneRenderer {
  const canvas = createCanvas(geometry);
  return {
    render(frameIndex, into) {
      const bytes = (geometry.width * geometry.height * 3) / 2;
      if (into.length !== bytes) throw new RangeError(`a frame has ${bytes} bytes, the array ${into.length}`);
      for (const { values } of canvas.planes) values.fill(0);
      for (const layer of program.layers) drawLayer(layer, canvas, frameIndex);
      writeCanvas(canvas, into);
    },
  };
}

function drawLayer(layer: Layer, canvas: Canvas, frame: number): void {
  switch (layer.kind) {
    case "gradient": return drawGradient(layer, canvas, frame);
    case "waves": return drawWaves(layer, canvas, frame);
    case "plasma": return drawPlasma(layer, canvas, frame);
    case "noise": return drawNoise(layer, canvas, frame);
    case "gaussians": return drawGaussians(layer, canvas, frame);
    case "plate": return drawPlate(layer, canvas, frame);
    case "sprite": return drawSprite(layer, canvas, frame);
  }
}
