import { describe, expect, it } from "vitest";
import { clipResult } from "#worker/research/experiment.fixture.ts";
import type { BdRate, ClipResult } from "../experiment/schema.ts";
import { enhancementOf, withEnhancement } from "./enhancement.ts";
import { headlineOf, verdictOf } from "./verdict.ts";

const ok = (percent: number): BdRate => ({ status: "ok", percent, overlapPercent: 100, lowOverlap: false });
const none: BdRate = { status: "incomparable", code: "no-overlap", reason: "the curves have no quality in common" };

/** Three clips whose BD-rates are these; negative is smaller. */
function clips({ psnrYuv, ssimY, vmaf = null, last }: { psnrYuv: number; ssimY: number; vmaf?: number | null; last?: BdRate }): ClipResult[] {
  return ["meadow", "bridge", "plasma"].map((id, index) => {
    const made = clipResult(id, -psnrYuv + index - 1);
    return { ...made, bdRate: { psnrYuv: (index === 2 ? last : undefined) ?? ok(psnrYuv), psnrY: ok(psnrYuv), ssimY: ok(ssimY), vmaf: vmaf === null ? null : ok(vmaf) } };
  });
}

describe("sharpening that lifts a perceptual metric while PSNR falls", () => {
  it("is worse, and labelled an enhancement, with the numbers of both sides", () => {
    const sharpened = clips({ psnrYuv: 18.25, ssimY: -4.5, vmaf: -31 });
    expect(withEnhancement(verdictOf(sharpened), sharpened)).toEqual({
      verdict: "worse",
      verdictReason: expect.stringMatching(/larger than x265 medium.*; enhancement, not better: SSIM-Y calls it 4\.5 % smaller and VMAF calls it 31\.0 % smaller, PSNR-YUV 18\.3 % larger \(mean BD-rates\)$/) as string,
    });
  });

  it("is never better, and no better in the headline, however much the perceptual metrics say", () => {
    const sharpened = clips({ psnrYuv: 18, ssimY: -90, vmaf: -90 });
    expect(verdictOf(sharpened).verdict).toBe("worse");
    expect(headlineOf(sharpened)).toEqual(headlineOf(clips({ psnrYuv: 18, ssimY: 0, vmaf: 0 })));
  });
});

describe("no enhancement", () => {
  it.each([
    ["a plan that is smaller by every metric", clips({ psnrYuv: -20, ssimY: -25, vmaf: -30 })],
    ["one that is larger by every metric", clips({ psnrYuv: 20, ssimY: 15, vmaf: 3 })],
    ["differences inside the noise", clips({ psnrYuv: 0.2, ssimY: -0.2, vmaf: -0.1 })],
    ["a perceptual gain with PSNR inside the noise", clips({ psnrYuv: 0.2, ssimY: -9 })],
    ["a clip without a BD-rate, which leaves no mean", clips({ psnrYuv: 20, ssimY: -9, last: none })],
    ["no clips", []],
  ])("is %s", (_what, results) => {
    expect(enhancementOf("worse", results)).toBeNull();
    expect(withEnhancement({ verdict: "worse", verdictReason: "as measured" }, results)).toEqual({ verdict: "worse", verdictReason: "as measured" });
  });

  it("is a result that the verdict calls better at the baseline's rate", () => {
    expect(withEnhancement({ verdict: "better", verdictReason: "as measured" }, clips({ psnrYuv: 5, ssimY: -9 })).verdictReason).toBe("as measured");
  });
});
