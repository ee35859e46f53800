import type { ClipFacts } from "../clips/schema.ts";
import type { Compared, ComparedBaseline, ComparedClip, ComparedPoint, CompareReply } from "./schema.ts";
import { BASELINE } from "./view.ts";

/** One clip, known by the sha256 of its pictures, with what each experiment measured on it. */
export interface SharedClip {
  facts: ClipFacts;
  /** By experiment id; only those that measured it. */
  results: ReadonlyMap<string, ComparedClip>;
  /** The newest baseline curve on record for it. */
  baseline: ComparedBaseline;
  /** Baselines on record for it among these experiments; more than one when they were measured with different encoder builds. */
  baselines: number;
}

export interface CommonClips {
  /** Ids of the experiments with measured points, in order. */
  measured: string[];
  /** The clips that everything is compared on. */
  clips: SharedClip[];
  /** Clips that some of them measured and others did not. */
  leftOut: SharedClip[];
  /** No clip is shared by all: `clips` are then all there are, and a pair is compared on those that both have. */
  byPairs: boolean;
}

/** Finds the clips that all measured experiments share. Two clips are the same when their pictures are, whatever their names and suites. */
export function commonClips({ experiments, baselines }: Pick<CompareReply, "experiments" | "baselines">): CommonClips {
  const measured = experiments.filter(({ clips }) => clips.length > 0);
  const hashes = [...new Set(measured.flatMap(({ clips }) => clips.map(({ clip }) => clip.sha256)))];
  const all = hashes.map((sha256) => sharedClip(sha256, measured, baselines));
  const shared = all.filter(({ results }) => results.size === measured.length);
  const byPairs = shared.length === 0;
  return { measured: measured.map(({ id }) => id), clips: byPairs ? all : shared, leftOut: byPairs ? [] : all.filter((clip) => !shared.includes(clip)), byPairs };
}

function sharedClip(sha256: string, experiments: readonly Compared[], baselines: readonly ComparedBaseline[]): SharedClip {
  const results = new Map(experiments.flatMap(({ id, clips }) => clips.filter(({ clip }) => clip.sha256 === sha256).map((result) => [id, result] as const)));
  const [first] = results.values();
  const places = [...new Set([...results.values()].map(({ baseline }) => baseline))];
  const [newest] = places.flatMap((place) => baselines[place] ?? []).sort((a, b) => (a.measuredAt < b.measuredAt ? 1 : -1));
  if (!first || !newest) throw new RangeError(`clip ${sha256} has no result or no baseline in this reply`);
  return { facts: first.clip, results, baseline: newest, baselines: places.length };
}

/** The points of an experiment, or of the baseline, on a clip; null where it was not measured. */
export function pointsOn(clip: SharedClip, key: string): readonly ComparedPoint[] | null {
  return key === BASELINE ? clip.baseline.points : (clip.results.get(key)?.points ?? null);
}
