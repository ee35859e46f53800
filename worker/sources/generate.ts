import { rename, rm } from "node:fs/promises";
import type { ClipFacts, ClipSpec } from "#lib/clips/schema.ts";
import { measureSiTi } from "#worker/measure/measure-si-ti.ts";
import { writeFilmExcerpt } from "./film.ts";
import { MediaError } from "./media-error.ts";
import { writeScene } from "./scenes/write-scene.ts";
import { normaliseUpload } from "./upload.ts";
import type { WrittenClip } from "./written-clip.ts";

export interface GenerateOptions {
  outPath: string;
  /** Local copy of the uploaded file; needed for clips of kind "upload" only. */
  uploadPath?: string | undefined;
  signal?: AbortSignal | undefined;
}

function write(spec: ClipSpec, path: string, { uploadPath, signal }: GenerateOptions): Promise<WrittenClip> {
  switch (spec.kind) {
    case "scene":
      return writeScene(spec, path, signal);
    case "film":
      return writeFilmExcerpt(spec, path, signal);
    case "upload":
      if (uploadPath === undefined) throw new MediaError("missing", `The uploaded file of ${spec.id} is not here. Upload it again.`);
      return normaliseUpload(uploadPath, path, { frames: spec.frames, signal });
  }
}

/**
 * Produces a clip as normalised Y4M and measures its facts. The file appears under its name only when it is complete.
 * @throws {MediaError} when the film or upload cannot give the clip.
 */
export async function generateClip(spec: ClipSpec, options: GenerateOptions): Promise<ClipFacts> {
  const partial = `${options.outPath}.partial`;
  try {
    const { header, frames, bytes, sha256 } = await write(spec, partial, options);
    const { si, ti } = await measureSiTi({ path: partial, signal: options.signal });
    await rename(partial, options.outPath);
    return { clipId: spec.id, title: spec.title, kind: spec.kind, ...header, frames, sha256, bytes, si, ti };
  } finally {
    await rm(partial, { force: true });
  }
}
