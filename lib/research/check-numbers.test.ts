import { describe, expect, it } from "vitest";
import { checkNumbers, type Fact } from "./check-numbers.ts";

const facts: Fact[] = [
  { value: 28.4137, unit: "%", label: "reduction", direction: "smaller" },
  { value: -50.38184, unit: "%", label: "reduction of b", direction: "larger" },
  { value: 889.04, unit: "kbit/s", label: "baseline rate" },
  { value: 636.43, unit: "kbit/s", label: "rate at equal quality" },
  { value: 39.512, unit: "dB", label: "quality" },
  { value: 22, label: "crf", setting: true },
  { value: 60, label: "crf", setting: true },
  { value: 6, label: "preset", setting: true },
  { value: 3, unit: "clips", label: "clips" },
  { value: 48, unit: "frames", label: "frames" },
  { value: 0.9731, label: "SSIM" },
  { value: 61.2, unit: "s", label: "runtime" },
  { value: 0, label: "01JD7ZK4-first", id: "01JD7ZK4-first" },
  { value: 0, label: "20261123", id: "20261123" },
];

describe("checkNumbers", () => {
  it.each([
    "The reduction is 28.4 %.",
    "It came out 28.4% smaller, at 636.4 kbit/s against 889 kbit/s.",
    "In other units 0.889 Mbit/s, and 0.64 Mbps.",
    "One clip was 50.4 % larger.",
    "That clip's reduction was -50.4 %, and -50.38 percent to two places.",
    "That clip's reduction was −50.4 %.",
    "Compared at 39.5 dB over 3 clips of 48 frames with SSIM 0.973.",
    "CRF 22 to CRF 60 with preset 6; CRF22 and crf=60 as well.",
    "x265, x264, AV1, HEVC, H.264, VP9 and SVT-AV1 at 640x360 in 8-bit 4:2:0, PSNR 6:1:1, factor 3/4, 1080p30, BT.709.",
    "Experiments 01JD7ZK4-first and 20261123 and 6f1c2a7e-1234-4abc-8def-0123456789ab of 2026-11-23.",
    "There are 2 reasons: 1. motion, 2. noise.",
    "It took 1.02 minutes, or 61 seconds.",
  ])("finds every number of a true sentence: %s", (sentence) => {
    expect(checkNumbers(sentence, facts).segments.filter((segment) => segment.kind === "unmatched")).toEqual([]);
  });

  it.each([
    ["The reduction is 29.4 %.", ["29.4 %"]],
    ["The reduction is 28.5 %.", ["28.5 %"]],
    ["It came out 28.4 % larger.", ["28.4 %"]],
    ["One clip gave a reduction of 50.4 %.", ["50.4 %"]],
    ["One clip was 50.4 % smaller.", ["50.4 %"]],
    ["The rate was 889 dB.", ["889 dB"]],
    ["At 15.038184 Mbit/s it lost.", ["15.038184 Mbit/s"]],
    ["With preset 22 it lost.", ["22"]],
    ["With CRF 23 it lost.", ["23"]],
    ["It needed 1,889 kbit/s.", ["1,889 kbit/s"]],
    ["The SSIM was 0.99.", ["0.99"]],
    ["Quality fell by 1.5 dB over 4 clips.", ["1.5 dB", "4 clips"]],
  ])("marks the invented number of a false sentence: %s", (sentence, expected) => {
    const checked = checkNumbers(sentence, facts);
    expect(checked.segments.filter((segment) => segment.kind === "unmatched").map((segment) => segment.text)).toEqual(expected);
    expect(checked.unmatched).toBe(expected.length);
  });

  it("gives the prose back unchanged when its segments are joined", () => {
    const prose = "A 28.4 % gain & <b>29 %</b> at 889 kbit/s; x265 – “CRF 22”.";
    expect(checkNumbers(prose, facts).segments.map((segment) => segment.text).join("")).toBe(prose);
  });

  it("says which fact a number agrees with", () => {
    expect(checkNumbers("At 39.51 dB.", facts).segments).toContainEqual({ text: "39.51 dB", kind: "matched", label: "quality" });
  });

  it("reads a megabyte of digits in linear time without a false match", () => {
    const prose = "17 ".repeat(100_000);
    expect(checkNumbers(prose, facts).unmatched).toBe(100_000);
  });
});
