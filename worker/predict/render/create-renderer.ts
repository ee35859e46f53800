import type { Geometry, Layer, SceneProgram } from "../program.ts";
import { createCanvas, writeCanvas, type Canvas } from "./canvas.ts";
import { drawGaussians } from "./draw-gaussians.ts";
import { drawGradient } from "./draw-gradient.ts";
import { drawNoise } from "./draw-noise.ts";
import { drawPlasma } from "./draw-plasma.ts";
import { drawPlate } from "./draw-plate.ts";
import { drawSprite } from "./draw-sprite.ts";
import { drawWaves } from "./draw-waves.ts";

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

/** Multiplications per luma sample of the picture that rendering one frame takes, counted by layer and rounded; sprites and blobs as if they covered the picture by their area. */
export function multipliesPerPixel(program: SceneProgram): number {
  const sample = 1.5;
  const cost = (layer: Layer): number => {
    switch (layer.kind) {
      case "gradient": return layer.planes.reduce((sum, { length }, plane) => sum + (length > 1 ? Math.sqrt(2 * length) : 0) * (plane === 0 ? 1 : 0.25), 0);
      case "waves": return layer.waves.reduce((sum, { plane }) => sum + 2 * (plane === 0 ? 1 : 0.25), 0);
      case "plasma": return 1.25 * (2 + 4 * layer.terms.length) + sample * 4;
      case "noise": return layer.plane === 0 ? 2 : 0.5;
      case "gaussians": return layer.blobs.reduce((sum, { sigmaX, sigmaY }) => sum + 64 * sigmaX[0]! * sigmaY[0]! * sample * 8, 0);
      case "plate": return sample * 20;
      case "sprite": return 4 * layer.halfWidth * layer.halfHeight * sample * 28;
    }
  };
  return Math.round(program.layers.reduce((sum, layer) => sum + cost(layer), 0));
}
