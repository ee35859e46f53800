import type { Breathe } from "./breathe.ts";
import { IDENTICAL_PLANE_DB, planeErrors, psnrOfErrors } from "#worker/measure/psnr.ts";
import type { Geometry, SceneProgram } from "../program.ts";
import { createRenderer } from "../render/create-renderer.ts";
import type { FrameSource } from "./frame-source.ts";

export const geometryOf = ({ header, frameCount }: FrameSource): Geometry => ({ width: header.width, height: header.height, frames: frameCount });

/** PSNR-YUV in dB of the rendering of each of the frames. */
export async function measureProgram(source: FrameSource, program: SceneProgram, frames: readonly number[], breathe?: Breathe): Promise<number[]> {
  const geometry = geometryOf(source);
  const { width, height } = geometry;
  const renderer = createRenderer(program, geometry);
  const picture = new Uint8Array((width * height * 3) / 2);
  const rendering = new Uint8Array(picture.length);
  const found: number[] = [];
  for (const frame of frames) {
    await breathe?.();
    await source.readFrame(frame, picture);
    renderer.render(frame, rendering);
    found.push(psnrOfErrors(planeErrors(picture, rendering, width, height), width, height, 1).psnrYuv ?? IDENTICAL_PLANE_DB);
  }
  return found;
}
