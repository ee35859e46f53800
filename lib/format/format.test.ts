import { describe, expect, it } from "vitest";
import { formatBytes, formatDecibels, formatMagnitude, formatPlural, formatRate, formatSignedPercent, shorten } from "./format-number.ts";
import { formatDuration, formatEta, formatRelative, formatRoughMinutes, formatUtc } from "./format-time.ts";

describe("numbers on screen", () => {
  it("writes rates in kbit/s below a megabit and in Mbit/s above", () => {
    expect([0.5, 59.94, 687.4, 1111, 15_038.184, 250_000].map(formatRate)).toEqual(["0.5 kbit/s", "59.9 kbit/s", "687 kbit/s", "1.11 Mbit/s", "15.04 Mbit/s", "250 Mbit/s"]);
  });
  it("writes percentages with a true minus and without a sign on zero", () => {
    expect([-12.34, 4, 0.04, -0.04].map((value) => formatSignedPercent(value))).toEqual(["−12.3 %", "+4.0 %", "0.0 %", "0.0 %"]);
    expect(formatMagnitude(-50.38184)).toBe("50.4 %");
  });
  it("writes identical pictures as infinite quality", () => {
    expect([formatDecibels(43.214), formatDecibels(null)]).toEqual(["43.21 dB", "∞ dB"]);
  });
  it("writes bytes, counts and hashes", () => {
    expect([0, 999, 1000, 123_456, 12_345_678].map(formatBytes)).toEqual(["0 B", "999 B", "1.0 kB", "123 kB", "12.3 MB"]);
    expect([formatPlural(1, "clip"), formatPlural(1200, "clip")]).toEqual(["1 clip", "1,200 clips"]);
    expect([shorten("abcdefghijklmnop", 4), shorten("ab", 4)]).toEqual(["abcd", "ab"]);
  });
});

describe("times on screen", () => {
  it("writes durations from milliseconds to hours, without a 60 in the seconds", () => {
    expect([850, 12_400, 59_940, 59_960, 185_000, 7_620_000].map(formatDuration)).toEqual(["850 ms", "12.4 s", "59.9 s", "1 min 00 s", "3 min 05 s", "2 h 07 min"]);
  });
  it("says coarsely what is left", () => {
    expect([2, 31, 130, 7200].map(formatEta)).toEqual(["a few seconds left", "about 35 s left", "about 2 min left", "about 2.0 h left"]);
    expect([0.3, 1, 1.4, 14.2].map(formatRoughMinutes)).toEqual(["under a minute", "about a minute", "about 1.5 minutes", "about 14 minutes"]);
  });
  it("says how long ago something was", () => {
    const now = new Date("2026-11-23T12:00:00Z");
    const ago = (seconds: number) => formatRelative(new Date(now.getTime() - seconds * 1000).toISOString(), now);
    expect([10, 240, 3 * 3600, 86_400, 3 * 86_400, 60 * 86_400].map(ago)).toEqual(["just now", "4 min ago", "3 h ago", "1 day ago", "3 days ago", "2026-09-24"]);
    expect(formatUtc("2026-11-23T12:00:00.123Z")).toBe("2026-11-23 12:00:00 UTC");
  });
});
