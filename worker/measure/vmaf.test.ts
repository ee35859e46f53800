import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createY4m } from "#worker/media/y4m.ts";
import { parseVmafLog } from "./vmaf-log.ts";
import { findVmafProgram, measureVmaf, VmafError } from "./vmaf.ts";

/** A log with the shape of libvmaf 3's and two frames, for clips of two frames. */
const LOG = {
  version: "3.0.0",
  fps: 38.29,
  frames: [
    { frameNum: 0, metrics: { integer_adm2: 0.98, integer_motion2: 0, integer_vif_scale0: 0.71, vmaf: 93.120304, vmaf_neg: 91.7 } },
    { frameNum: 1, metrics: { integer_adm2: 0.97, integer_motion2: 3.1, integer_vif_scale0: 0.69, vmaf: 91.5, vmaf_neg: 90.1 } },
  ],
  pooled_metrics: {
    integer_adm2: { min: 0.97, max: 0.98, mean: 0.975, harmonic_mean: 0.975 },
    vmaf: { min: 91.5, max: 93.120304, mean: 92.310152, harmonic_mean: 92.303 },
    vmaf_neg: { min: 90.1, max: 91.7, mean: 90.9, harmonic_mean: 90.89 },
  },
  aggregate_metrics: {},
};

const FILTERS = " T.. lenscorrection    V->V       Rectify the image.\n ... libvmaf           VV->V      Calculate the VMAF between two video streams.\n";

let folder: string;
let clip: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vmaf-test-"));
  clip = join(folder, "clip with space.y4m");
  const writer = await createY4m(clip, { width: 16, height: 16, fpsNum: 25, fpsDen: 1 });
  for (let index = 0; index < 2; index += 1) await writer.writeFrame(new Uint8Array(384));
  await writer.close();
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes a program that answers -filters and -version as ffmpeg does, and runs `measure` for everything else. */
async function standIn(name: string, measure: string, filters = FILTERS): Promise<string> {
  await mkdir(join(folder, name), { recursive: true });
  const program = join(folder, name, "ffmpeg");
  await writeFile(program, `#!${process.execPath}
const fs = require("node:fs");
const args = process.argv.slice(2);
if (args.includes("-filters")) process.stdout.write(${JSON.stringify(`Filters:\n${filters}`)});
else if (args.includes("-version")) process.stdout.write("ffmpeg version 7.1.1-stand-in Copyright (c)\\n");
else { ${measure} }
`);
  await chmod(program, 0o755);
  return program;
}

/** Reads the log's name out of the filter graph, as ffmpeg would, relative to the working directory. */
const writeLog = (log: unknown): string => `
  fs.writeFileSync(__dirname + "/args.json", JSON.stringify(args));
  const path = /log_path=([^:;\\]]+)/.exec(args[args.indexOf("-lavfi") + 1])[1];
  fs.writeFileSync(path, ${JSON.stringify(JSON.stringify(log))});`;

describe("the log of libvmaf", () => {
  it("gives the means of both models", () => {
    expect(parseVmafLog(JSON.stringify(LOG))).toEqual({ vmaf: 92.310152, vmafNeg: 90.9, frames: 2, libvmaf: "3.0.0" });
  });

  // Written by ffmpeg 7.0.2 with the arguments of measureVmaf: three frames of film at x265 CRF 37. Runs with one model at a
  // time printed the same means; with the inputs exchanged the score was 74 instead of 63 over the whole clip.
  it("is read as a real libvmaf 2.3.0 wrote it", async () => {
    const text = await readFile(join(import.meta.dirname, "testing", "libvmaf-2.3.0.log.json"), "utf8");
    expect(parseVmafLog(text)).toEqual({ vmaf: 68.036782, vmafNeg: 66.356366, frames: 3, libvmaf: "2.3.0" });
  });

  it("is refused when a model is missing", () => {
    const { vmaf_neg: _, ...pooled } = LOG.pooled_metrics;
    expect(() => parseVmafLog(JSON.stringify({ ...LOG, pooled_metrics: pooled }))).toThrow(/vmaf_neg/);
  });
});

