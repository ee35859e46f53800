import { describe, expect, it } from "vitest";
import { countChanges, describeChanges } from "./describe-changes.ts";

const change = (name: string, from: string | number | boolean | null, to: string | number | boolean | null) => ({ name, setting: name.split("/").at(-1) ?? name, from, to });
const texts = (changes: ReturnType<typeof change>[], rungsChanged = false) => describeChanges({ changes, rungsChanged }).map(({ text }) => text);

describe("what a plan changed", () => {
  it("names a setting with both values", () => {
    expect(texts([change("base/svt-av1/preset", 5, 3), change("base/svt-av1/temporalFilter", true, false), change("base/svt-av1/aqMode", 2, 0)])).toEqual(["preset 5 → 3", "temporal filter on → off", "AQ mode 2 → 0"]);
    expect(texts([change("base/x264/bframes", null, 5)])).toEqual(["B-frames as the preset → 5"]);
  });

  it("tells a part that came with its settings as one change", () => {
    const added = describeChanges({ changes: [change("restore", "none", "cnn"), change("restore/cnn/channels", null, 8), change("restore/cnn/layers", null, 3)], rungsChanged: false });
    expect(added).toEqual([{ text: "+ CNN", detail: "channels 8, layers 3" }]);
  });

  it("tells a part that went, and one that became another kind", () => {
    expect(describeChanges({ changes: [change("transform/downscale", "on", "none"), change("transform/downscale/factor", "1/2", null)], rungsChanged: false })).toEqual([{ text: "− downscale", detail: "factor 1/2" }]);
    expect(texts([change("restore", "wiener", "cnn"), change("restore/wiener/classes", 16, null)])).toEqual(["Wiener filters → CNN"]);
  });

  it("tells another base codec as one change, and none as a codec", () => {
    expect(texts([change("base", "x265", "svt-av1"), change("base/x265/preset", "slow", null), change("base/svt-av1/preset", null, 6)])).toEqual(["x265 → SVT-AV1"]);
    expect(texts([change("predictor", "none", "scene"), change("base", "svt-av1", "none")])).toEqual(["+ scene program", "SVT-AV1 → No codec"]);
  });

  it("names layers of a scene program, and rungs that moved", () => {
    expect(texts([change("predictor/layers/waves", false, true), change("predictor/layers/gradient", true, false)], true)).toEqual(["+ layer waves", "− layer gradient", "rungs moved"]);
    expect(countChanges({ changes: [], rungsChanged: true })).toBe(1);
    expect(texts([])).toEqual([]);
  });
});
