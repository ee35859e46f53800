import type { Applied } from "../experiment/schema.ts";
import type { Fact } from "./fact.ts";
import type { PartsSummary } from "./parts-summary-schema.ts";
import { sumParts } from "./sum-parts.ts";

/** Without such a word a percentage is no share. */
const SHARE = /\bbits?\b|\bbytes?\b|\bshares?\b|\bfile\b|\bstream\b|\bsize\b/i;

const rungs = (value: number, label: string): Fact => ({ value, unit: "rungs", label });
const seconds = (value: number, label: string): Fact => ({ value, unit: "s", label });

function factsOfSums(parts: PartsSummary, name: string): Fact[] {
  const { restoration, program, adapt, costs } = parts;
  return [
    rungs(parts.rungs, `rungs of ${name}, all clips`),
    ...(restoration ? [
      rungs(restoration.used, `rungs of ${name} with restoration`), { value: restoration.gainDb, unit: "dB" as const, label: `mean gain of the restoration in ${name}` },
      { value: restoration.bytes, unit: "bytes" as const, label: `mean size of the restoration in ${name}` }, seconds(restoration.trainSeconds, `training time in ${name}`),
    ] : []),
    ...(program ? [
      rungs(program.alone, `rungs of ${name} that the program alone makes`), rungs(program.residual, `rungs of ${name} with program and residual`), rungs(program.dropped, `rungs of ${name} without the program`),
      ...(program.explainedDb === null ? [] : [{ value: program.explainedDb, unit: "dB" as const, label: `mean quality of the program's rendering in ${name}` }]),
      { value: program.bytes, unit: "bytes" as const, label: `mean size of the program in ${name}` },
    ] : []),
    ...(adapt ? [{ value: adapt.mostShots, label: `most shots of a clip in ${name}` }, rungs(adapt.withOffset, `rungs of ${name} with offsets by shot`), rungs(adapt.resized, `rungs of ${name} with smaller shots`)] : []),
    ...parts.shares.flatMap(({ part, percent, bytes }) => [{ value: percent, unit: "%" as const, label: `share of ${part} in ${name}`, needs: SHARE }, { value: bytes, unit: "bytes" as const, label: `bytes of ${part} in ${name}` }]),
    ...(costs ? [
      seconds(costs.fitSeconds, `search for programs in ${name}`), seconds(costs.encodeSeconds, `encoding in ${name}`), seconds(costs.searchSeconds, `trials in ${name}`), seconds(costs.trainSeconds, `training in ${name}`),
      { value: costs.slowestDecodeFps, unit: "fps" as const, label: `slowest decoding in ${name}` }, { value: costs.madsPerPixel, label: `multiply-adds per sample in ${name}` },
    ] : []),
  ];
}

/** Each rung's own record: gains, sizes and explained qualities, by clip and CRF. */
function factsOfRungs({ rungs: all }: Applied, name: string): Fact[] {
  return all.flatMap((rung): Fact[] => {
    const at = `${rung.clipId} at CRF ${rung.crf} in ${name}`;
    const facts: Fact[] = [
      ...(rung.restoration ? [{ value: rung.restoration.gainDb, unit: "dB" as const, label: `gain of the restoration on ${at}` }, { value: rung.restoration.bytes, unit: "bytes" as const, label: `size of the restoration on ${at}` }] : []),
      ...(rung.program ? [
        { value: rung.program.bytes, unit: "bytes" as const, label: `size of the program on ${at}` },
        ...(rung.program.explainedDb === null ? [] : [{ value: rung.program.explainedDb, unit: "dB" as const, label: `quality of the program's rendering on ${at}` }]),
      ] : []),
      ...(rung.adapt?.shots.map(({ crf }) => ({ value: crf, label: "crf", setting: true })) ?? []),
      ...Object.entries(rung.parts).map(([part, value]) => ({ value, unit: "bytes" as const, label: `bytes of ${part} on ${at}` })),
    ];
    return facts.map((fact) => ({ ...fact, clip: rung.clipId }));
  });
}

/** The numbers that prose may state of what became of an experiment's parts; none when nothing was applied. */
export function factsOfParts(applied: Applied | null | undefined, name: string): Fact[] {
  const parts = sumParts(applied);
  return applied && parts ? [...factsOfSums(parts, name), ...factsOfRungs(applied, name)] : [];
}
