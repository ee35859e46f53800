import type { Reduction } from "../experiment/results-schema.ts";
import { PlanSchema, type PlanInput } from "../plan/schema.ts";
import type { Compared, ComparedClip, ComparedPoint } from "./schema.ts";

/* Made-up records for the tests of this folder: curves of one formula, so that every BD-rate is known beforehand. */

/** PSNR rises by 2 dB from point to point and the rate by half again; `factor` moves the whole curve along the rate. */
export function points(factor: number, { from = 30, count = 5, vmaf = null as number | null } = {}): ComparedPoint[] {
  return Array.from({ length: count }, (_, index) => {
    const psnr = from + 2 * index;
    const kbps = factor * 100 * 1.5 ** ((psnr - 30) / 2);
    return { crf: 50 - 5 * index, bytes: Math.round(kbps * 250), kbps, psnrY: psnr, psnrU: psnr + 2, psnrV: psnr + 3, psnrYuv: psnr, ssimY: 0.9 + index / 100, vmaf: vmaf === null ? null : vmaf + index, vmafNeg: null, encodeMs: 1000, decodeMs: 100 };
  });
}

/** Beside HEVC at 34 dB, where the formula has 225 kbit/s. */
export function reduction(factor: number, bound: "exact" | "at-least" = "exact", qualityDb = 34): Reduction {
  return { status: "ok", percent: (1 - factor) * 100, baselineKbps: 225, candidateKbps: 225 * factor, qualityDb, targetKbps: 225, clamped: "no", bound };
}

export const incomparable: Reduction = { status: "incomparable", code: "quality-not-reached", reason: "the candidate reaches 31.00 dB at most", baselineKbps: 225, qualityDb: 34 };

export function clip(name: string, factor: number, overrides: Partial<ComparedClip> = {}): ComparedClip {
  const own = points(factor);
  return {
    clip: { clipId: name, title: `Clip ${name}`, kind: "scene", width: 640, height: 360, fpsNum: 24, fpsDen: 1, frames: 48, sha256: `sha-${name}`, bytes: 1, si: 50, ti: 20 },
    baseline: 0, points: own, reduction: reduction(factor),
    files: own.map(({ crf, bytes, encodeMs, decodeMs }) => ({ crf, bytes, parts: { header: 30, base: bytes - 30 }, encodeMs, searchMs: 200, fitMs: 500, trainMs: null, decodeMs, decodeFps: 48, madsPerPixel: 0, streams: 1, cachedStreams: 0 })),
    ...overrides,
  };
}

export function experiment(id: string, clips: ComparedClip[], overrides: Partial<Compared> = {}): Compared {
  return {
    id, createdAt: "2026-11-01T10:00:00.000Z", finishedAt: "2026-11-01T10:05:00.000Z", status: "completed", verdict: "better", verdictReason: null, hypothesis: `Hypothesis of ${id}`, method: "conventional",
    plan: plan(), headline: null, parentId: null, origin: "researcher", suite: { id: "quick", title: "Quick" }, reached: "suite", failure: null, machine: "test, 2 cores", clips, notMeasured: {},
    ...overrides,
  };
}

export function plan(input: Partial<PlanInput> = {}) {
  return PlanSchema.parse({ base: { codec: "svt-av1" }, rungs: [20, 30, 40, 50].map((crf) => ({ crf })), ...input });
}

/** A baseline for each of the clips' names. */
export const baselines = (...names: string[]) => names.map((name) => ({ clipSha256: `sha-${name}`, build: "x265 test", measuredAt: "2026-11-01T09:00:00.000Z", points: points(1) }));
