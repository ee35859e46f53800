import type { Interval } from "../experiment/results-schema.ts";
import { pairOf } from "./bd-matrix.ts";
import { clipSavings, type Told } from "./clip-savings.ts";
import type { SharedClip } from "./common-clips.ts";
import { baselineEncodeMs, costsOver } from "./costs.ts";
import { BASELINE, type Gain, type Metric, type Time } from "./view.ts";

/** One experiment as a place: what it took, and what it saved. */
export interface TradePoint {
  key: string;
  /** Seconds a clip for encode and work, pictures a second for decode. */
  time: number;
  /** Bits saved against HEVC, percent, positive is smaller. */
  gain: number;
  interval: Interval | null;
}
export interface TradeOff {
  points: TradePoint[];
  /** Those without a place, and why. */
  missing: { key: string; reason: string }[];
}

/** Time to the right, saved bits upwards. The baseline stands at zero; its decoding speed is on no record. */
export function tradeOff(ids: readonly string[], clips: readonly SharedClip[], { time, gain, metric }: { time: Time; gain: Gain; metric: Metric }): TradeOff {
  const { means } = clipSavings(ids, clips, BASELINE);
  const points: TradePoint[] = [];
  const missing: TradeOff["missing"] = [];
  for (const key of ids) {
    const took = timeOf(clips, key, time);
    const saved = gain === "reduction" ? means.get(key)?.hevc : bdSaved(clips, key, metric);
    if (took === null) missing.push({ key, reason: time === "decode" ? "no decoding speed is on its record" : "no encode time is on its record" });
    else if (saved?.status !== "ok") missing.push({ key, reason: saved?.reason ?? "it measured none of these clips" });
    else points.push({ key, time: took, gain: saved.saving.percent, interval: saved.saving.interval });
  }
  if (time !== "decode" && clips.length > 0) points.push({ key: BASELINE, time: baselineEncodeMs(clips) / clips.length / 1000, gain: 0, interval: null });
  return { points, missing };
}

function timeOf(clips: readonly SharedClip[], id: string, time: Time): number | null {
  const { clips: n, encodeMs, workMs, decodeFps } = costsOver(clips, id);
  if (time === "decode") return decodeFps;
  const ms = time === "encode" ? encodeMs : workMs;
  return ms === null || ms <= 0 || n === 0 ? null : ms / n / 1000;
}

function bdSaved(clips: readonly SharedClip[], id: string, metric: Metric): Told {
  const { mean } = pairOf(id, BASELINE, clips, metric);
  return mean.status === "ok" ? { status: "ok", bound: "exact", saving: mean.saving } : { status: "incomparable", reason: mean.reason };
}
