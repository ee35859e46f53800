import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { findSuite } from "#lib/clips/suites.ts";
import { baselineTargetKbps } from "#lib/metrics/baseline-point.ts";
import { clipNoiseOf } from "#lib/metrics/clip-noise.ts";
import type { NoiseFloorData } from "#lib/metrics/noise-floor-schema.ts";
import type { RateQuality } from "#lib/metrics/rd-curve.ts";
import { reductionAt } from "#lib/metrics/reduction.ts";
import { CodedBaseSchema, CRF_RANGE, type CodedBase } from "#lib/plan/base-settings.ts";
import { encoderBuild } from "#worker/codecs/encoder-build.ts";
import { encoderOptionsOf, type EncoderOptions } from "#worker/codecs/encoder-options.ts";
import type { PictureSource } from "#worker/codecs/picture-source.ts";
import { writeAtomically } from "#worker/codecs/write-atomically.ts";
import { openY4m } from "#worker/media/y4m.ts";
import { describeMachine } from "#worker/process/describe-machine.ts";
import { generateClip } from "#worker/sources/generate.ts";
import { encodeVariant } from "./encode-variant.ts";

/*
 * npm run noise [-- --frames N --out FILE]: how far the reduction of one clip moves when nothing about the codec changes. The
 * baseline is encoded again with threads and wavefronts, and with its ladder one CRF lower and higher; SVT-AV1 the same. What the
 * baseline then "saves" against itself, and by how much SVT-AV1's reduction moves, is noise. Same options, same bytes: a plain
 * repeat shows nothing (worker/codecs/deterministic.integration.test.ts), so it is not in the table.
 * SVT-AV1 prints a banner for every stream; SVT_LOG=1 in the environment keeps it quiet.
 */

const { values } = parseArgs({ options: { frames: { type: "string" }, out: { type: "string", default: new URL("../../lib/metrics/noise-floor.json", import.meta.url).pathname } } });
const suite = findSuite("quick")!;
const most = values.frames === undefined ? Infinity : Number(values.frames);

const X265 = CodedBaseSchema.parse({ codec: "x265", preset: "medium", tune: "psnr" });
const SVT = CodedBaseSchema.parse({ codec: "svt-av1", preset: 8 });
const shift = (base: CodedBase, by: number): number[] => {
  const { ladder, min, max } = CRF_RANGE[base.codec];
  return ladder.map((crf) => Math.min(Math.max(crf + by, min), max));
};
/** The options with one key=value of their parameter list changed. */
const withParams = (key: string, changes: readonly (readonly [string, string])[]) => (chosen: EncoderOptions): EncoderOptions => {
  const before = chosen.options[key] ?? "";
  const after = changes.reduce((text, [from, to]) => text.replace(from, to), before);
  if (after === before) throw new Error(`${key}=${before} has nothing of ${JSON.stringify(changes)}`);
  return { ...chosen, options: { ...chosen.options, [key]: after } };
};
const same = (chosen: EncoderOptions): EncoderOptions => chosen;

const VARIANTS = [
  { cause: "threads", name: "x265, 2 pool threads, wavefronts, 2 frame threads", base: X265, by: 0, change: withParams("x265-params", [["pools=none", "pools=2:wpp=1"], ["frame-threads=1", "frame-threads=2"]]) },
  { cause: "rungs", name: "x265, ladder one CRF lower", base: X265, by: -1, change: same },
  { cause: "rungs", name: "x265, ladder one CRF higher", base: X265, by: 1, change: same },
  { cause: "threads", name: "SVT-AV1 preset 8, lp 2", base: SVT, by: 0, change: withParams("svtav1-params", [["lp=1", "lp=2"]]) },
  { cause: "rungs", name: "SVT-AV1 preset 8, ladder one CRF lower", base: SVT, by: -1, change: same },
  { cause: "rungs", name: "SVT-AV1 preset 8, ladder one CRF higher (63 stays)", base: SVT, by: 1, change: same },
] as const;

const folder = await mkdtemp(join(tmpdir(), "lab-noise-"));
const measurements: NoiseFloorData["measurements"] = [];
const incomparable: NoiseFloorData["incomparable"] = [];
const sizes = new Set<string>();
const startedAt = Date.now();
try {
  for (const spec of suite.clips) {
    const path = join(folder, `${spec.id}.y4m`);
    await generateClip(spec, { outPath: path });
    const source = await openY4m(path);
    const frames = Math.min(source.frameCount, most);
    sizes.add(`${source.header.width}x${source.header.height}, ${frames} frames`);
    const curve = async (base: CodedBase, by: number, change: (chosen: EncoderOptions) => EncoderOptions): Promise<RateQuality[]> => {
      const points: RateQuality[] = [];
      for (const crf of shift(base, by)) points.push(await encodeVariant(base.codec, change(encoderOptionsOf(base, crf, source.header)), source satisfies PictureSource, frames));
      return points;
    };
    const target = baselineTargetKbps(source.header);
    const baseline = await curve(X265, 0, same);
    const svt = reductionAt(baseline, await curve(SVT, 0, same), target);
    if (svt.status !== "ok") throw new Error(`${spec.id}: ${svt.reason}`);
    const usual = { x265: 0, "svt-av1": svt.percent };
    for (const { cause, name, base, by, change } of VARIANTS) {
      const reduction = reductionAt(baseline, await curve(base, by, change), target);
      if (reduction.status !== "ok") {
        // No number is the pipeline's answer too: the experiment would be incomparable, never wrong.
        incomparable.push({ clipId: spec.id, variant: name, reason: reduction.reason });
        console.log(`${spec.id}: ${name}: ${reduction.reason}`);
        continue;
      }
      const { percent } = reduction;
      const expected = usual[base.codec as keyof typeof usual];
      measurements.push({ clipId: spec.id, cause, variant: name, reductionPercent: round(percent), expectedPercent: round(expected), deviationPercent: round(percent - expected) });
      console.log(`${spec.id}: ${name}: ${percent.toFixed(2)} %, expected ${expected.toFixed(2)} % (${((Date.now() - startedAt) / 1000).toFixed(0)} s)`);
    }
    await source.close();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

function round(percent: number): number {
  return Math.round(percent * 1000) / 1000;
}

const machine = describeMachine();
const data: NoiseFloorData = {
  provenance: {
    measuredAt: new Date().toISOString(),
    command: `npm run noise${values.frames === undefined ? "" : ` -- --frames ${values.frames}`}`,
    machine: `${machine.cpu}, ${machine.cores} cores, node ${machine.node}, ${machine.platform}`,
    encoders: [await encoderBuild("libx265"), await encoderBuild("libsvtav1")],
    suite: suite.id,
    clips: [...sizes].join("; "),
    seconds: Math.round((Date.now() - startedAt) / 1000),
  },
  measurements,
  incomparable,
};
const lines = (entries: readonly object[]): string => entries.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n");
await writeAtomically(values.out, Buffer.from(`{\n  "provenance": ${JSON.stringify(data.provenance, null, 2).replaceAll("\n", "\n  ")},\n  "measurements": [\n${lines(measurements)}\n  ],\n  "incomparable": [\n${lines(incomparable)}\n  ]\n}\n`));
// What pages show and verdicts use is this one number: it goes where the measurements go.
const summary = join(dirname(values.out), "clip-noise.json");
await writeAtomically(summary, Buffer.from(`${JSON.stringify({ percent: clipNoiseOf(measurements) })}\n`));
console.log(`${measurements.length} measurements in ${values.out}, summed up in ${summary}.`);
