import type { AppliedRung, ClipResult, Experiment } from "#lib/experiment/schema.ts";
import type { PlanRun } from "./run-plan.ts";

export interface MethodRun {
  name: string;
  run: PlanRun;
}

const NAME = 38;
const CELL = 13;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number | null => (values.length > 0 ? sum(values) / values.length : null);
const percent = (value: number | null | undefined): string => (value === null || value === undefined ? "-" : `${value.toFixed(1)} %`);
const seconds = (ms: number): string => `${(ms / 1000).toFixed(0)} s`;

const PARTS = ["header", "program", "base", "shots", "weights", "maps"];

function line(name: string, cells: readonly string[]): void {
  console.log(`  ${name.padEnd(NAME)}${cells.map((cell) => cell.padStart(CELL)).join("")}`);
}

const clipsOf = ({ run }: MethodRun): ClipResult[] => run.experiment.results?.clips ?? [];
const rungsOf = (experiment: Experiment): AppliedRung[] => experiment.applied?.rungs ?? [];

const bdOf = (clip: ClipResult | undefined): number | null => (clip?.bdRate.psnrYuv.status === "ok" ? clip.bdRate.psnrYuv.percent : null);
/** As in the record; ">" marks a rung that shows more than the quality asked for. */
const reductionOf = (clip: ClipResult | undefined): { percent: number | null; mark: string } =>
  clip?.reduction.status === "ok" ? { percent: clip.reduction.percent, mark: clip.reduction.bound === "at-least" ? ">" : "" } : { percent: null, mark: "" };

/** Clips by clip id, methods by column; then the means over films and scenes (those clips where every method has a number). */
function block(title: string, runs: readonly MethodRun[], cell: (clip: ClipResult | undefined) => { percent: number | null; mark: string }): void {
  console.log(`\n  ${title}`);
  line("", runs.map(({ name }) => name));
  const first = clipsOf(runs[0]!);
  const rows = first.map(({ clip }) => ({ clip, cells: runs.map((run) => cell(clipsOf(run).find((other) => other.clip.clipId === clip.clipId))) }));
  for (const { clip, cells } of rows) line(`${clip.clipId} (${clip.kind})`, cells.map((value) => `${value.mark}${percent(value.percent)}`));
  for (const kind of ["film", "scene"] as const) {
    const whole = rows.filter(({ clip, cells }) => clip.kind === kind && cells.every((value) => value.percent !== null));
    if (whole.length > 0) line(`mean of ${whole.length} ${kind} clips`, runs.map((_, column) => percent(mean(whole.map(({ cells }) => cells[column]!.percent!)))));
  }
}

/** What the methods gain over the first one's bits, at equal quality, from both BD-rates against the baseline. */
function overFirst(runs: readonly MethodRun[]): void {
  const against = (run: MethodRun, clipId: string) => bdOf(clipsOf(run).find(({ clip }) => clip.clipId === clipId));
  block(`Bits against ${runs[0]!.name}, from the two BD-rates`, runs, (clip) => {
    const own = bdOf(clip);
    const base = clip ? against(runs[0]!, clip.clip.clipId) : null;
    return { percent: own === null || base === null ? null : 100 * ((100 + own) / (100 + base) - 1), mark: "" };
  });
}

/** Prints what the methods reached on one suite, what their files are made of, and what they cost. */
export function printCodecs(runs: readonly MethodRun[]): void {
  block("BD-rate, PSNR-YUV, against x265 medium (tune psnr); negative is smaller", runs, (clip) => ({ percent: bdOf(clip), mark: "" }));
  block("Reduction at the baseline point; positive is smaller, > at least", runs, reductionOf);
  overFirst(runs);

  console.log("\n  Bytes by part, all rungs of all clips");
  line("", runs.map(({ name }) => name));
  for (const part of PARTS) line(part, runs.map(({ run }) => String(sum(rungsOf(run.experiment).map(({ parts }) => parts[part] ?? 0)))));
  line("restoration used", runs.map(({ run }) => usedOf(rungsOf(run.experiment), ({ restoration }) => restoration && restoration.used)));
  line("mean gain where used, dB", runs.map(({ run }) => mean(rungsOf(run.experiment).flatMap(({ restoration }) => (restoration?.used ? [restoration.gainDb] : [])))?.toFixed(3) ?? "-"));
  line("program used", runs.map(({ run }) => usedOf(rungsOf(run.experiment), ({ program }) => program && program.used !== "no")));
  line("shots apart", runs.map(({ run }) => usedOf(rungsOf(run.experiment), ({ adapt }) => adapt && adapt.shots.length > 1)));

  console.log("\n  Cost, all rungs of all clips (times of streams from the cache are those of their first encoding)");
  line("", runs.map(({ name }) => name));
  const cost = (pick: (rung: AppliedRung) => number) => runs.map(({ run }) => seconds(sum(rungsOf(run.experiment).map(pick))));
  line("encoding what is in the files", cost(({ costs }) => costs?.encodeMs ?? 0));
  line("encoding what was tried", cost(({ costs }) => costs?.searchMs ?? 0));
  line("training", cost(({ costs }) => costs?.trainMs ?? 0));
  line("looking for programs", runs.map(({ run }) => seconds(sum([...new Map(rungsOf(run.experiment).map(({ clipId, costs }) => [clipId, costs?.fitMs ?? 0])).values()]))));
  line("decoding", runs.map(({ run }) => seconds(sum(clipsOf({ name: "", run }).flatMap(({ points }) => points.map(({ decodeMs }) => decodeMs))))));
  line("slowest decoding at 640x360, frames/s", runs.map(({ run }) => slowestDecoding(run.experiment)));
  line("multiply-adds a pixel, most", runs.map(({ run }) => Math.max(...rungsOf(run.experiment).map(({ costs }) => costs?.madsPerPixel ?? 0)).toFixed(0)));
  line("streams from the cache", runs.map(({ run }) => `${sum(rungsOf(run.experiment).map(({ costs }) => costs?.cachedStreams ?? 0))}/${sum(rungsOf(run.experiment).map(({ costs }) => costs?.streams ?? 0))}`));
  line("whole experiment, wall time", runs.map(({ run }) => seconds(run.ms)));
}

function usedOf(rungs: readonly AppliedRung[], used: (rung: AppliedRung) => boolean | null): string {
  const asked = rungs.map(used).filter((value) => value !== null);
  return asked.length === 0 ? "-" : `${asked.filter(Boolean).length} of ${asked.length}`;
}

function slowestDecoding({ applied, results }: Experiment): string {
  const sd = new Set(results?.clips.filter(({ clip }) => clip.width === 640 && clip.height === 360).map(({ clip }) => clip.clipId));
  const speeds = applied?.rungs.flatMap(({ clipId, costs }) => (sd.has(clipId) && costs ? [costs.decodeFps] : [])) ?? [];
  return speeds.length > 0 ? Math.min(...speeds).toFixed(0) : "-";
}
