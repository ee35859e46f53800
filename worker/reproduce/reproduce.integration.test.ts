import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { exportExperiments } from "#lib/api/export-experiments.ts";
import type { SceneClip } from "#lib/clips/schema.ts";
import { ExportFileSchema, type ExportedRecord } from "#lib/export/file-schema.ts";
import type { PlanInput } from "#lib/plan/schema.ts";
import { createTestLabWithWorker, launch, sceneClip, tinySuite } from "#worker/loop/testing/test-worker.ts";
import { runCommand } from "./run-command.ts";

/* The command as a person runs it, on a record that the real pipeline made a moment before: two clips, a network that is trained; and a hybrid. */

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ENTRY = join(ROOT, "worker", "commands", "reproduce.ts");

const { test, worker } = await createTestLabWithWorker();
let folder: string;
let record: ExportedRecord;

/** The record of a plan that was run on these clips a moment ago. */
async function measured(clips: SceneClip[], plan: PlanInput): Promise<ExportedRecord> {
  await launch(test.lab, tinySuite(clips), plan);
  const { experiment } = await worker.runNext();
  expect(experiment.status).toBe("completed");
  return (await exported(experiment.id)) as ExportedRecord;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lab-reproduce-test-"));
  const clips = [sceneClip({ width: 192, height: 128 }), sceneClip({ id: "shapes", title: "Shapes", scene: "shapes", noise: 0, width: 192, height: 128 })];
  record = await measured(clips, { base: { codec: "svt-av1", preset: 10 }, restore: { kind: "cnn", layers: 2, channels: 4, steps: 300, patch: 32, batch: 4 }, rungs: [{ crf: 24 }, { crf: 34 }, { crf: 44 }, { crf: 54 }] });
});
afterAll(async () => {
  await worker.close();
  await rm(folder, { recursive: true, force: true });
});

/** The JSON download of an experiment's page. */
async function exportText(id: string): Promise<string> {
  let text = "";
  for await (const piece of await exportExperiments(test.lab, { format: "json", detail: "record", ids: [id], filter: {} as never }, null)) text += piece;
  return text;
}
async function exported(id: string) {
  return ExportFileSchema.parse(JSON.parse(await exportText(id))).experiments[0]!;
}

let files = 0;
async function write(...experiments: ExportedRecord[]): Promise<string> {
  const path = join(folder, `record-${(files += 1)}.json`);
  await writeFile(path, JSON.stringify({ format: "ai-video-codec-lab/experiments", version: 1, generatedAt: "2026-01-01T00:00:00.000Z", detail: "record", experiments, count: experiments.length }));
  return path;
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await runCommand(args, {
    env: { LAB_PORT: 9, LAB_MEDIA_MEMORY_MB: 2048, LAB_ENCODE_SLOTS: 2 }, signal: new AbortController().signal,
    print: (text) => { out += text; },
    say: (line) => { err += `${line}\n`; },
  });
  return { code, out, err };
}

/** The command in a process of its own. */
function runProcess(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ["--import", "tsx", ENTRY, ...args], { cwd: ROOT, env: { NODE_ENV: "test", LAB_ENCODE_SLOTS: "1" } }, (_, out, err) => resolve({ code: child.exitCode, out, err }));
  });
}

