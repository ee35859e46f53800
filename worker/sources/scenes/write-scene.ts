import type { SceneClip } from "#lib/clips/schema.ts";
import { i420Bytes } from "#worker/media/y4m.ts";
import { writeClip, type WrittenClip } from "../written-clip.ts";
import { renderScene } from "./render-scene.ts";

/** Renders a procedural scene into a Y4M file. */
export function writeScene(clip: SceneClip, outPath: string, signal?: AbortSignal): Promise<WrittenClip> {
  const header = { width: clip.width, height: clip.height, fpsNum: clip.fps.num, fpsDen: clip.fps.den };
  const picture = new Uint8Array(i420Bytes(clip.width, clip.height));
  return writeClip(outPath, header, async (writer) => {
    for (let index = 0; index < clip.frames; index += 1) {
      signal?.throwIfAborted();
      renderScene(clip, index, picture);
      await writer.writeFrame(picture);
    }
  });
}
