import type { ClipSpec } from "../clips/schema.ts";

/** "640×360, 60 frames" of a clip that was not rendered yet; an upload's size is known to its worker only. */
export function clipGeometry(clip: ClipSpec): string {
  if (clip.kind === "upload") return `up to ${clip.frames} frames`;
  return `${clip.width}×${clip.height}, ${clip.frames} frames`;
}

/** Where the pictures come from. */
export function clipOrigin(clip: ClipSpec): string {
  if (clip.kind === "scene") return `procedural ${clip.scene}`;
  return clip.kind === "film" ? "film" : "uploaded";
}

/** Frames per second as people write it: 23.976, 30. */
export function formatFps(num: number, den: number): string {
  return String(Number((num / den).toFixed(3)));
}
