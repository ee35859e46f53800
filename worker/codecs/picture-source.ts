import { i420Bytes } from "../media/y4m.ts";
import type { Y4mHeader } from "../media/y4m-header.ts";
import { subtractRendering } from "../predict/residual.ts";
import type { SceneRenderer } from "../predict/render/create-renderer.ts";

/** Pictures to code, in random access as planar I420. A `Y4mReader` is one. */
export interface PictureSource {
  readonly header: Y4mHeader;
  readonly frameCount: number;
  readFrame(index: number, into?: Uint8Array): Promise<Uint8Array>;
}

/** What a scene program leaves of a source: source - rendering + 128. */
export function residualOf(source: PictureSource, renderer: SceneRenderer): PictureSource {
  const bytes = i420Bytes(source.header.width, source.header.height);
  const rendering = new Uint8Array(bytes);
  const picture = new Uint8Array(bytes);
  return {
    header: source.header,
    frameCount: source.frameCount,
    async readFrame(index, into = new Uint8Array(bytes)) {
      await source.readFrame(index, picture);
      renderer.render(index, rendering);
      subtractRendering(picture, rendering, into);
      return into;
    },
  };
}
