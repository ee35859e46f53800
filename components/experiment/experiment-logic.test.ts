import { describe, expect, it } from "vitest";
import { matchOptions } from "#lib/format/match-options.ts";
import { artifactUrl } from "./artifact-url.ts";
import { previewGroups } from "./preview-groups.ts";
import { splitIds } from "./split-ids.ts";

const artifact = (name: string) => ({ name, key: "k", bytes: 1, sha256: "0", contentType: "video/mp4" });

describe("what was really applied", () => {
  it("pairs settings with options inside parameter lists, and keeps what is left over", () => {
    const { matches, others } = matchOptions(["preset", "aqMode", "cuTree", "refs"], { preset: "slow", "x265-params": "aq-mode=0:no-cutree=1:log-level=none" });
    expect(matches.map((match) => match.passed)).toEqual(["preset=slow", "x265-params: aq-mode=0", "x265-params: no-cutree=1", null]);
    expect(others).toEqual(["x265-params: log-level=none"]);
  });
});

describe("ids in prose", () => {
  it("finds the lab's ids between words and marks, and keeps every character", () => {
    const prose = "Starting from exp-qgwqjsjdhn, not exp-42 (see exp-mbvwgwvgrw): an expert's myexp-abcdefghij stays.";
    expect(splitIds(prose).filter((part) => part.isId).map((part) => part.text)).toEqual(["exp-qgwqjsjdhn", "exp-mbvwgwvgrw"]);
    expect(splitIds(prose).map((part) => part.text).join("")).toBe(prose);
  });
  it("takes nothing from an empty text", () => {
    expect(splitIds("")).toEqual([]);
  });
});

describe("artifacts", () => {
  it("escapes each part of a name and keeps the slashes", () => {
    expect(artifactUrl("a b", "preview/x y#1.mp4")).toBe("/api/experiments/a%20b/artifacts/preview/x%20y%231.mp4");
  });
  it("gathers previews by clip in the order source, baseline, candidate", () => {
    const groups = previewGroups(["preview/bbb-crf27.mp4", "preview/bbb-source.mp4", "candidate/bbb.bin", "preview/gate-baseline.mp4"].map(artifact));
    expect(groups.map((group) => [group.clip, group.videos.map((video) => video.role)])).toEqual([["bbb", ["source", "candidate"]], ["gate", ["baseline"]]]);
  });
});
