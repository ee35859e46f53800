import { describe, expect, it } from "vitest";
import { InvalidKeyError } from "../errors.ts";
import { baselineArtifactKey, experimentArtifactKey, INDEXES, transcriptKey, uploadKey } from "./keys.ts";

describe("keys in the bucket", () => {
  it("carry experiment, attempt and name", () => {
    expect(experimentArtifactKey("exp-a", 2, "candidate/bbb-crf22.avcl")).toBe("experiments/exp-a/2/candidate/bbb-crf22.avcl");
    expect(transcriptKey("exp-a", 1, "proposal", 3)).toBe("experiments/exp-a/1/research/proposal-3.json");
    expect(uploadKey("6b0e1e6c")).toBe("uploads/6b0e1e6c/original");
    expect(baselineArtifactKey("ab12", "x265-4.1", "crf22.hevc")).toBe("baselines/ab12/x265-4.1/crf22.hevc");
  });

  it("never leave their folder", () => {
    for (const name of ["../x", "a/../b", "/etc/passwd", "", "a//b", "a/", ".hidden", "a\\b", "a b", "a\0b", "a/..", "a..b", "ä", "x".repeat(121), "a/b/c/d/e/f/g/h/i"]) {
      expect(() => experimentArtifactKey("exp-a", 1, name), name).toThrow(InvalidKeyError);
    }
    expect(() => experimentArtifactKey("../exp", 1, "a")).toThrow(InvalidKeyError);
    expect(() => uploadKey("../../x")).toThrow(InvalidKeyError);
  });
});

describe("the indexes", () => {
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
  it("stay within DynamoDB's limits of 20 indexes and 100 copied attributes a table", () => {
    const indexes = Object.values(INDEXES);
    expect(indexes.length).toBeLessThanOrEqual(20);
    expect(indexes.reduce((sum, { include }) => sum + include.length, 0)).toBeLessThanOrEqual(100);
  });
});
