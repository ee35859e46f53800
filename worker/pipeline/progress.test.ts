import { describe, expect, it } from "vitest";
import { trackProgress } from "./progress.ts";

describe("progress", () => {
  const setUp = () => {
    let time = Date.parse("2026-01-01T00:00:00Z");
    const changes: boolean[] = [];
    const progress = trackProgress(() => time, (_, stageChanged) => changes.push(stageChanged));
    return { progress, changes, pass: (seconds: number) => { time += seconds * 1000; } };
  };

  it("shows the earliest stage that still has work while stages overlap", () => {
    const { progress } = setUp();
    for (const stage of ["encode", "decode", "measure"] as const) progress.begin(stage, "Encoding");
    expect(progress.stage()).toBe("encode");
    progress.finish("encode");
    expect(progress.stage()).toBe("decode");
  });

  it("estimates what is left from the time so far, and never claims to be done before it is", () => {
    const { progress, pass } = setUp();
    progress.expect(10);
    progress.begin("encode", "Encoding");
    pass(30);
    progress.advance(5);
    expect(progress.current().progress).toMatchObject({ fraction: 0.5, etaSeconds: 30 });
    progress.advance(5);
    expect(progress.current().progress.fraction).toBe(0.99);
  });

  it("records when each stage began and ended", () => {
    const { progress, pass } = setUp();
    progress.begin("plan", "");
    pass(2);
    progress.finish("plan");
    expect(progress.current().stages).toEqual([{ stage: "plan", startedAt: "2026-01-01T00:00:00.000Z", finishedAt: "2026-01-01T00:00:02.000Z" }]);
  });
});
