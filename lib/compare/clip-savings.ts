import type { Reduction } from "../experiment/results-schema.ts";
import { noiseFloorPercent } from "../metrics/noise-floor.ts";
import { reductionPercent } from "../metrics/reduction.ts";
import type { SharedClip } from "./common-clips.ts";
import { differenceFloorPercent, meanSaving, type Saving, standingOf } from "./significance.ts";
import { BASELINE } from "./view.ts";

/** at-least, at-most: a rung beside the quality asked for stood in, so that the true saving lies on one side of the number. */
export type Bound = "exact" | "at-least" | "at-most";

/** Bits saved at equal PSNR-YUV, or the reason why that cannot be told. */
export type Told = { status: "ok"; saving: Saving; bound: Bound } | { status: "incomparable"; reason: string };

/** Against HEVC, and against the anchor: null for the anchor itself, and where the anchor was not measured. */
export interface Pair {
  hevc: Told;
  anchor: Told | null;
}
export interface ClipRow {
  clip: SharedClip;
  /** By experiment id. */
  cells: ReadonlyMap<string, Pair>;
}
export interface ClipSavings {
  rows: ClipRow[];
  /** Means over the rows, by experiment id. */
  means: ReadonlyMap<string, Pair>;
}

/** Two baseline points are the same place when their qualities agree to a hundredth of a decibel: what a page shows. */
const SAME_DB = 0.01;

const told = (percent: number, floorPercent: number, bound: Bound): Told => ({ status: "ok", bound, saving: { percent, floorPercent, interval: null, n: 1, standing: standingOf(percent, floorPercent, null) } });

/** The reduction of one clip with what can be said of it. */
export function againstHevc(reduction: Reduction): Told {
  return reduction.status === "ok" ? told(reduction.percent, noiseFloorPercent(1), reduction.bound) : { status: "incomparable", reason: reduction.reason };
}

/**
 * Two experiments on one clip: both were put beside the baseline at the same quality, so that their rates there compare directly,
 * ((anchor - test) / anchor) x 100, positive is smaller.
 */
export function againstAnchor(test: Reduction, anchor: Reduction): Told {
  if (test.status === "incomparable") return { status: "incomparable", reason: test.reason };
  if (anchor.status === "incomparable") return { status: "incomparable", reason: `the anchor has no number here: ${anchor.reason}` };
  if (Math.abs(test.qualityDb - anchor.qualityDb) > SAME_DB) {
    return { status: "incomparable", reason: `they were measured against different baselines, at ${test.qualityDb.toFixed(2)} and ${anchor.qualityDb.toFixed(2)} dB` };
  }
  if (test.bound === "at-least" && anchor.bound === "at-least") return { status: "incomparable", reason: "of both only a bound is known" };
  const bound: Bound = test.bound === "at-least" ? "at-least" : anchor.bound === "at-least" ? "at-most" : "exact";
  return told(reductionPercent(anchor.candidateKbps, test.candidateKbps), differenceFloorPercent(1), bound);
}

function meanTold(cells: readonly { title: string; told: Told }[], floorOf: (clips: number) => number): Told {
  if (cells.length === 0) return { status: "incomparable", reason: "no clip was measured by both" };
  const failed = cells.flatMap(({ title, told: each }) => (each.status === "incomparable" ? [`${title}: ${each.reason}`] : []));
  // The rows tell each one's reason; the first is enough where only the mean is shown.
  if (failed.length > 0) return { status: "incomparable", reason: cells.length === 1 ? failed.join() : `${failed.length} of ${cells.length} clips cannot be compared; ${failed[0]}` };
  const ok = cells.flatMap(({ told: each }) => (each.status === "ok" ? [each] : []));
  const bounds = new Set(ok.map(({ bound }) => bound).filter((bound) => bound !== "exact"));
  if (bounds.size > 1) return { status: "incomparable", reason: "some clips give a lower bound and others an upper one" };
  const [bound = "exact"] = bounds;
  return { status: "ok", bound, saving: meanSaving(ok.map(({ saving }) => saving.percent), floorOf) };
}

/**
 * Every clip in a row: what each experiment saves against HEVC, and against the anchor.
 * @param anchor an experiment's id, or BASELINE
 */
export function clipSavings(ids: readonly string[], clips: readonly SharedClip[], anchor: string): ClipSavings {
  const rows = clips.map((clip): ClipRow => {
    const anchorOf = clip.results.get(anchor)?.reduction;
    const cells = new Map<string, Pair>();
    for (const id of ids) {
      const own = clip.results.get(id)?.reduction;
      if (!own) continue;
      const hevc = againstHevc(own);
      cells.set(id, { hevc, anchor: anchor === BASELINE ? hevc : id === anchor || !anchorOf ? null : againstAnchor(own, anchorOf) });
    }
    return { clip, cells };
  });
  const means = ids.map((id): [string, Pair] => {
    const own = rows.flatMap(({ clip, cells }) => (cells.has(id) ? [{ title: clip.facts.title, ...cells.get(id)! }] : []));
    const hevc = meanTold(own.map(({ title, hevc: each }) => ({ title, told: each })), noiseFloorPercent);
    if (id === anchor) return [id, { hevc, anchor: null }];
    const paired = own.flatMap(({ title, anchor: each }) => (each ? [{ title, told: each }] : []));
    return [id, { hevc, anchor: anchor === BASELINE ? hevc : meanTold(paired, differenceFloorPercent) }];
  });
  return { rows, means: new Map(means) };
}
