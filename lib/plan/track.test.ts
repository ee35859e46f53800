import { describe, expect, it } from "vitest";
import { PlanSchema, type PlanInput } from "./schema.ts";
import { trackOf } from "./track.ts";

const rungs = [20, 30, 40, 50].map((crf) => ({ crf }));
const track = (plan: Omit<PlanInput, "rungs">) => trackOf(PlanSchema.parse({ ...plan, rungs }));

describe("the track of a plan", () => {
  it("is film-grain as soon as the decoder makes grain, denoised before or not", () => {
    expect(track({ base: { codec: "svt-av1", filmGrain: 1 } })).toBe("film-grain");
    expect(track({ base: { codec: "svt-av1", filmGrain: 20 }, transform: { denoise: { filter: "hqdn3d", strength: 3 } } })).toBe("film-grain");
  });

  it("is fidelity for everything else, a record without a plan among it", () => {
    expect(track({ base: { codec: "svt-av1" } })).toBe("fidelity");
    expect(track({ base: { codec: "x265" }, transform: { denoise: { filter: "nlmeans", strength: 3 } } })).toBe("fidelity");
    expect(trackOf(null)).toBe("fidelity");
  });
});
