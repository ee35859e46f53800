/* What the compare page shows, as its address says it: a link shows the same view. */

/** More curves than these are a knot, and the palette has as many. */
export const MOST_COMPARED = 6;
export const LEAST_COMPARED = 2;

/** The HEVC baseline among the experiments' ids. */
export const BASELINE = "baseline";

export const METRICS = ["psnrYuv", "psnrY", "psnrU", "psnrV", "ssimY", "vmaf", "vmafNeg"] as const;
export type Metric = (typeof METRICS)[number];
/** encode: inside the base encoder; work: with trials, fitting and training; decode: pictures a second. */
export const TIMES = ["encode", "work", "decode"] as const;
export type Time = (typeof TIMES)[number];
export const GAINS = ["reduction", "bd-rate"] as const;
export type Gain = (typeof GAINS)[number];

export interface CompareView {
  ids: string[];
  metric: Metric;
  /** A clip's id; null for all of them. */
  clip: string | null;
  /** An experiment's id or BASELINE; null until somebody chose one. */
  anchor: string | null;
  time: Time;
  gain: Gain;
}

const oneOf = <T extends string>(values: readonly T[], value: string | null): T => values.find((each) => each === value) ?? values[0]!;

/** Reads an address. What it does not know stands at its default; ids are kept in order, each once. */
export function parseView(params: Pick<URLSearchParams, "get">): CompareView {
  const ids = (params.get("ids") ?? "").split(",").map((id) => id.trim()).filter((id) => id !== "");
  return {
    ids: [...new Set(ids)],
    metric: oneOf(METRICS, params.get("metric")),
    clip: params.get("clip") || null,
    anchor: params.get("anchor") || null,
    time: oneOf(TIMES, params.get("time")),
    gain: oneOf(GAINS, params.get("gain")),
  };
}

/** The address of a view; what stands at its default is left out, and the commas stay legible. */
export function compareHref(view: Pick<CompareView, "ids"> & Partial<CompareView>): string {
  const { ids, metric, clip, anchor, time, gain } = view;
  const rest = new URLSearchParams();
  if (metric && metric !== METRICS[0]) rest.set("metric", metric);
  if (clip) rest.set("clip", clip);
  if (anchor) rest.set("anchor", anchor);
  if (time && time !== TIMES[0]) rest.set("time", time);
  if (gain && gain !== GAINS[0]) rest.set("gain", gain);
  const query = [...(ids.length > 0 ? [`ids=${ids.map(encodeURIComponent).join(",")}`] : []), ...(rest.size > 0 ? [rest.toString()] : [])].join("&");
  return query === "" ? "/compare" : `/compare?${query}`;
}