describe("looking for an ffmpeg with libvmaf", () => {
  it("takes the configured program and tells its version", async () => {
    const program = await standIn("good", "");
    expect(await findVmafProgram({ configured: program, path: "" })).toEqual({ program, version: "7.1.1-stand-in" });
  });

  it("takes the first on the PATH that has the filter", async () => {
    await standIn("plain", "", " T.. scale V->V Scale.\n");
    const program = await standIn("good", "");
    const path = ["plain", "good"].map((name) => join(folder, name)).join(":");
    expect(await findVmafProgram({ path })).toEqual({ program, version: "7.1.1-stand-in" });
  });

  it("says why when there is none", async () => {
    expect(await findVmafProgram({ path: join(folder, "nowhere") })).toEqual({ reason: "No ffmpeg program is configured (LAB_FFMPEG) or on the PATH." });
    const plain = await standIn("plain", "", " T.. scale V->V Scale.\n");
    expect(await findVmafProgram({ path: join(folder, "plain") })).toEqual({ reason: `${plain} is built without libvmaf. Set LAB_FFMPEG to an ffmpeg with libvmaf.` });
  });

  it("says why the configured one does not serve, and does not fall back to another", async () => {
    await standIn("good", "");
    const missing = join(folder, "missing");
    expect(await findVmafProgram({ configured: missing, path: join(folder, "good") })).toEqual({ reason: `LAB_FFMPEG: ${missing} could not be started (ENOENT).` });
  });
});

describe("measuring VMAF", () => {
  const measure = (program: string, signal?: AbortSignal) => measureVmaf({ program, referencePath: clip, distortedPath: clip, signal });

  it("runs both models in one pass with both inputs' clocks reset, and reads the log", async () => {
    const program = await standIn("good", writeLog(LOG));
    expect(await measure(program)).toMatchObject({ vmaf: 92.310152, vmafNeg: 90.9 });
    const args = JSON.parse(await readFile(join(folder, "good", "args.json"), "utf8")) as string[];
    const graph = args[args.indexOf("-lavfi") + 1]!;
    expect(graph.match(/settb=AVTB,setpts=PTS-STARTPTS/g)).toHaveLength(2);
    expect(graph).toContain("version=vmaf_v0.6.1\\\\:name=vmaf|version=vmaf_v0.6.1neg\\\\:name=vmaf_neg");
    expect(args.filter((arg) => arg === `file:${clip}`)).toHaveLength(2);
  });

  it("fails with the tail of what ffmpeg said", async () => {
    const program = await standIn("broken", `console.error("could not load libvmaf model"); process.exit(234);`);
    const error = await measure(program).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(VmafError);
    expect(error).toMatchObject({ message: `VMAF: ${program} ended with code 234`, detail: "could not load libvmaf model\n" });
  });

  it("fails when the program is gone", async () => {
    await expect(measure(join(folder, "gone"))).rejects.toThrow("could not be started (ENOENT)");
  });

  it("fails when ffmpeg ends well without a log, or with a log of another clip", async () => {
    await expect(measure(await standIn("silent", ""))).rejects.toThrow("left no readable log");
    const shortLog = { ...LOG, frames: LOG.frames.slice(1) };
    await expect(measure(await standIn("short", writeLog(shortLog)))).rejects.toThrow("1 frames were compared, the clip has 2");
  });

  it("kills ffmpeg when it is aborted", async () => {
    const program = await standIn("slow", "setInterval(() => {}, 1000);");
    const abort = new AbortController();
    const measured = measure(program, abort.signal);
    setImmediate(() => abort.abort(new Error("cancelled by a person")));
    await expect(measured).rejects.toThrow("cancelled by a person");
  });
});
