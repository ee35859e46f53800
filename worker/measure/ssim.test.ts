import { describe, expect, it } from "vitest";
import { createSsim } from "./ssim.ts";

describe("SSIM", () => {
  it("is 1 for identical pictures", () => {
    const picture = Uint8Array.from({ length: 16 * 12 }, (_, index) => (index * 37) & 255);
    expect(createSsim(16, 12)(picture, picture)).toBe(1);
  });

  it("agrees with a hand calculation on two flat pictures", () => {
    // No variance: only the luminance term remains, (2 * 6400 * 7040 + 416) / (6400^2 + 7040^2 + 416).
    const value = createSsim(8, 8)(new Uint8Array(64).fill(100), new Uint8Array(64).fill(110));
    expect(value).toBeCloseTo((2 * 6400 * 7040 + 416) / (6400 ** 2 + 7040 ** 2 + 416), 12);
  });

  it("falls with the damage done", () => {
    const picture = Uint8Array.from({ length: 64 * 64 }, (_, index) => 128 + ((index * 7919) % 61));
    const little = picture.map((value, index) => value + (index % 2));
    const much = picture.map((value, index) => value + 20 * (index % 2));
    const ssim = createSsim(64, 64);
    expect(ssim(picture, little)).toBeGreaterThan(ssim(picture, much));
  });

  it("refuses pictures that are smaller than its window", () => {
    expect(() => createSsim(4, 16)).toThrow("at least 8x8");
  });
});
