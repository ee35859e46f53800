import type { WienerSettings } from "#lib/plan/restore-settings.ts";
import { BLOCK, classGrid, levelTable, type BlockMap } from "./classify.ts";
import { CHROMA_PAIRS, CROSS_TAPS, lumaPairs, TEMPORAL_TAPS } from "./shape.ts";

/** Size of the picture in luma samples, both even, and the number of pictures. */
export interface Geometry {
  width: number;
  height: number;
  frames: number;
}

/** Filters of one plane. */
export interface PlaneFilters {
  /** Filter of each class: 0 leaves the block as it is, n is filters[n - 1]. */
  filterOf: Uint8Array;
  /** Integer coefficients, in units of 2^-coefficientBits. */
  filters: Int16Array[];
  /** What each frame does. */
  modes: Uint8Array;
  /** On/off of each block, row by row, of the frames whose mode is `map`, in order. */
  maps: Uint8Array[];
}

export const MODE = { off: 0, on: 1, map: 2 } as const;
export const PLANES = ["y", "u", "v"] as const;
export type PlaneName = (typeof PLANES)[number];

/** Everything that the decoder needs. A plane that is not there stays as decoded. */
export interface WienerParameters extends Pick<WienerSettings, "classes" | "taps" | "clipped" | "temporal" | "coefficientBits" | "blockSize"> {
  /** Activity codes at which the levels begin. */
  thresholds: number[];
  planes: Partial<Record<PlaneName, PlaneFilters>>;
}

export function coefficientCount(plane: PlaneName, { taps, clipped, temporal }: Pick<WienerParameters, "taps" | "clipped" | "temporal">): number {
  const over = temporal ? TEMPORAL_TAPS : 0;
  if (plane !== "y") return CHROMA_PAIRS.length + CROSS_TAPS + over;
  const pairs = lumaPairs(taps, clipped);
  return pairs.linear.length + pairs.clipped.length + over;
}

/** Coefficients stay within one: sums of 30 of them over differences of at most 1020 are far inside 32 bits. */
export const coefficientLimit = (bits: number): number => 1 << bits;

/** Columns and rows of the on/off blocks; none without a block size. */
export function switchGrid({ width, height }: Geometry, blockSize: number): { columns: number; rows: number } {
  return blockSize === 0 ? { columns: 0, rows: 0 } : { columns: Math.ceil(width / blockSize), rows: Math.ceil(height / blockSize) };
}

/** Writes each block's class. */
export function classesOf(map: BlockMap, { classes, thresholds }: Pick<WienerParameters, "classes" | "thresholds">, into: Uint8Array): void {
  const { directions } = classGrid(classes);
  const levels = levelTable(thresholds);
  for (let block = 0; block < into.length; block += 1) {
    into[block] = (levels[map.activity[block] as number] as number) * directions + (directions > 1 ? (map.direction[block] as number) : 0);
  }
}

export { BLOCK };
