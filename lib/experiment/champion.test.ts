import { describe, expect, it } from "vitest";
import { type Champion, type Claim, decideChampion } from "./champion.ts";

const HEADLINE = { reductionPercent: 33.4, claimedReductionPercent: null, bdRatePercent: null, bitrateKbps: 1, baselineKbps: 2, psnrYuvDb: 40, clips: 5, clampedClips: 0, interval: null };
const claim = (heldOut: number | null, verdict: Claim["validation"]["verdict"] = "better"): Claim => ({
  id: "exp-new", suite: { id: "quick", title: "Quick" }, headline: { reductionPercent: 41.2 }, now: "2026-11-23T12:00:00.000Z",
  validation: { verdict, verdictReason: "as measured", headline: { ...HEADLINE, reductionPercent: heldOut } },
});
const REIGNING: Champion = { id: "exp-old", suiteId: "quick", suitePercent: 39, heldOutPercent: 31, heldOutInterval: null, differencePoints: -8, since: "2026-11-22T12:00:00.000Z" };

describe("a new best of its suite", () => {
  it("becomes its first champion when the held-out suite calls it better", () => {
    const { record, champion } = decideChampion(claim(33.4), null);
    expect(record).toEqual({ confirmed: true, previousId: null, reason: "41.2 % on Quick, 33.4 % on held-out clips: 7.8 points less; the first champion of Quick" });
    expect(champion).toMatchObject({ id: "exp-new", suiteId: "quick", suitePercent: 41.2, heldOutPercent: 33.4, since: "2026-11-23T12:00:00.000Z" });
    expect(champion!.differencePoints).toBeCloseTo(-7.8, 9);
  });

  it("follows a champion that saved less on held-out clips, and names it", () => {
    expect(decideChampion(claim(33.4), REIGNING).record).toEqual({ confirmed: true, previousId: "exp-old", reason: "41.2 % on Quick, 33.4 % on held-out clips: 7.8 points less; the champion before it, exp-old, reached 31.0 %" });
    expect(decideChampion(claim(45), REIGNING).record.reason).toContain("3.8 points more");
    expect(decideChampion(claim(41.2), REIGNING).record.reason).toContain("held-out clips: the same;");
  });

  it("does not become champion with as much or less on held-out clips as the reigning one", () => {
    expect(decideChampion(claim(31), REIGNING)).toEqual({
      champion: null, record: { confirmed: false, previousId: "exp-old", reason: "41.2 % on Quick, 31.0 % on held-out clips: 10.2 points less; the champion, exp-old, reached 31.0 % there and stays" },
    });
  });

  it("does not become champion where the held-out suite does not call it better, or gives no figure", () => {
    expect(decideChampion(claim(1.1, "inconclusive"), null)).toMatchObject({ champion: null, record: { confirmed: false, reason: "41.2 % on Quick, 1.1 % on held-out clips: 40.1 points less, and inconclusive there: as measured" } });
    expect(decideChampion(claim(null, "incomparable"), null)).toMatchObject({ champion: null, record: { confirmed: false, reason: "41.2 % on Quick, no figure on held-out clips: as measured" } });
  });
});
