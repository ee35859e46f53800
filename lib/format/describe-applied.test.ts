import { describe, expect, it } from "vitest";
import { AppliedRungSchema, type AppliedRung } from "../experiment/schema.ts";
import { describeParts, describeProgramUse, describeRestorationUse, describeShotUse } from "./describe-applied.ts";

const rung = (more: Partial<AppliedRung> = {}): AppliedRung =>
  AppliedRungSchema.parse({ clipId: "c", crf: 30, options: {}, codedWidth: 64, codedHeight: 64, bytes: 10, sha256: "0", parts: { header: 10 }, ...more });
const program = (used: "alone" | "residual" | "no") => rung({ program: { used, reason: "r", layers: [], precisionBits: null, bytes: 0, explainedDb: null } });
const restored = (used: boolean, gainDb: number) => rung({ restoration: { kind: "cnn", used, reason: "r", gainDb, bytes: 400, madsPerPixel: 720, trainMs: 1000 } });
const shot = { from: 0, frames: 10, si: 1, ti: 1, crf: 30, codedWidth: 64, codedHeight: 64, bytes: 5 };
const shots = (count: number) => rung({ adapt: { reason: "r", shots: Array.from({ length: count }, () => shot) } });

describe("what became of a plan's parts, in words", () => {
  it("counts the rungs on which the scene program was used, alone or as the prediction", () => {
    expect(describeProgramUse([program("residual"), program("residual"), program("no")])).toBe("prediction on 2 of 3 rungs");
    expect(describeProgramUse([program("alone"), program("residual")])).toBe("the whole picture on 1 of 2 rungs, prediction on 1 of 2 rungs");
    expect(describeProgramUse([program("alone"), program("alone")])).toBe("the whole picture on all 2 rungs");
    expect(describeProgramUse([program("no")])).toBe("not used: coded without it");
    expect(describeProgramUse([rung()])).toBeNull();
  });

  it("tells how many shots were kept", () => {
    expect([describeShotUse([shots(1), shots(1)]), describeShotUse([shots(2), shots(2)]), describeShotUse([shots(1), shots(3)]), describeShotUse([rung()])]).toEqual(["coded in one piece", "2 shots", "1 to 3 shots", null]);
  });

  it("averages the restoration's gain over the rungs that use it", () => {
    expect(describeRestorationUse([restored(true, 0.3), restored(true, 0.1), restored(false, 9)])).toBe("network on 2 of 3 rungs, +0.20 dB there");
    expect(describeRestorationUse([restored(false, 0.3)])).toBe("network on no rung");
    expect(describeRestorationUse([rung()])).toBeNull();
  });

  it("makes one line of all three, and none of a plan without them", () => {
    expect(describeParts([{ ...program("residual"), adapt: shots(2).adapt }])).toBe("scene program prediction on the only rung; 2 shots");
    expect(describeParts([rung()])).toBeNull();
  });
});
