import type { BdRate, ClipResult, RdPoint } from "../experiment/schema.ts";
import type { ClipFacts } from "../clips/schema.ts";
import { baselineTargetKbps } from "./baseline-point.ts";
import { bdRate, LOW_OVERLAP_PERCENT } from "./bd-rate.ts";
import { IncomparableError, type RateQuality } from "./rd-curve.ts";
import { reductionAt } from "./reduction.ts";

type QualityOf = (point: RdPoint) => number | null;

function curveOf(points: readonly RdPoint[], quality: QualityOf): RateQuality[] {
  return points.map((point) => ({ rate: point.kbps, quality: quality(point) }));
}

function bdRateOf(anchor: readonly RdPoint[], test: readonly RdPoint[], quality: QualityOf): BdRate {
  try {
    const { percent, overlapPercent } = bdRate(curveOf(anchor, quality), curveOf(test, quality));
    return { status: "ok", percent, overlapPercent, lowOverlap: overlapPercent < LOW_OVERLAP_PERCENT };
  } catch (error) {
    if (!(error instanceof IncomparableError)) throw error;
    return { status: "incomparable", code: error.code, reason: error.message };
  }
}

/** Reduction at the baseline point and BD-rates of one clip. VMAF is null where either side was not measured. */
export function compareWithBaseline(
  clip: Pick<ClipFacts, "width" | "height" | "fpsNum" | "fpsDen">,
  baseline: readonly RdPoint[],
  candidate: readonly RdPoint[],
): Pick<ClipResult, "reduction" | "bdRate"> {
  const psnrYuv: QualityOf = (point) => point.psnrYuv;
  const hasVmaf = [...baseline, ...candidate].every((point) => point.vmaf !== null);
  return {
    reduction: reductionAt(curveOf(baseline, psnrYuv), curveOf(candidate, psnrYuv), baselineTargetKbps(clip)),
    bdRate: {
      psnrYuv: bdRateOf(baseline, candidate, psnrYuv),
      psnrY: bdRateOf(baseline, candidate, (point) => point.psnrY),
      ssimY: bdRateOf(baseline, candidate, (point) => point.ssimY),
      vmaf: hasVmaf ? bdRateOf(baseline, candidate, (point) => point.vmaf) : null,
    },
  };
}
