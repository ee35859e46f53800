import { CLIP_NOISE_PERCENT, noiseFloorPercent } from "../metrics/noise-floor.ts";
import { quote } from "../research/quote.ts";
import { classText } from "./clip-class.ts";
import { acrossSettings, spreadOf } from "./fold-effects.ts";
import { newest } from "./keep.ts";
import { neverTried } from "./never-tried.ts";
import type { Best, DeadEnd, Effect, Knowledge, KnownClip, Shape } from "./schema.ts";

/*
 * Knowledge as lines of text for a researcher. Strings that somebody else wrote are quoted; plans are written by the lab.
 */

const percent = (value: number): string => `${value.toFixed(2)} %`;
const points = (value: number): string => `${value < 0 ? "" : "+"}${value.toFixed(2)}`;
const valueWord = (value: unknown): string => (value === null ? "the preset's choice" : typeof value === "boolean" ? (value ? "on" : "off") : String(value));

function bestText(best: Best | null): string {
  if (!best) return "no result of the fidelity track told from zero";
  const { id, suiteId, reductionPercent, interval, plan } = best;
  const ends = interval ? ` [${Math.round(interval.level * 100)} %: ${interval.low.toFixed(1)} to ${interval.high.toFixed(1)}]` : "";
  return `${percent(reductionPercent)}${ends} by ${id} on ${suiteId}: ${plan}`;
}

/** "Noise: ..." from the measured noise floor. */
export function noiseLine(clips: number): string {
  return `Measurement noise: ${CLIP_NOISE_PERCENT.toFixed(2)} % RMS on a single clip; mean reductions within ${noiseFloorPercent(clips).toFixed(1)} % of zero over ${clips} ${clips === 1 ? "clip" : "clips"} are no evidence.`;
}

/** Best of each method, then of each family that is not the whole of a method's story. */
export function bestLines({ methods, families }: Knowledge): string[] {
  const reduction = ({ best }: { best: Best | null }): number => best?.reductionPercent ?? Number.NEGATIVE_INFINITY;
  const byBest = <T extends { best: Best | null }>(items: readonly T[]): T[] => [...items].sort((a, b) => reduction(b) - reduction(a));
  return [
    ...byBest(methods).map(({ method, n, best }) => `method ${method} (${n} measured): ${bestText(best)}`),
    ...byBest(families).map(({ title, n, best }) => `family ${title} (${n} measured): ${best ? `${percent(best.reductionPercent)} by ${best.id}` : bestText(null)}`),
  ];
}

export function classLines({ classes }: Knowledge): string[] {
  return [...classes].sort((a, b) => b.n - a.n).map((known) => {
    const { n, clips, best } = known;
    return `${classText(known)} (${clips.join(", ")}; ${n} results): ${percent(best.reductionPercent)} on ${best.clipId} by ${best.id}: ${best.plan}`;
  });
}

function clipLine({ clipId, title, kind, width, height, fps, frames, si, ti, scene, best }: KnownClip): string {
  const made = scene ? `, made: ${scene.scene}, motion ${scene.motion}, detail ${scene.detail}, noise ${scene.noise}` : "";
  const reached = best ? `; best ${percent(best.reductionPercent)} by ${best.id}` : "; no comparable result yet";
  return `${clipId} ${quote(title, 80)} ${kind} ${width}x${height} ${fps.toFixed(2)} fps ${frames} frames SI ${si.toFixed(1)} TI ${ti.toFixed(1)}${made}${reached}`;
}

export function clipLines({ clips }: Knowledge): string[] {
  return [...clips].sort((a, b) => newest([a.lastAt, b.clipId], [b.lastAt, a.clipId])).map(clipLine);
}

const curve = (all: Shape["clips"][number]["points"]): string => all.map(({ crf, kbps, psnrYuv }) => `${crf}:${kbps.toFixed(1)}/${psnrYuv === null ? "inf" : psnrYuv.toFixed(2)}`).join(" ");

