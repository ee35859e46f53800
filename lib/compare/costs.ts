import { type FileCosts, totalOf } from "../format/bits.ts";
import type { SharedClip } from "./common-clips.ts";
import type { ComparedClip, ComparedPoint } from "./schema.ts";

/** What all files of some clips took; null where no record says. Times in ms, sums over clips and rungs. */
export interface Costs extends Omit<FileCosts, "crf"> {
  clips: number;
  files: number;
  /** Encoding with trials, fitting and training: all that making the files took. */
  workMs: number | null;
}

const sum = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? known.reduce((total, value) => total + value, 0) : null;
};

/** Sums an experiment's costs over clips. Decoding speed is all pictures over all time, so that a long clip weighs more. */
export function costsOver(clips: readonly SharedClip[], id: string): Costs {
  const own = clips.flatMap(({ results }) => results.get(id) ?? []);
  const totals = own.map(({ files }) => totalOf(files));
  const parts: Record<string, number> = {};
  for (const total of totals) for (const [part, bytes] of Object.entries(total.parts)) parts[part] = (parts[part] ?? 0) + bytes;
  const times = { encodeMs: sum(totals.map((each) => each.encodeMs)), searchMs: sum(totals.map((each) => each.searchMs)), fitMs: sum(totals.map((each) => each.fitMs)), trainMs: sum(totals.map((each) => each.trainMs)) };
  const mads = totals.flatMap(({ madsPerPixel }) => madsPerPixel ?? []);
  return {
    ...times, parts,
    clips: own.length,
    files: own.reduce((total, { files }) => total + files.length, 0),
    bytes: totals.reduce((total, { bytes }) => total + bytes, 0),
    workMs: times.encodeMs === null ? null : sum(Object.values(times)),
    decodeMs: sum(totals.map((each) => each.decodeMs)),
    decodeFps: decodeFpsOf(own),
    madsPerPixel: mads.length > 0 ? Math.max(...mads) : null,
    streams: totals.reduce((total, { streams }) => total + streams, 0),
    cachedStreams: totals.reduce((total, { cachedStreams }) => total + cachedStreams, 0),
  };
}

function decodeFpsOf(clips: readonly ComparedClip[]): number | null {
  const timed = clips.flatMap(({ clip, files }) => files.flatMap(({ decodeFps }) => (decodeFps ? [{ frames: clip.frames, fps: decodeFps }] : [])));
  if (timed.length === 0) return null;
  return timed.reduce((total, { frames }) => total + frames, 0) / timed.reduce((total, { frames, fps }) => total + frames / fps, 0);
}

/** Time inside the baseline's encoder over clips, ms; its decoder is another program, whose speed is on no record. */
export function baselineEncodeMs(clips: readonly SharedClip[]): number {
  return clips.reduce((total, { baseline }) => total + baseline.points.reduce((own, { encodeMs }) => own + encodeMs, 0), 0);
}

/** The rung whose PSNR-YUV is nearest to a quality. */
function nearest(points: readonly ComparedPoint[], qualityDb: number): ComparedPoint | null {
  const finite = points.flatMap((point) => (point.psnrYuv === null ? [] : [{ point, far: Math.abs(point.psnrYuv - qualityDb) }]));
  return finite.sort((a, b) => a.far - b.far)[0]?.point ?? null;
}

export interface PartsAtQuality {
  bytes: number;
  parts: Record<string, number>;
  /** Clips in the sum; those without a compared quality or without a file on record are not. */
  clips: number;
  /** How far the rungs taken lie from the quality asked for at most, dB. */
  offDb: number;
}

/** Bytes by part of the rungs nearest to the quality at which each clip is compared, summed over clips; null where no clip has one. */
export function partsAtQuality(clips: readonly SharedClip[], id: string): PartsAtQuality | null {
  const taken = clips.flatMap(({ results }) => {
    const own = results.get(id);
    const db = own?.reduction.qualityDb ?? null;
    if (!own || db === null) return [];
    const point = nearest(own.points, db);
    const file = own.files.find(({ crf }) => crf === point?.crf);
    return point && file ? [{ file, offDb: Math.abs((point.psnrYuv ?? db) - db) }] : [];
  });
  if (taken.length === 0) return null;
  const parts: Record<string, number> = {};
  for (const { file } of taken) for (const [part, bytes] of Object.entries(file.parts)) parts[part] = (parts[part] ?? 0) + bytes;
  return { parts, bytes: taken.reduce((total, { file }) => total + file.bytes, 0), clips: taken.length, offDb: Math.max(...taken.map(({ offDb }) => offDb)) };
}
