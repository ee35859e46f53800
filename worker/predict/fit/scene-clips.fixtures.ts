import type { SceneClip } from "#lib/clips/schema.ts";
import { renderScene } from "#worker/sources/scenes/render-scene.ts";
import type { Geometry, Layer } from "../program.ts";
import { createRenderer } from "../render/create-renderer.ts";
import type { FrameSource } from "./frame-source.ts";

/** A small clip of a generated scene. */
export const clipOf = (clip: Pick<SceneClip, "scene" | "seed"> & Partial<SceneClip>): SceneClip => ({ kind: "scene", id: "unnamed", title: "Unnamed", motion: 0.5, detail: 0.2, noise: 0, width: 320, height: 180, fps: { num: 24, den: 1 }, frames: 10, ...clip });

function sourceOf({ width, height, frames }: Geometry, render: (frame: number, into: Uint8Array) => void): FrameSource {
  const pictures = Array.from({ length: frames }, (_, frame) => {
    const picture = new Uint8Array((width * height * 3) / 2);
    render(frame, picture);
    return picture;
  });
  return {
    header: { width, height },
    frameCount: frames,
    readFrame(index, into = new Uint8Array((width * height * 3) / 2)) {
      into.set(pictures[index]!);
      return Promise.resolve(into);
    },
  };
}

/** The clip as its pictures and nothing else. */
export const picturesOf = (clip: SceneClip): FrameSource => sourceOf(clip, (frame, into) => renderScene(clip, frame, into));

/** Pictures that layers make, of a size that no suite has. */
export function renderedLayers(layers: Layer[], geometry: Geometry = { width: 320, height: 180, frames: 12 }): FrameSource {
  const renderer = createRenderer({ precision: 16, keys: Math.min(2, geometry.frames), layers }, geometry);
  return sourceOf(geometry, (frame, into) => renderer.render(frame, into));
}

/** Independent values at every sample. */
export const noiseOf = (geometry: Geometry): FrameSource => sourceOf(geometry, (frame, into) => {
  let state = 12_345 + frame;
  for (let at = 0; at < into.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    into[at] = 16 + ((state >>> 16) % 220);
  }
});
