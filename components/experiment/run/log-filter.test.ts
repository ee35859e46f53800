import { describe, expect, it } from "vitest";
import type { LogLine } from "#lib/log/schema.ts";
import { filterLog, NO_FILTER } from "./log-filter.ts";

const line = (text: string, level: LogLine["level"], stage: LogLine["stage"]): LogLine => ({ at: "2026-01-01T00:00:00.000Z", attempt: 1, level, stage, text });

describe("the log's filter", () => {
  const lines = [line("Begins: Encoding", "info", "encode"), line("gravel at CRF 22: 90 bytes", "debug", "encode"), line("no answer", "warn", "analyse")];

  it("holds stage, level and text at once, and changes nothing without any", () => {
    expect(filterLog(lines, NO_FILTER)).toBe(lines);
    expect(filterLog(lines, { ...NO_FILTER, stage: "encode", text: " crf 22 " })).toEqual([lines[1]]);
    expect(filterLog(lines, { ...NO_FILTER, least: "warn" })).toEqual([lines[2]]);
    expect(filterLog(lines, { stage: "encode", least: "warn", text: "" })).toEqual([]);
  });
});
