import { describe, expect, it } from "vitest";
import { emptyDocument } from "../knowledge/document.ts";
import { fold } from "../knowledge/fold.ts";
import { BEST_ID, madeUpHistory } from "#worker/research/history.fixture.ts";
import type { Digest } from "./digest-schema.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { DEFAULT_DIGEST_TOKENS, renderDigest } from "./render-digest.ts";
import { chooseAmong, digestDetail } from "./summarise.ts";

/** The digest of a made-up history, folded as the store folds it. */
function digestOf(count: number): Digest {
  const past = madeUpHistory(count);
  const [here, everywhere] = [past.reduce(fold, emptyDocument({ kind: "suite", suiteId: "quick" })), past.reduce(fold, emptyDocument({ kind: "all" }))];
  const wanted = chooseAmong("quick", here.rows);
  const details = past.filter(({ id }) => wanted.includes(id)).map(digestDetail);
  return { suiteId: "quick", rows: here.rows, details, olderExist: true, history: { count: 0, identical: 0, claimedPercent: [], ids: [] }, knowledge: { here: here.knowledge, everywhere: everywhere.knowledge } };
}

/** The lines under a heading. */
function sectionOf(text: string, heading: string): string[] {
  const [, after = ""] = text.split(`## ${heading}`);
  return (after.split("\n## ")[0] ?? "").split("\n").slice(1).filter((line) => line !== "" && line !== "</lab-record>");
}

describe("the digest's budget", () => {
  it.each([5, 500, 5000])("holds with %i experiments, with the best, the effects, the dead ends, the never tried and the failures in it", (count) => {
    const text = renderDigest(digestOf(count));
    expect(estimateTokens(text)).toBeLessThanOrEqual(DEFAULT_DIGEST_TOKENS);
    expect(text).toMatch(/^<lab-record>\n[\s\S]*\n<\/lab-record>$/);
    expect(text).toContain(`Best measured on this suite: ${BEST_ID}, 60.00 %`);
    expect(sectionOf(text, "Best by method")[0]).toContain(BEST_ID);
    expect(sectionOf(text, "RD shape")[0]).toContain(BEST_ID);
    expect(sectionOf(text, "Never tried")[0]).toMatch(/^transform\/downscale: never on/);
    expect(sectionOf(text, "Never tried").join("\n")).toContain("base: never x265, vp9, x264, none");
    expect(sectionOf(text, "Failures").join("\n")).toMatch(/stage encode \(\d+ failures?\).*assertion failed at line \d+/);
    expect(sectionOf(text, "Clips of this suite")).toHaveLength(3);
    if (count > 5) {
      expect(sectionOf(text, "Dead ends").join("\n")).toMatch(/worse[\s\S]*incomparable|incomparable[\s\S]*worse/);
      expect(sectionOf(text, "What each setting did").join("\n")).toMatch(/preset \d+ -> \d+: -\d.*\d+ pairs, spread \d/);
      expect(text).toMatch(/\(\d+ more experiments left out for length\)/);
    }
  });

  it.each([2000, 3000, 20_000])("holds at %i tokens too", (tokens) => {
    const text = renderDigest(digestOf(60), tokens);
    expect(estimateTokens(text)).toBeLessThanOrEqual(tokens);
    for (const heading of ["Best by method", "RD shape", "Never tried", "Failures", "What each setting did"]) expect(sectionOf(text, heading).length, heading).toBeGreaterThan(0);
  });

  it("finds what a setting is worth in noisy results", () => {
    const { effects } = digestOf(500).knowledge!.here;
    const filters = effects.filter(({ name, from, to, n }) => name === "restore" && from === "none" && to === "wiener" && n > 3);
    for (const { mean } of filters) expect(mean).toBeCloseTo(3, 0);
  });
});

describe("the estimate of tokens", () => {
  // The larger of what o200k_base, cl100k_base and p50k_base of gpt-tokenizer 4.0.0 count.
  it.each([
    [16, "hello world 12.34 % exp-mkqzrtbwhd"],
    [56, "base/svt-av1/preset 3 -> 6: -5.00 (2 pairs, spread 1.41, -6.00 to -4.00; exp-bcdfghjkmn -> exp-zxwvtsrqpn)"],
    [52, "  candidate 22:720.0/46.00 30:360.0/43.50 40:180.0/41.00 50:90.0/38.50 60:45.0/36.00"],
    [20, "The encoder process was ended by SIGSEGV while encoding gate-tower at CRF 40."],
    [38, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ])("is no less than the %i tokens that models of OpenAI read in %j, and less than twice that", (counted, text) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(counted);
    expect(estimateTokens(text)).toBeLessThan(2 * counted);
  });

  it("adds up over lines, and counts digits and signs one by one", () => {
    expect(estimateTokens("12.50 %")).toBe(6);
    expect(estimateTokens("a b\nc\n")).toBe(estimateTokens("a b\n") + estimateTokens("c\n"));
    expect(estimateTokens("Überraschung")).toBeGreaterThanOrEqual(4);
    expect(estimateTokens("")).toBe(0);
  });
});
