import { describe, expect, it } from "vitest";
import { timelineOf } from "./timeline-spans.ts";

const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
const stage = (name: "plan" | "encode" | "decode" | "publish", from: number, to: number | null) => ({ stage: name, startedAt: at(from), finishedAt: to === null ? null : at(to) });

describe("the time line of an experiment", () => {
  it("gives each stage its share of the run, says what overlaps, what lies between, and the wait before it", () => {
    const timeline = timelineOf({ createdAt: at(0), startedAt: at(5), finishedAt: at(25), status: "completed", stages: [stage("plan", 5, 7), stage("encode", 8, 18), stage("decode", 13, 20), stage("publish", 20, 25)] }, null);
    expect(timeline).toMatchObject({ startedAt: at(5), wholeMs: 20_000, beforeMs: 5_000, overlapMs: 5_000, betweenMs: 1_000 });
    expect(timeline!.spans.map(({ share }) => share)).toEqual([0.1, 0.5, 0.35, 0.25]);
    expect(timeline!.spans.map(({ fromMs }) => fromMs)).toEqual([0, 3_000, 8_000, 15_000]);
  });

  it("draws what runs up to now, and what a failure broke off up to the end", () => {
    const stages = [stage("plan", 1, 2), stage("encode", 2, null)];
    const running = timelineOf({ createdAt: at(0), startedAt: at(1), finishedAt: null, status: "running", stages }, Date.parse(at(11)));
    expect(running!.spans[1]).toMatchObject({ durationMs: 9_000, share: 0.9, state: "running" });
    const failed = timelineOf({ createdAt: at(0), startedAt: at(1), finishedAt: at(5), status: "failed", stages }, Date.parse(at(99)));
    expect(failed!.spans[1]).toMatchObject({ durationMs: 3_000, state: "unfinished" });
  });

  it("is nothing before the first stage", () => {
    expect(timelineOf({ createdAt: at(0), startedAt: null, finishedAt: null, status: "queued", stages: [] }, null)).toBeNull();
  });
});
