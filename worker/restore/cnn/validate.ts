import { psnrOf } from "../../measure/psnr.ts";
import { OUTPUT_UNIT } from "./architecture.ts";
import { fillPatch, regionOf, type Patch } from "./draw-patch.ts";
import type { FloatNetwork } from "./float-network.ts";
import type { PlaneKind } from "./load-planes.ts";

/** PSNR of held-back patches by kind, dB; null without patches of the kind or without errors. */
export type PsnrByKind = Record<PlaneKind, number | null>;

export interface Validation {
  /** Of the decoded patches as they are. */
  before: PsnrByKind;
  /** Mean squared error of the decoded patches by kind, in squared code values. */
  meanSquares: Record<PlaneKind, number>;
  /** Of the network with its present parameters; its output is rounded to code values, as in the decoder. */
  measure(): PsnrByKind;
}

/** Prepares the measurement of a fixed set of patches. */
export function createValidation(network: FloatNetwork, patches: Patch[], side: number, margin: number): Validation {
  function errors(restored: boolean): Record<PlaneKind, { sum: number; samples: number }> {
    const totals = { luma: { sum: 0, samples: 0 }, chroma: { sum: 0, samples: 0 } };
    for (const patch of patches) {
      const total = totals[patch.pair.kind];
      const { x0, y0, x1, y1 } = regionOf(patch, side, margin);
      if (restored) {
        fillPatch(network, patch, side);
        network.forward();
      }
      const { width, decoded, source } = patch.pair;
      for (let y = y0; y < y1; y += 1) {
        for (let x = x0; x < x1; x += 1) {
          const at = (patch.y + y) * width + patch.x + x;
          const residual = restored ? Math.round(network.output[(y + 1) * network.stride + x + 4]! * OUTPUT_UNIT) : 0;
          total.sum += (Math.min(255, Math.max(0, decoded[at]! + residual)) - source[at]!) ** 2;
        }
      }
      total.samples += (x1 - x0) * (y1 - y0);
    }
    return totals;
  }
  const psnr = ({ sum, samples }: { sum: number; samples: number }): number | null => (samples === 0 ? null : psnrOf(sum, samples));
  const byKind = (restored: boolean): PsnrByKind => {
    const { luma, chroma } = errors(restored);
    return { luma: psnr(luma), chroma: psnr(chroma) };
  };
  const { luma, chroma } = errors(false);
  return {
    before: { luma: psnr(luma), chroma: psnr(chroma) },
    meanSquares: { luma: luma.sum / Math.max(1, luma.samples), chroma: chroma.sum / Math.max(1, chroma.samples) },
    measure: () => byKind(true),
  };
}

/** Gain in dB, weighted as in PSNR-YUV where there is chroma; planes without errors count as no gain. */
export function gainOf(before: PsnrByKind, after: PsnrByKind): number {
  const gain = (kind: PlaneKind): number => (before[kind] === null || after[kind] === null ? 0 : after[kind] - before[kind]);
  return before.chroma === null ? gain("luma") : (6 * gain("luma") + 2 * gain("chroma")) / 8;
}
