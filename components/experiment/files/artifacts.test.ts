import { describe, expect, it } from "vitest";
import { artifactUrl } from "./artifact-url.ts";
import { previewGroups } from "./preview-groups.ts";

const artifact = (name: string) => ({ name, key: "k", bytes: 1, sha256: "0", contentType: "video/mp4" });

describe("artifacts", () => {
  it("escapes each part of a name and keeps the slashes", () => {
    expect(artifactUrl("a b", "preview/x y#1.mp4")).toBe("/api/experiments/a%20b/artifacts/preview/x%20y%231.mp4");
  });
  it("gathers previews by clip in the order source, baseline, candidate", () => {
    const groups = previewGroups(["preview/bbb-crf27.mp4", "preview/bbb-source.mp4", "candidate/bbb.bin", "preview/gate-baseline.mp4"].map(artifact));
    expect(groups.map((group) => [group.clip, group.videos.map((video) => video.role)])).toEqual([["bbb", ["source", "candidate"]], ["gate", ["baseline"]]]);
  });
});
