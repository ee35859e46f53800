import type { AppliedRung, RdPoint } from "../experiment/schema.ts";

/** The parts of a bitstream file, in the order in which they are shown. */
export const PARTS = [
  { key: "header", label: "header", note: "Container, sizes, checksum: every byte that is in no other part." },
  { key: "program", label: "scene program", note: "The predictor's layers, keyframes and painted pictures." },
  { key: "base", label: "base codec", note: "The elementary streams of the base codec." },
  { key: "shots", label: "shots", note: "Lengths of the shots, each of which is a stream of its own." },
  { key: "weights", label: "weights", note: "Coefficients or weights of the learned restoration." },
  { key: "maps", label: "maps", note: "Where the restoration is switched off." },
  // Records from before pipeline version 3 do not tell weights and maps apart.
  { key: "restoration", label: "restoration", note: "Weights and maps of the learned restoration, counted together by this older record." },
] as const;
export type PartKey = (typeof PARTS)[number]["key"];

export interface PartShare {
  key: PartKey;
  bytes: number;
  percent: number;
}

/** Bytes by part and their share of the whole, in the order of PARTS; parts without bytes are left out. */
export function sharesOf(parts: Readonly<Record<string, number>>): PartShare[] {
  const total = PARTS.reduce((sum, { key }) => sum + (parts[key] ?? 0), 0);
  return PARTS.flatMap(({ key }) => {
    const bytes = parts[key] ?? 0;
    return bytes > 0 ? [{ key, bytes, percent: (100 * bytes) / total }] : [];
  });
}

/** A percentage of a share: below one percent with two decimals, and what is less than those is said to be less. */
export function formatShare(percent: number): string {
  if (percent < 0.01) return "< 0.01 %";
  return `${percent.toFixed(percent < 1 ? 2 : 1)} %`;
}

/** What one file cost; null where the record does not say. Times in ms. */
export interface FileCosts {
  crf: number;
  bytes: number;
  parts: Readonly<Record<string, number>>;
  encodeMs: number | null;
  searchMs: number | null;
  /** Once for all rungs of the clip. */
  fitMs: number | null;
  trainMs: number | null;
  decodeMs: number | null;
  decodeFps: number | null;
  madsPerPixel: number | null;
  streams: number;
  cachedStreams: number;
}

/** One rung's costs, from its record and its measured point. Older records have no costs, but some of their figures elsewhere. */
export function costsOf(rung: AppliedRung, point: RdPoint | undefined): FileCosts {
  const { costs, restoration } = rung;
  return {
    crf: rung.crf, bytes: rung.bytes, parts: rung.parts,
    encodeMs: costs?.encodeMs ?? point?.encodeMs ?? null,
    searchMs: costs?.searchMs ?? null,
    fitMs: costs?.fitMs ?? null,
    trainMs: costs?.trainMs ?? restoration?.trainMs ?? null,
    decodeMs: point?.decodeMs ?? null,
    decodeFps: costs?.decodeFps ?? null,
    madsPerPixel: costs?.madsPerPixel ?? (restoration ? (restoration.used ? restoration.madsPerPixel : 0) : null),
    streams: costs?.streams ?? 0,
    cachedStreams: costs?.cachedStreams ?? 0,
  };
}

/** Sums over a clip's files; the scene search counts once, decoding speed is all pictures over all time, multiply-adds are the most. */
export function totalOf(files: readonly FileCosts[]): Omit<FileCosts, "crf"> {
  const known = (value: (file: FileCosts) => number | null): number[] => files.flatMap((file) => value(file) ?? []);
  const sum = (values: readonly number[]): number | null => (values.length > 0 ? values.reduce((total, each) => total + each, 0) : null);
  const most = (values: readonly number[]): number | null => (values.length > 0 ? Math.max(...values) : null);
  const speeds = known(({ decodeFps }) => decodeFps).filter((fps) => fps > 0);
  const parts = Object.fromEntries(PARTS.map(({ key }) => [key, files.reduce((total, file) => total + (file.parts[key] ?? 0), 0)]));
  return {
    bytes: files.reduce((total, { bytes }) => total + bytes, 0), parts,
    encodeMs: sum(known(({ encodeMs }) => encodeMs)),
    searchMs: sum(known(({ searchMs }) => searchMs)),
    fitMs: most(known(({ fitMs }) => fitMs)),
    trainMs: sum(known(({ trainMs }) => trainMs)),
    decodeMs: sum(known(({ decodeMs }) => decodeMs)),
    decodeFps: speeds.length > 0 ? speeds.length / speeds.reduce((total, fps) => total + 1 / fps, 0) : null,
    madsPerPixel: most(known(({ madsPerPixel }) => madsPerPixel)),
    streams: files.reduce((total, { streams }) => total + streams, 0),
    cachedStreams: files.reduce((total, { cachedStreams }) => total + cachedStreams, 0),
  };
}

export const COST_COLUMNS = [
  { key: "encodeMs", label: "Encode", note: "Inside the base encoder, for the streams that are in the file." },
  { key: "searchMs", label: "Trials", note: "Encoding and measuring what was tried and not kept: other sizes and offsets of shots, with and without the scene program." },
  { key: "fitMs", label: "Fit", note: "Looking for a scene program in the pixels, once for all rungs of the clip." },
  { key: "trainMs", label: "Training", note: "Learning the restoration on the clip." },
  { key: "decodeMs", label: "Decode", note: "The decoder's process, which has the file and nothing else, from start to end." },
  { key: "decodeFps", label: "Frames/s", note: "Pictures a second of that process, reading and writing not counted." },
  { key: "madsPerPixel", label: "MACs/px", note: "Multiply-adds for each luma sample of rendering and restoration in the decoder; the base codec's own are not counted." },
] as const;
export type CostColumn = (typeof COST_COLUMNS)[number];
/** What may be nothing at all: a plan without a restoration trains nothing. */
const OPTIONAL: readonly CostColumn["key"][] = ["searchMs", "fitMs", "trainMs", "madsPerPixel"];

/**
 * The columns that have something to show: what no record says is absent; what was counted and is nothing in all of them is
 * named in words instead.
 */
export function columnsOf(files: readonly FileCosts[]): { columns: CostColumn[]; nothing: CostColumn[] } {
  const recorded = COST_COLUMNS.filter(({ key }) => files.some((file) => file[key] !== null));
  const nothing = recorded.filter(({ key }) => OPTIONAL.includes(key) && files.every((file) => !file[key]));
  return { columns: recorded.filter((column) => !nothing.includes(column)), nothing };
}
