import type { Experiment } from "../experiment/schema.ts";
import { NUMBERS, sortKey } from "./keys.ts";

/*
 * Keys of the lists that are sorted by a number. The number comes first, as text that sorts as it does, then time of creation and
 * id, which make the key unique: equal numbers are in order of creation, and a cursor never stands between two of the same key.
 */

/**
 * A finite number as 16 hex digits that sort as the number does: the bits of IEEE 754, with the sign bit flipped for
 * positive numbers and all bits flipped for negative ones.
 */
export function sortableNumber(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  // -0 is 0 for whoever reads the list.
  view.setFloat64(0, value === 0 ? 0 : value);
  const bits = view.getBigUint64(0);
  const sign = 1n << 63n;
  const sorted = (bits & sign) === 0n ? bits | sign : ~bits & (2n * sign - 1n);
  return sorted.toString(16).padStart(16, "0");
}

type NumberKeys = Partial<Record<"ixNumbers" | "ixByReduction" | "ixByBdRate" | "ixByRuntime", string>>;

/**
 * Only finished experiments have keys, each for the numbers that it has. What was measured here and what an imported record claims
 * lie in partitions of their own, so that no list mixes them.
 */
export function numberKeysOf({ id, createdAt, finishedAt, verdict, headline, runtimeMs }: Pick<Experiment, "id" | "createdAt" | "finishedAt" | "verdict" | "headline" | "runtimeMs">): NumberKeys {
  if (finishedAt === null || verdict === null) return {};
  const claimed = verdict === "unverified";
  const keyOf = (value: number | null | undefined) => (value === null || value === undefined || !Number.isFinite(value) ? undefined : `${sortableNumber(value)}#${sortKey(createdAt, id)}`);
  return {
    ixNumbers: claimed ? NUMBERS.claimed : NUMBERS.measured,
    ixByReduction: keyOf(claimed ? (headline?.reductionPercent ?? headline?.claimedReductionPercent) : headline?.reductionPercent),
    ixByBdRate: keyOf(headline?.bdRatePercent),
    ixByRuntime: keyOf(runtimeMs),
  };
}
