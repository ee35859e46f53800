import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { appendLog } from "#lib/data/append-log.ts";
import { putBlob } from "#lib/data/blobs.ts";
import { changeExperiment } from "#lib/data/change-experiment.ts";
import { enqueueExperiment } from "#lib/data/enqueue-experiment.ts";
import { failExperiment } from "#lib/data/fail-experiment.ts";
import { importExperiment } from "#lib/data/import-experiment.ts";
import { keepLog } from "#lib/data/keep-log.ts";
import { experimentArtifactKey } from "#lib/data/keys.ts";
import { createLab, type Lab, type Lease } from "#lib/data/lab.ts";
import { readEnv } from "#lib/env.ts";
import type { Stage } from "#lib/experiment/schema.ts";
import { ExportFileSchema } from "#lib/export/file-schema.ts";
import type { LogLevel } from "#lib/log/levels.ts";
import { buildExperiment, buildNewExperiment, buildPlan, sha256, TEST_DATA_NOTE } from "./builders.ts";
import { expect, test } from "./labs.ts";

/*
 * What the worker said, live and afterwards, and how to get the same bitstreams again. A worker's part is played through the data layer,
 * so that the test decides when something is said.
 */

const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** An experiment that somebody runs who will not be asked for an hour, in stage encode. */
async function startRun(lab: Lab): Promise<Lease> {
  const enqueued = await enqueueExperiment(lab, buildNewExperiment({ plan: buildPlan({ base: { codec: "x265", preset: "fast", keyint: 77 } }), hypothesis: `A run whose log is read while it goes on. (${TEST_DATA_NOTE})` }));
  if (enqueued.outcome === "duplicate-plan") throw new Error(`twin of ${enqueued.twinId}`);
  const lease = { id: enqueued.experiment.id, owner: "spec", attempt: 1 };
  const now = lab.now();
  const at = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString();
  await changeExperiment(lab, lease.id, (record) => {
    if (!record) throw new Error("the experiment is gone");
    const stages = [{ stage: "plan" as const, startedAt: at(-20), finishedAt: at(-18) }, { stage: "encode" as const, startedAt: at(-18), finishedAt: null }, { stage: "decode" as const, startedAt: at(-12), finishedAt: null }, { stage: "measure" as const, startedAt: at(-12), finishedAt: null }];
    return { value: null, next: { ...record, status: "running", owner: lease.owner, attempt: 1, startedAt: at(-20), leaseExpiresAt: at(3600), stage: "encode", progress: { fraction: 0.4, message: "Encoding", etaSeconds: 30 }, stages } };
  });
  return lease;
}

test("a log is read live, follows its end, is filtered by stage and text, and stays as a file when the run has failed", async ({ page, request, labs }) => {
  const { address, variables } = labs.unattended;
  const lab = createLab(readEnv(variables));
  const lease = await startRun(lab);
  let chunk = 0;
  const say = async (...lines: [LogLevel, Stage | null, string][]) => {
    await appendLog(lab, lease, chunk, lines.map(([level, stage, text]) => ({ at: lab.now().toISOString(), attempt: 1, level, stage, text })));
    chunk += 1;
  };
  await say(["info", null, "Attempt 1 begins after 2.0 s in the queue"], ["info", "plan", "Begins: Checking the plan"], ["info", "encode", "Begins: Encoding"]);

  await page.goto(`${address}/blog/${lease.id}`);
  const log = region(page, "Log");
  const lines = log.getByRole("region", { name: "Log lines" });
  await expect(lines).toContainText("Begins: Encoding");
  await expect(lines.locator("time").first()).toHaveAttribute("title", /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);

  // Only what is new is sent, and nothing is reloaded.
  const news = page.waitForResponse(async (response) => response.url().includes("/log?after=live-1-0") && (await response.text()).includes("no answer yet"));
  await say(["warn", "encode", "no answer yet"], ["debug", "decode", "bbb-meadow at CRF 22: 48 pictures"]);
  expect(((await (await news).json()) as { lines: unknown[] }).lines).toHaveLength(2);
  await expect(lines.getByRole("listitem").filter({ hasText: "no answer yet" })).toContainText("warning");

  await say(...Array.from({ length: 49 }, (_, index): [LogLevel, Stage, string] => ["info", "encode", `rung ${index + 1}`]));
  await expect(lines).toContainText("rung 49");
  await lines.scrollIntoViewIfNeeded();
  await expect(lines.getByText("rung 49")).toBeInViewport();
  await lines.evaluate((frame) => frame.scrollTo({ top: 0 }));
  await expect(log.getByRole("button", { name: "Follow the end" })).toBeVisible();
  await say(["info", "encode", "the very last"]);
  await expect(lines).toContainText("the very last");
  await expect(lines.getByText("the very last")).not.toBeInViewport();
  await log.getByRole("button", { name: "Follow the end" }).click();
  await expect(lines.getByText("the very last")).toBeInViewport();

  const timeline = region(page, "Stage timeline");
  await expect(timeline).toContainText(/Waited .* in the queue\. Running for/);
  await expect(timeline).toContainText(/side by side for .* sum to more than 100 %/);
  await expect(timeline.getByRole("listitem").filter({ hasText: "Encode" })).toContainText(/\d+ %, running/);
  await timeline.getByRole("link", { name: "Decode" }).click();
  await expect(log.getByRole("combobox", { name: "Stage" })).toHaveValue("decode");
  await expect(lines.getByRole("listitem")).toHaveCount(1);
  await log.getByRole("combobox", { name: "Stage" }).selectOption("");
  await log.getByRole("searchbox", { name: "With the text" }).fill("RUNG 4");
  await expect(log.getByText(/^11 of 55 lines/)).toBeVisible();
  await log.getByRole("combobox", { name: "Show" }).selectOption("error");
  await expect(log.getByText("No line fits.")).toBeVisible();

  await say(["error", "encode", "failed in stage encode: x265 gave up"], ["error", "encode", "| x265 [error]: out of memory"]);
  const artifact = await keepLog(lab, lease);
  await failExperiment(lab, lease, { failure: { stage: "encode", reason: `x265 gave up. ${TEST_DATA_NOTE}`, detail: null }, stages: [{ stage: "plan", startedAt: lab.now().toISOString(), finishedAt: null }], applied: null, artifacts: [artifact] });
  await log.getByRole("searchbox", { name: "With the text" }).fill("");
  await expect(lines.getByRole("listitem")).toHaveText([/failed in stage encode: x265 gave up/, /\| x265 \[error\]: out of memory/]);
  const download = page.waitForEvent("download");
  await log.getByRole("link", { name: /^log\.txt, / }).click();
  const text = await readFile(await (await download).path(), "utf8");
  expect(text.split("\n")).toHaveLength(1 + 57 + 1);
  expect([sha256(text), text.includes("the very last")]).toEqual([artifact.sha256, true]);

  // Folded once it is over; opened, it comes from the file.
  await page.goto(`${address}/blog/${lease.id}`);
  await expect(region(page, "Log").getByText("What the worker said, stage by stage")).toBeVisible();
  await expect(lines).toHaveCount(0);
  await region(page, "Log").getByText("What the worker said, stage by stage").click();
  await expect(lines.getByRole("listitem")).toHaveCount(57);
  const { error } = (await (await request.get(`${address}/api/experiments/${lease.id}/log?after=somewhere`)).json()) as { error: { code: string } };
  expect([error.code, (await request.get(`${address}/api/experiments/nobody/log`)).status()]).toEqual(["invalid-request", 404]);
});

