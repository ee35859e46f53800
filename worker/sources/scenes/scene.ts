import type { SceneClip } from "#lib/clips/schema.ts";

/**
 * A prepared scene: draws one frame, without noise, into a planar I420 picture of the clip's size. What it draws depends
 * on the clip and the frame's number only, so frames can be drawn in any order.
 */
export type DrawFrame = (frameIndex: number, into: Uint8Array) => void;

/** Reads its constants and textures from the clip once. */
export type PrepareScene = (clip: SceneClip) => DrawFrame;

/** Height in samples for which speeds and sizes are given; other sizes show the same picture scaled. */
export const REFERENCE_HEIGHT = 360;

/** Scene time in seconds: frame number over frame rate, times `motion`, so that 0 stands still. */
export function sceneTime(clip: SceneClip, frameIndex: number): number {
  return ((frameIndex * clip.fps.den) / clip.fps.num) * clip.motion;
}

/** Rounds to a code value of limited range. */
export function toCode(value: number): number {
  return value < 16 ? 16 : value > 235 ? 235 : Math.floor(value + 0.5);
}

/**
 * Fills the three planes from functions of a position in units of the reference height (0..360 downwards, the same unit
 * sideways). Chroma sits left, between two rows, as the Y4M header says.
 */
export function fillPicture(clip: SceneClip, into: Uint8Array, planes: { y: (x: number, y: number) => number; u: (x: number, y: number) => number; v: (x: number, y: number) => number }): void {
  const { width, height } = clip;
  const unit = REFERENCE_HEIGHT / height;
  let at = 0;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) into[at++] = toCode(planes.y(column * unit, row * unit));
  }
  for (const plane of [planes.u, planes.v]) {
    for (let row = 0.5; row < height; row += 2) {
      for (let column = 0; column < width; column += 2) into[at++] = toCode(plane(column * unit, row * unit));
    }
  }
}
