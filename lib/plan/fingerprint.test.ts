import { describe, expect, it } from "vitest";
import { findSuite } from "../clips/suites.ts";
import type { Suite } from "../clips/schema.ts";
import { canonicalJson, fingerprintOf } from "./fingerprint.ts";
import { PlanSchema } from "./schema.ts";

const quick = findSuite("quick")!;
const plan = (preset: number) => PlanSchema.parse({ base: { codec: "svt-av1", preset }, rungs: [20, 30, 40, 50].map((crf) => ({ crf })) });
const withClip = (change: object): Suite => ({ ...quick, clips: [{ ...quick.clips[0]!, ...change } as Suite["clips"][number], ...quick.clips.slice(1)] });

describe("a plan's fingerprint", () => {
  it("does not depend on the order of keys or on parts that are left out", () => {
    const { rungs, base } = plan(6);
    expect(fingerprintOf(PlanSchema.parse({ rungs, base }), quick)).toBe(fingerprintOf(plan(6), quick));
    expect(canonicalJson({ b: 1, a: { d: null, c: [2, { f: 3, e: 4 }] } })).toBe('{"a":{"c":[2,{"e":4,"f":3}]},"b":1}');
  });

  it("differs when a setting, the suite or what a clip is made from differs", () => {
    const all = [fingerprintOf(plan(6), quick), fingerprintOf(plan(5), quick), fingerprintOf(plan(6), findSuite("full")!), fingerprintOf(plan(6), withClip({ startFrame: 201 }))];
    expect(new Set(all).size).toBe(all.length);
  });

  it("stays when a clip is only renamed", () => {
    expect(fingerprintOf(plan(6), withClip({ title: "Another title" }))).toBe(fingerprintOf(plan(6), quick));
  });
});
