import { i420Bytes } from "#worker/media/y4m-header.ts";
import type { SceneClip, SceneKind } from "#lib/clips/schema.ts";
import { prepareGradients } from "./gradients.ts";
import { preparePanZoom } from "./pan-zoom.ts";
import { prepareParticles } from "./particles.ts";
import { preparePlasma } from "./plasma.ts";
import { addNoise, mix } from "./random.ts";
import type { DrawFrame, PrepareScene } from "./scene.ts";
import { prepareShapes } from "./shapes.ts";

const SCENES: Record<SceneKind, PrepareScene> = {
  gradients: prepareGradients,
  plasma: preparePlasma,
  "pan-zoom": preparePanZoom,
  shapes: prepareShapes,
  particles: prepareParticles,
};

/** Prepared scenes by clip object: textures take a tenth of a second to make and serve all frames. */
const prepared = new WeakMap<SceneClip, DrawFrame>();

/**
 * Draws one frame of a procedural scene as planar I420, limited range. The same clip (kind, parameters, seed, size,
 * rate) and frame number give the same bytes on every machine.
 * @param into array of width x height x 3/2 bytes.
 */
export function renderScene(clip: SceneClip, frameIndex: number, into: Uint8Array): void {
  const bytes = i420Bytes(clip.width, clip.height);
  if (into.length !== bytes) throw new RangeError(`a frame of ${clip.id} has ${bytes} bytes, the array ${into.length}`);
  let draw = prepared.get(clip);
  if (!draw) {
    draw = SCENES[clip.scene](clip);
    prepared.set(clip, draw);
  }
  draw(frameIndex, into);
  if (clip.noise > 0) {
    const luma = clip.width * clip.height;
    const seed = mix(clip.seed ^ mix(frameIndex));
    addNoise(into, 0, luma, clip.noise, seed);
    addNoise(into, luma, bytes, clip.noise / 2, seed + 1);
  }
}
