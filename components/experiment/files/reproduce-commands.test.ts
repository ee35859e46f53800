import { describe, expect, it } from "vitest";
import type { RecordedClip } from "#lib/reproduce/what-to-reproduce.ts";
import { checksums, commandsOf } from "./reproduce-commands.ts";

describe("the commands that reproduce", () => {
  const clip = (kind: "scene" | "upload"): RecordedClip => ({
    spec: kind === "upload" ? { kind, id: "upload-1", title: "x", uploadId: "6b0e1e6c-0000-4000-8000-000000000000", frames: 4 } : { kind, id: "gravel", title: "Gravel", scene: "plasma", seed: 1, motion: 0, detail: 0, noise: 0, width: 16, height: 16, fps: { num: 24, den: 1 }, frames: 2 },
    sourceSha256: "a".repeat(64), rungs: [{ crf: 22, bytes: 9, sha256: "b".repeat(64), decodedSha256: "c".repeat(64) }], folder: "bitstream",
  });

  it("name experiment, lab and file as a shell takes them", () => {
    const commands = commandsOf("exp-1", "http://127.0.0.1:3000", [clip("scene")]);
    expect(commands.fromLab).toBe("npm run reproduce -- exp-1 --url http://127.0.0.1:3000");
    expect(commands.fromFile).toBe("npm run reproduce -- exp-1 --record exp-1.json");
    expect(commands.fetch("bitstream/gravel-crf22.avcl")).toBe("curl -O http://127.0.0.1:3000/api/experiments/exp-1/artifacts/bitstream/gravel-crf22.avcl");
    expect(commands.decode("gravel-crf22.avcl")).toBe("npm run decode -- gravel-crf22.avcl gravel-crf22.y4m");
    expect(checksums([clip("scene")])).toBe(`${"b".repeat(64)}  gravel-crf22.avcl\n`);
  });

  it("ask for the original of an uploaded clip", () => {
    expect(commandsOf("exp-1", "http://lab", [clip("upload")]).fromLab).toMatch(/ --upload ORIGINAL_FILE$/);
  });
});
