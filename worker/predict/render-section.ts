import { parseProgram } from "./parse-program.ts";
import type { Geometry } from "./program.ts";
import { createRenderer, type SceneRenderer } from "./render/create-renderer.ts";

/**
 * The renderer of a bitstream's program section.
 * @throws {BitstreamError} when the section is damaged or out of bounds.
 */
export function createSceneRenderer(section: Uint8Array, { width, height, frames }: Geometry): SceneRenderer {
  const geometry = { width, height, frames };
  return createRenderer(parseProgram(section, geometry), geometry);
}
