import type { ClipResult, RdPoint } from "#lib/experiment/schema.ts";

/** The quality metrics of an RD chart. */
export const RD_METRICS = [
  { key: "psnrYuv", label: "PSNR-YUV", unit: "dB", digits: 2 },
  { key: "psnrY", label: "Y", unit: "dB", digits: 2 },
  { key: "psnrU", label: "U", unit: "dB", digits: 2 },
  { key: "psnrV", label: "V", unit: "dB", digits: 2 },
  { key: "ssimY", label: "SSIM", unit: "", digits: 4 },
  { key: "vmaf", label: "VMAF", unit: "", digits: 1 },
  { key: "vmafNeg", label: "VMAF-NEG", unit: "", digits: 1 },
] as const;
export type RdMetric = (typeof RD_METRICS)[number];

export interface RdDot { kbps: number; quality: number; crf: number; series: "baseline" | "candidate" }
export interface RdSeries { baseline: RdDot[]; candidate: RdDot[] }

/** Rungs with a finite value of the metric, in order of rate. Identical pictures (infinite PSNR) have no place on an axis. */
export function rdDots(points: readonly RdPoint[], metric: RdMetric["key"], series: RdDot["series"]): RdDot[] {
  return points
    .flatMap((point) => {
      const quality = point[metric];
      return quality === null ? [] : [{ kbps: point.kbps, quality, crf: point.crf, series }];
    })
    .sort((a, b) => a.kbps - b.kbps);
}

export function rdSeriesOf(result: ClipResult, metric: RdMetric["key"]): RdSeries {
  return { baseline: rdDots(result.baseline.points, metric, "baseline"), candidate: rdDots(result.points, metric, "candidate") };
}

/** Whether any rung of any clip has the metric. */
export function isMeasured(clips: readonly ClipResult[], metric: RdMetric["key"]): boolean {
  return clips.some((clip) => clip.points.some((point) => point[metric] !== null) || clip.baseline.points.some((point) => point[metric] !== null));
}

/** Ticks of a logarithmic rate axis: 1, 2 and 5 times powers of ten inside the range, and the range's ends widened to them. */
export function logTicks(minimum: number, maximum: number): { domain: [number, number]; ticks: number[] } {
  const steps: number[] = [];
  for (let power = Math.floor(Math.log10(minimum)); power <= Math.ceil(Math.log10(maximum)); power += 1) {
    for (const factor of [1, 2, 5]) steps.push(factor * 10 ** power);
  }
  const low = steps.findLast((step) => step <= minimum) ?? minimum;
  const high = steps.find((step) => step >= maximum) ?? maximum;
  return { domain: [low, high], ticks: steps.filter((step) => step >= low && step <= high) };
}

/** About five round ticks (1, 2 or 5 times a power of ten apart) that enclose the range, and the digits they need. */
export function linearTicks(minimum: number, maximum: number): { domain: [number, number]; ticks: number[]; digits: number } {
  const raw = Math.max((maximum - minimum) / 5, 1e-4);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
  const low = Math.floor(minimum / step);
  const high = Math.max(Math.ceil(maximum / step), low + 1);
  const ticks = Array.from({ length: high - low + 1 }, (_, index) => (low + index) * step);
  return { domain: [low * step, high * step], ticks, digits: Math.max(0, -Math.floor(Math.log10(step))) };
}