describe("reproducing an experiment", () => {
  it("gets every bitstream again from the record of a running lab, training included, and keeps them on wish", async () => {
    const text = await exportText(record.id);
    const server = createServer((request, response) => {
      const known = request.url === `/api/experiments/${record.id}/export?format=json`;
      response.writeHead(known ? 200 : 404, { "content-type": "application/json" }).end(known ? text : "{}");
    }).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    const keep = join(folder, "kept");
    const { code, out } = await run(record.id, "--url", url, "--keep", keep);
    expect(out).toContain("8 rungs: all the same, byte for byte.");
    expect(out.match(/ yes$/gm)).toHaveLength(8);
    expect(out).toMatch(/source gravel: \w{12}, the same\nsource shapes: \w{12}, the same/);
    expect(code).toBe(0);
    expect((await readdir(keep)).sort()).toEqual(record.results!.clips.flatMap(({ clip, points }) => points.map(({ crf }) => `${clip.clipId}-crf${crf}.avcl`)).sort());
    expect(record.applied!.rungs.some(({ restoration }) => restoration!.used)).toBe(true);

    const unknown = await run("exp-nobody", "--url", url);
    expect(unknown).toMatchObject({ code: 2, out: "", err: expect.stringContaining(`The lab at ${url} has no experiment exp-nobody.`) as string });
  });

  it("gets a hybrid again: the search for its scene program, its trials of sizes and its filters", async () => {
    const hybrid = await measured([sceneClip({ id: "dusk", title: "Dusk", scene: "gradients", seed: 4, motion: 0.3, detail: 0.1, noise: 6, width: 96, height: 64, frames: 12 })], {
      base: { codec: "svt-av1", preset: 10, lookahead: 8, hierarchicalLevels: 2 }, predictor: { kind: "scene", layers: ["gradient", "waves"], minDb: 20 },
      adapt: { kind: "shots", smallest: "1/2" }, restore: { kind: "wiener", classes: 4 }, rungs: [{ crf: 12 }, { crf: 22 }, { crf: 34 }, { crf: 46 }],
    });
    // What is made again has to have every part somewhere: a rendering, what it leaves coded at the best of several sizes, and filters.
    const { rungs } = hybrid.applied!;
    expect(hybrid.method).toBe("hybrid");
    expect(rungs.map(({ program }) => program!.used)).toEqual(expect.arrayContaining(["alone", "residual"]));
    expect(rungs.some(({ adapt }) => adapt?.reason.startsWith("one shot, 7 trials"))).toBe(true);
    expect(rungs.some(({ restoration }) => restoration!.used)).toBe(true);
    const { code, out } = await run(hybrid.id, "--record", await write(hybrid));
    expect(out).toContain("4 rungs: all the same, byte for byte.");
    expect(code).toBe(0);
  });

  it("says which hash differs, and ends with 1, when the record says otherwise", async () => {
    const altered = structuredClone(record);
    const [, shapes] = altered.results!.clips;
    shapes!.points[1]!.sha256 = "0".repeat(64);
    altered.applied!.encoder.build = "SVT-AV1 of long ago";
    altered.fingerprint = "f".repeat(64);
    const { code, out } = await runProcess("--record", await write(altered), "--clip", "shapes", "--crf", "34");
    expect(code).toBe(1);
    expect(out).toMatch(/^shapes +34 .* NO: bitstream$/m);
    expect(out).toContain("1 of 1 rung is not the same.");
    expect(out).toContain("The encoder differs. On record: SVT-AV1 of long ago. Here: ");
    expect(out).toMatch(/This version of the lab \(pipeline \d+\) measures in another way/);

    const other = structuredClone(record);
    other.results!.clips[0]!.clip.sha256 = "1".repeat(64);
    const source = await run(other.id, "--record", await write(other), "--clip", "gravel", "--crf", "24");
    expect(source).toMatchObject({ code: 1, out: expect.stringMatching(/source gravel: recorded 111111111111, got \w{12}: DIFFERENT[^]*not encoded, for the source is not the one on record/) as string });
  });

  it("makes the two rungs of a plan again that was stopped at screening, and says what its record lacks", async () => {
    const { clip, points } = record.results!.clips[0]!;
    const stopped: ExportedRecord = {
      ...record, results: null,
      evaluation: { reached: "screen", screen: { clipId: clip.clipId, clipTitle: clip.title, rungs: points.slice(1, 3).map((point) => ({ point, reductionPercent: -50 })), outcome: "hopeless", reason: "far off" }, validation: null, champion: null, bits: { screen: 1, suite: 0, heldOut: 0 } },
    };
    const { code, out } = await run("--record", await write(stopped), "--crf", "44");
    expect(out).toContain("the record of a plan that was stopped at screening does not hold its hash");
    expect(out).toContain("1 rung: all the same, byte for byte.");
    expect(code).toBe(0);
  });
});

describe("what cannot be reproduced is told in a sentence, with exit code 2:", () => {
  it("records without a bitstream, other clips and rungs, files of other kinds, labs that are not there", async () => {
    const imported: ExportedRecord = { ...record, imported: { source: "lab-export", originalId: "elsewhere", fileSha256: "a".repeat(64), flags: [], issues: [] } };
    const rubbish = join(folder, "rubbish.json");
    await writeFile(rubbish, '{"total_experiments": 9}');
    await mkdir(join(folder, "nothing"));
    const upload: ExportedRecord = { ...record, suite: { ...record.suite, clips: [{ kind: "upload", id: "gravel", title: "my holiday.mp4", uploadId: "3b241101-e2bb-4255-8caf-4136c566a962", frames: 16 }, record.suite.clips[1]!] } };
    const cases: [RegExp, string[]][] = [
      [/^Usage: npm run reproduce/, []],
      [/--crf is a whole number, not best/, [record.id, "--crf", "best"]],
      [/Unknown option '--cache'[^]*Usage/, [record.id, "--cache"]],
      [/was imported: nothing of it was measured here/, ["--record", await write(imported)]],
      [/is failed: it has no result/, ["--record", await write({ ...record, status: "failed", results: null })]],
      [/holds no experiment exp-nobody, but /, ["exp-nobody", "--record", await write(record)]],
      [/has no clip granite; it has gravel, shapes/, ["--record", await write(record), "--clip", "granite"]],
      [/has no rung at CRF 25; it has 24, 34, 44, 54/, ["--record", await write(record), "--crf", "25"]],
      [/is a video that somebody uploaded as “my holiday.mp4”[^]*--upload FILE/, ["--record", await write(upload)]],
      [/is no JSON export of this lab/, ["--record", rubbish]],
      [/cannot be read: EISDIR/, ["--record", join(folder, "nothing")]],
      [/No lab answers at http:\/\/127.0.0.1:9/, [record.id, "--url", "http://127.0.0.1:9"]],
      [/is no address of a lab/, [record.id, "--url", "file:///etc/passwd"]],
    ];
    for (const [words, args] of cases) expect(await run(...args)).toMatchObject({ code: 2, out: "", err: expect.stringMatching(words) as string });
  });
});