/** CRF, kbit/s and dB of the best experiment's rungs and of the baseline's. */
export function shapeLines({ shape }: Knowledge): string[] {
  if (!shape) return [];
  return shape.clips.map(({ clipId, reductionPercent, clamped, points: rungs, baselinePoints }, index) =>
    [
      ...(index === 0 ? [`${shape.id}, ${percent(shape.reductionPercent)} on ${shape.suiteId}: ${shape.plan}; crf:kbps/dB`] : []),
      `${clipId}: ${reductionPercent === null ? "no number" : percent(reductionPercent)}${clamped === "no" ? "" : `, clamped ${clamped}`}`,
      `  candidate ${curve(rungs)}`, `  baseline  ${curve(baselinePoints)}`,
    ].join("\n"),
  );
}

function effectLine({ name, from, to, n, mean, min, max, examples, ...rest }: Effect): string {
  const spread = spreadOf({ n, ...rest });
  const pairs = examples.slice(0, 2).map(({ fromId, toId }) => `${fromId} -> ${toId}`).join(", ");
  const evidence = spread === null ? "1 pair" : `${n} pairs, spread ${spread.toFixed(2)}, ${points(min)} to ${points(max)}`;
  return `${name} ${valueWord(from)} -> ${valueWord(to)}: ${points(mean)} (${evidence}; ${pairs})`;
}

/** Effects measured on the suite, then those of other suites that were never measured on it. */
export function effectLines({ here, everywhere }: { here: Knowledge; everywhere: Knowledge }): string[] {
  const known = new Set(here.effects.map(({ name, from, to }) => `${name} ${String(from)} ${String(to)}`));
  const elsewhere = everywhere.effects.filter(({ name, from, to }) => !known.has(`${name} ${String(from)} ${String(to)}`));
  return [...acrossSettings(here.effects).map(effectLine), ...acrossSettings(elsewhere).map((effect) => `elsewhere: ${effectLine(effect)}`)];
}

export function neverTriedLines({ here, everywhere }: { here: Knowledge; everywhere: Knowledge }): string[] {
  const known = new Map(neverTried(everywhere).map(({ name, never }) => [name, never]));
  return neverTried(here).map(({ name, kind, tried, never }) => {
    const nowhere = known.get(name) === never ? "" : ", but on another suite";
    return kind === "part" ? `${name}: never ${never}${nowhere}; tried ${tried}` : `${name}: tried ${tried}; never ${never}${nowhere}`;
  });
}

const KIND_WORDS: Record<DeadEnd["kind"], string> = { worse: "worse", hopeless: "stopped at screening", incomparable: "incomparable", inconclusive: "inconclusive", identical: "identical" };

/** One of each kind after the other, so that a short list still tells of every kind. */
export function deadEndLines({ deadEnds }: Knowledge): string[] {
  const groups = Object.keys(KIND_WORDS).map((kind) => deadEnds.filter((end) => end.kind === kind).sort((a, b) => newest([a.at, a.id], [b.at, b.id])));
  const longest = Math.max(0, ...groups.map(({ length }) => length));
  const mixed = Array.from({ length: longest }, (_, index) => groups.flatMap((group) => group[index] ?? [])).flat();
  return mixed.map(({ id, suiteId, kind, plan, reductionPercent, reason }) => `${id} on ${suiteId} ${KIND_WORDS[kind]}${reductionPercent === null ? "" : ` (${percent(reductionPercent)})`}: ${plan}; because ${quote(reason, 200)}`);
}

/** The stage with most failures first, the newest of each reason. */
export function failureLines({ failures }: Knowledge): string[] {
  return [...failures].sort((a, b) => b.count - a.count).flatMap(({ stage, count, newest: reasons }) =>
    [...reasons].sort((a, b) => newest([a.at, a.id], [b.at, b.id])).map(({ id, plan, reason, tail, count: times }) =>
      `stage ${stage ?? "unknown"} (${count} failures), ${times} like ${id}${plan === null ? ", without a plan" : `: ${plan}`}: ${quote(reason, 200)}${tail === null ? "" : ` stderr tail ${quote(tail.slice(-250), 250)}`}`,
    ),
  );
}
