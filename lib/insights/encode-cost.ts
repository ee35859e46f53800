import type { ClipResult, Experiment } from "../experiment/schema.ts";
import { costsOf, totalOf } from "../format/bits.ts";
import type { EncodeCost } from "./schema.ts";

/** Time of making one file, as a part of a clip's ladder: encoding with trials, fitting and training, ms. */
interface ClipWork {
  perFileMs: number;
  baselinePerFileMs: number;
  workMs: number;
  streams: number;
  cachedStreams: number;
  atLeast: boolean;
}

function workOn({ clip, points, baseline }: ClipResult, { applied, plan }: Pick<Experiment, "applied" | "plan">): ClipWork | null {
  const rungs = (applied?.rungs ?? []).filter(({ clipId }) => clipId === clip.clipId);
  const total = totalOf(rungs.map((rung) => costsOf(rung, points.find(({ crf }) => crf === rung.crf))));
  const pointsMs = points.reduce((sum, { encodeMs }) => sum + encodeMs, 0);
  const workMs = (total.encodeMs ?? pointsMs) + (total.searchMs ?? 0) + (total.fitMs ?? 0) + (total.trainMs ?? 0);
  const baselineMs = baseline.points.reduce((sum, { encodeMs }) => sum + encodeMs, 0);
  if (workMs <= 0 || baselineMs <= 0) return null;
  const searches = plan !== null && (plan.predictor !== null || plan.adapt !== null);
  const learns = plan !== null && plan.restore !== null;
  return {
    workMs, streams: total.streams, cachedStreams: total.cachedStreams,
    perFileMs: workMs / Math.max(1, rungs.length || points.length), baselinePerFileMs: baselineMs / Math.max(1, baseline.points.length),
    // A kept stream from the cache has the time of its first encoding. One that was tried and not kept has none: trials are
    // timed on the clock (worker/codecs/choose-composition.ts). Records from before there were costs lack parts of the work.
    atLeast: (searches && (total.cachedStreams > 0 || total.searchMs === null || total.fitMs === null)) || (learns && total.trainMs === null),
  };
}

/**
 * What it took to make the experiment's files, against what the baseline's files took on the same clips: the geometric mean
 * over clips of (time a file) / (baseline's time a file). Ratios are averaged geometrically, so that it does not matter
 * which of the two is the reference (Fleming and Wallace, "How Not to Lie with Statistics", CACM 29(3), 1986); encoder
 * comparisons of JVET report times so. Finding a scene program counts once a clip, shared among the files of its ladder.
 * @returns null where a clip has no time on record, or where nothing was measured
 */
export function encodeCostOf(experiment: Pick<Experiment, "applied" | "plan" | "results">): EncodeCost | null {
  const clips = experiment.results?.clips ?? [];
  const works = clips.flatMap((result) => workOn(result, experiment) ?? []);
  if (works.length === 0 || works.length < clips.length) return null;
  const logs = works.map(({ perFileMs, baselinePerFileMs }) => Math.log(perFileMs / baselinePerFileMs));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    ratio: Math.exp(mean(logs)),
    secondsPerFile: mean(works.map(({ perFileMs }) => perFileMs)) / 1000,
    streams: works.reduce((sum, { streams }) => sum + streams, 0),
    cachedStreams: works.reduce((sum, { cachedStreams }) => sum + cachedStreams, 0),
    atLeast: works.some(({ atLeast }) => atLeast),
  };
}
