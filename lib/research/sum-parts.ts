import type { Applied, AppliedRung } from "../experiment/schema.ts";
import type { PartsSummary } from "./parts-summary-schema.ts";

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => (values.length > 0 ? sum(values) / values.length : 0);
const clipsOf = (rungs: readonly AppliedRung[]): string[] => [...new Set(rungs.map(({ clipId }) => clipId))];

function sumRestoration(rungs: readonly AppliedRung[]): PartsSummary["restoration"] {
  const learned = rungs.flatMap(({ restoration }) => restoration ?? []);
  const used = learned.filter((restoration) => restoration.used);
  const helped = clipsOf(rungs.filter(({ restoration }) => restoration?.used));
  if (!learned[0]) return null;
  return {
    kind: learned[0].kind, used: used.length, gainDb: mean(used.map(({ gainDb }) => gainDb)), bytes: mean((used.length > 0 ? used : learned).map(({ bytes }) => bytes)),
    trainSeconds: sum(learned.map(({ trainMs }) => trainMs)) / 1000, unusedClips: clipsOf(rungs).filter((clip) => !helped.includes(clip)),
  };
}

function sumProgram(rungs: readonly AppliedRung[]): PartsSummary["program"] {
  const programs = rungs.flatMap(({ program }) => program ?? []);
  if (programs.length === 0) return null;
  const used = programs.filter((program) => program.used !== "no");
  const explained = programs.flatMap(({ explainedDb }) => explainedDb ?? []);
  return {
    alone: programs.filter((program) => program.used === "alone").length, residual: programs.filter((program) => program.used === "residual").length, dropped: programs.length - used.length,
    explainedDb: explained.length > 0 ? mean(explained) : null, bytes: mean((used.length > 0 ? used : programs).map(({ bytes }) => bytes)),
    usedClips: clipsOf(rungs.filter(({ program }) => program !== null && program.used !== "no")),
  };
}

function sumAdapt(rungs: readonly AppliedRung[]): PartsSummary["adapt"] {
  const adapted = rungs.flatMap(({ adapt, crf, codedWidth }) => (adapt ? [{ shots: adapt.shots, crf, codedWidth }] : []));
  if (adapted.length === 0) return null;
  return {
    mostShots: Math.max(...adapted.map(({ shots }) => shots.length)),
    withOffset: adapted.filter(({ shots, crf }) => shots.some((shot) => shot.crf !== crf)).length,
    resized: adapted.filter(({ shots, codedWidth }) => shots.some((shot) => shot.codedWidth < Math.max(codedWidth, ...shots.map((other) => other.codedWidth)))).length,
  };
}

function sumShares(rungs: readonly AppliedRung[]): PartsSummary["shares"] {
  const total = sum(rungs.map(({ bytes }) => bytes));
  const names = [...new Set(rungs.flatMap(({ parts }) => Object.keys(parts)))];
  return names
    .map((part) => ({ part, bytes: sum(rungs.map(({ parts }) => parts[part] ?? 0)) }))
    .filter(({ bytes }) => bytes > 0)
    .map(({ part, bytes }) => ({ part, percent: (bytes / total) * 100, bytes }))
    .sort((a, b) => b.bytes - a.bytes);
}

function sumCosts(rungs: readonly AppliedRung[]): PartsSummary["costs"] {
  const costs = rungs.flatMap((rung) => rung.costs ?? []);
  if (costs.length === 0) return null;
  // The search for a program is once a clip and repeated in each of its rungs.
  const fits = new Map(rungs.map(({ clipId, costs: of }) => [clipId, of?.fitMs ?? 0]));
  return {
    fitSeconds: sum([...fits.values()]) / 1000, encodeSeconds: sum(costs.map(({ encodeMs }) => encodeMs)) / 1000, searchSeconds: sum(costs.map(({ searchMs }) => searchMs)) / 1000,
    trainSeconds: sum(costs.map(({ trainMs }) => trainMs)) / 1000, slowestDecodeFps: Math.min(...costs.map(({ decodeFps }) => decodeFps)), madsPerPixel: Math.max(...costs.map(({ madsPerPixel }) => madsPerPixel)),
  };
}

/** Sums up what became of the parts; null when nothing was applied. */
export function sumParts(applied: Applied | null | undefined): PartsSummary | null {
  const rungs = applied?.rungs ?? [];
  if (rungs.length === 0) return null;
  return { rungs: rungs.length, restoration: sumRestoration(rungs), program: sumProgram(rungs), adapt: sumAdapt(rungs), shares: sumShares(rungs), costs: sumCosts(rungs) };
}