test("an experiment says how to get its bitstreams again, with every hash and the files", async ({ page, context, request, labs }) => {
  const { address, variables } = labs.unattended;
  const lab = createLab(readEnv(variables));
  const id = "log-reproduce-files";
  const made = buildExperiment({ id, createdAt: "2026-01-02T10:00:00.000Z", plan: buildPlan({ base: { codec: "svt-av1", preset: 9, keyint: 78 } }), label: id });
  const { clip, points } = made.results!.clips[0]!;
  const name = `bitstream/${clip.clipId}-crf${points[1]!.crf}.avcl`;
  const body = Buffer.from(TEST_DATA_NOTE);
  const artifact = { name, key: experimentArtifactKey(id, 1, name), bytes: body.length, sha256: sha256(TEST_DATA_NOTE), contentType: "application/octet-stream" };
  await putBlob(lab, artifact.key, body, artifact);
  await importExperiment(lab, { ...made, artifacts: [artifact] });

  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: address });
  await page.goto(`${address}/blog/${id}`);
  const section = region(page, "Reproduce");
  const command = `npm run reproduce -- ${id} --url ${address}`;
  await expect(section.getByText(command, { exact: true })).toBeVisible();
  await section.getByRole("button", { name: "Copy the command: From this lab, while it runs:" }).click();
  await expect(section.getByText("Copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(command);
  await expect(section.getByText(`npm run reproduce -- ${id} --record ${id}.json`)).toBeVisible();
  const record = await section.getByRole("link", { name: `${id}.json` }).getAttribute("href");
  expect(ExportFileSchema.parse(await (await request.get(`${address}${record}`)).json())).toMatchObject({ detail: "record", experiments: [{ id }] });

  await section.getByText(/^Hashes of 15 bitstreams/).click();
  const table = section.getByRole("region", { name: "Hashes of every bitstream" });
  await expect(table.getByRole("row")).toHaveCount(1 + 3 + 15);
  await expect(table.getByTitle(points[1]!.sha256)).toHaveText(points[1]!.sha256.slice(0, 16));
  await expect(table.getByTitle(points[1]!.decodedSha256)).toBeVisible();
  await expect(table.getByTitle(clip.sha256)).toBeVisible();
  const link = table.getByRole("link", { name: `${clip.clipId}-crf${points[1]!.crf}.avcl` });
  expect((await request.get(`${address}${await link.getAttribute("href")}`)).status()).toBe(200);
  await section.getByRole("button", { name: "Copy the hashes of all bitstreams" }).click();
  expect((await page.evaluate(() => navigator.clipboard.readText())).split("\n")[1]).toBe(`${points[1]!.sha256}  ${clip.clipId}-crf${points[1]!.crf}.avcl`);
  await expect(section.getByText(`npm run decode -- ${clip.clipId}-crf${points[1]!.crf}.avcl`)).toBeVisible();

  // What was stopped at screening has its two rungs; what was imported has nothing to compare with.
  await page.goto(`${labs.seeded.address}/blog/seed-hopeless`);
  await expect(region(page, "Reproduce").getByText(/^Hashes of 2 bitstreams/)).toBeVisible();
  await page.goto(`${labs.seeded.address}/blog/ancestor-1`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(region(page, "Reproduce")).toHaveCount(0);
  await expect(region(page, "Log")).toHaveCount(0);
});
