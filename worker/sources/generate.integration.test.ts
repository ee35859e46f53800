import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ClipFactsSchema, type SceneClip, type UploadClip } from "#lib/clips/schema.ts";
import { openY4m } from "#worker/media/y4m.ts";
import { generateClip } from "./generate.ts";
import { makeVideo } from "./testing/make-video.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "generate-"));
});
afterEach(() => rm(folder, { recursive: true }));

const scene: SceneClip = { kind: "scene", id: "flow", title: "Flow", scene: "plasma", seed: 1, motion: 0.5, detail: 0.3, noise: 1, width: 64, height: 48, fps: { num: 30_000, den: 1001 }, frames: 5 };
const upload: UploadClip = { kind: "upload", id: "mine", title: "Mine", uploadId: "6b1c3e9e-39e3-4a65-a7f5-2f0d8c0c8a11", frames: 11 };

describe("generating a clip", () => {
  it("writes a scene and tells its facts", async () => {
    const outPath = join(folder, "flow.y4m");
    const facts = await generateClip(scene, { outPath });
    const file = await readFile(outPath);
    expect(facts).toEqual(ClipFactsSchema.parse(facts));
    expect(facts).toMatchObject({ clipId: "flow", title: "Flow", kind: "scene", width: 64, height: 48, fpsNum: 30_000, fpsDen: 1001, frames: 5, bytes: file.length });
    expect(facts.sha256).toBe(createHash("sha256").update(file).digest("hex"));
    const reader = await openY4m(outPath);
    expect(reader.frameCount).toBe(5);
    await reader.close();
    expect(await readdir(folder)).toEqual(["flow.y4m"]);
  });

  it("normalises an upload to the frames that the clip asks for", async () => {
    const uploadPath = await makeVideo({ path: join(folder, "mine.mp4"), frames: 20 });
    const facts = await generateClip(upload, { outPath: join(folder, "mine.y4m"), uploadPath });
    expect(facts).toMatchObject({ kind: "upload", width: 96, height: 64, fpsNum: 24, fpsDen: 1, frames: 11 });
  });

  it("says what is missing when the uploaded file is not there", async () => {
    await expect(generateClip(upload, { outPath: join(folder, "mine.y4m") })).rejects.toThrow("The uploaded file of mine is not here. Upload it again.");
  });

  it("leaves nothing behind when it is aborted half-way", async () => {
    const abort = new AbortController();
    const generated = generateClip({ ...scene, frames: 600 }, { outPath: join(folder, "flow.y4m"), signal: abort.signal });
    setImmediate(() => abort.abort(new Error("cancelled")));
    await expect(generated).rejects.toThrow("cancelled");
    expect(await readdir(folder)).toEqual([]);
  });
});
