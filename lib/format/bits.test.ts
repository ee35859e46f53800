import { describe, expect, it } from "vitest";
import { AppliedRungSchema, type AppliedRung, type RungCosts } from "../experiment/schema.ts";
import { columnsOf, costsOf, formatShare, sharesOf, totalOf } from "./bits.ts";

const COSTS: RungCosts = { fitMs: 0, encodeMs: 1000, searchMs: 0, trainMs: 0, cachedStreams: 0, streams: 1, madsPerPixel: 0, decodeFps: 100 };
const rung = (more: Partial<AppliedRung> = {}): AppliedRung =>
  AppliedRungSchema.parse({ clipId: "c", crf: 30, options: {}, codedWidth: 64, codedHeight: 64, bytes: 100, sha256: "0", parts: { header: 10, base: 90 }, ...more });
const file = (more: Partial<RungCosts> = {}, parts?: Record<string, number>) => costsOf(rung({ costs: { ...COSTS, ...more }, ...(parts ? { parts } : {}) }), undefined);

describe("bytes by part", () => {
  it("come in one order, with shares of the whole, without the parts that have none", () => {
    expect(sharesOf({ weights: 5, base: 90, program: 0, header: 5 })).toEqual([
      { key: "header", bytes: 5, percent: 5 }, { key: "base", bytes: 90, percent: 90 }, { key: "weights", bytes: 5, percent: 5 },
    ]);
  });
  it("of older records keep their restoration in one", () => {
    expect(sharesOf({ header: 1, base: 2, restoration: 1 }).map(({ key }) => key)).toEqual(["header", "base", "restoration"]);
  });
  it("keep two decimals where they are small, and are never rounded to nothing", () => {
    expect([97.44, 1.234, 0.0444, 0.0012].map(formatShare)).toEqual(["97.4 %", "1.2 %", "0.04 %", "< 0.01 %"]);
  });
});

describe("costs of files", () => {
  it("add up over a clip: the scene search once, decoding speed by time, multiply-adds at their most", () => {
    const total = totalOf([file({ fitMs: 500, trainMs: 10, decodeFps: 100, madsPerPixel: 720, streams: 3, cachedStreams: 2 }), file({ fitMs: 500, trainMs: 20, decodeFps: 25, streams: 2, cachedStreams: 1 })]);
    expect(total).toMatchObject({ bytes: 200, encodeMs: 2000, fitMs: 500, trainMs: 30, decodeFps: 40, madsPerPixel: 720, streams: 5, cachedStreams: 3 });
    expect(total.parts).toMatchObject({ header: 20, base: 180 });
  });

  it("of older records are what they say elsewhere, and never zero for unknown", () => {
    const point = { crf: 30, bytes: 100, kbps: 1, psnrY: 1, psnrU: 1, psnrV: 1, psnrYuv: 1, ssimY: 1, vmaf: null, vmafNeg: null, encodeMs: 70, decodeMs: 7, sha256: "0", decodedSha256: "0" };
    const old = costsOf(rung(), point);
    expect(old).toMatchObject({ encodeMs: 70, decodeMs: 7, searchMs: null, fitMs: null, trainMs: null, decodeFps: null, madsPerPixel: null });
    expect(columnsOf([old]).columns.map(({ key }) => key)).toEqual(["encodeMs", "decodeMs"]);
    expect(columnsOf([old]).nothing).toEqual([]);
    const trained = costsOf(rung({ restoration: { kind: "cnn", used: true, reason: "r", gainDb: 0.1, bytes: 4, madsPerPixel: 720, trainMs: 900 } }), point);
    expect(trained).toMatchObject({ trainMs: 900, madsPerPixel: 720 });
  });

  it("show a column when any file has something in it, and name those that counted nothing", () => {
    const { columns, nothing } = columnsOf([file(), file({ trainMs: 5 })]);
    expect(columns.map(({ key }) => key)).toEqual(["encodeMs", "trainMs", "decodeFps"]);
    expect(nothing.map(({ key }) => key)).toEqual(["searchMs", "fitMs", "madsPerPixel"]);
  });
});
