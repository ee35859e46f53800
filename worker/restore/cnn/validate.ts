import { psnrOf } from "../../measure/psnr.ts";
import { OUTPUT_UNIT } from "./architecture.ts";
import { fillPatch, regionOf, type Patch } from "./draw-patch.ts";
import type { FloatNetwork } from "./float-network.ts";
import type { Component } from "./load-planes.ts";

/** PSNR of held-back patches by component, dB; null without patches of it or without errors. */
export type Psnrs = Record<Component, number | null>;

export interface Validation {
  /** Of the decoded patches as they are. */
  before: Psnrs;
  /** Of the network with its present parameters; its output is rounded to code values, as in the decoder. */
  measure(): Psnrs;
}

/** Prepares the measurement of a fixed set of patches. */
export function createValidation(network: FloatNetwork, patches: Patch[], side: number, margin: number): Validation {
  function psnrs(restored: boolean): Psnrs {
    const totals = { y: { sum: 0, samples: 0 }, u: { sum: 0, samples: 0 }, v: { sum: 0, samples: 0 } };
    for (const patch of patches) {
      const total = totals[patch.pair.component];
      const { x0, y0, x1, y1 } = regionOf(patch, side, margin);
      if (restored) {
        fillPatch(network, patch, side);
        network.forward(patch.pair.kind);
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
    const psnr = ({ sum, samples }: { sum: number; samples: number }): number | null => (samples === 0 ? null : psnrOf(sum, samples));
    return { y: psnr(totals.y), u: psnr(totals.u), v: psnr(totals.v) };
  }
  return { before: psnrs(false), measure: () => psnrs(true) };
}

/** Gain in dB, weighted as in PSNR-YUV when chroma is restored; planes without errors count as no gain. */
export function gainOf(before: Psnrs, after: Psnrs, chroma: boolean): number {
  const gain = (component: Component): number => (before[component] === null || after[component] === null ? 0 : after[component] - before[component]);
  return chroma ? (6 * gain("y") + gain("u") + gain("v")) / 8 : gain("y");
}
