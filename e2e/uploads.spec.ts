import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { makeVideo } from "#worker/sources/testing/make-video.ts";
import { expect, test, type LabUnderTest } from "./labs.ts";

/*
 * A video of one's own, good and bad, through the dialog to a measured result; the model is a loopback server.
 */
test.describe.configure({ timeout: 240_000 });

let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lab-e2e-media-"));
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

async function openUpload(page: Page, lab: LabUnderTest): Promise<Locator> {
  await page.goto(lab.address);
  await page.getByRole("button", { name: "Launch experiment" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /Your own video/ }).check();
  return dialog;
}
const choose = (dialog: Locator, file: string | { name: string; mimeType: string; buffer: Buffer }) => dialog.locator("input[type=file]").setInputFiles(file);

test("a text file named like a video is rejected with a reason, and nothing can be launched", async ({ page, labs }) => {
  const dialog = await openUpload(page, labs.piloted);
  await choose(dialog, { name: "holiday.mp4", mimeType: "video/mp4", buffer: Buffer.from("this is no video\n".repeat(100)) });
  await expect(dialog.getByText("holiday.mp4 cannot be used")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Launch", exact: true })).toBeDisabled();
});

test("an empty and a too large file are refused before any check", async ({ page, labs }) => {
  const dialog = await openUpload(page, labs.piloted);
  await choose(dialog, { name: "empty.mp4", mimeType: "video/mp4", buffer: Buffer.alloc(0) });
  await expect(dialog.getByText(/empty.mp4 was not uploaded/)).toBeVisible();
  await choose(dialog, { name: "large.mp4", mimeType: "video/mp4", buffer: Buffer.alloc(5 * 1024 * 1024) });
  await expect(dialog.getByText(/large.mp4 was not uploaded/)).toBeVisible();
  await expect(dialog.getByText(/4(\.0)? Mi?B/).first()).toBeVisible();
});

test("a hostile file name is shown as the text it is", async ({ page, labs }) => {
  const name = `<img src=x onerror="document.title='owned'">.mp4`;
  const dialog = await openUpload(page, labs.piloted);
  await choose(dialog, { name, mimeType: "video/mp4", buffer: Buffer.from("no video") });
  await expect(dialog.getByText("cannot be used")).toBeVisible();
  await expect(page).not.toHaveTitle("owned");
  await expect(page.locator("img[src=x]")).toHaveCount(0);
});

test("a 10-bit upload is accepted, the model plans it, and the story shows model, tokens and transcript", async ({ page, labs }) => {
  const path = await makeVideo({ path: join(folder, "odd.mp4"), width: 162, height: 98, frames: 30, encoder: "libx265", pixelFormat: "yuv420p10le" });
  const dialog = await openUpload(page, labs.piloted);
  await choose(dialog, path);
  await expect(dialog.getByText("ready", { exact: true })).toBeVisible();
  await expect(dialog.getByText(/More than 8 bits a sample/)).toBeVisible();
  await dialog.getByRole("button", { name: "Launch", exact: true }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole("table", { name: "History of experiments" }).getByRole("row").nth(1);
  await expect(row).toContainText("Completed", { timeout: 120_000 });
  await expect(row).toContainText("AV1 at a fast preset still needs fewer bits");

  await row.getByRole("link").first().click();
  await expect(page.getByText("priced-model").first()).toBeVisible();
  await page.getByText(/Proposal, call 1/).click();
  await expect(page.getByText(/1,?200/).first()).toBeVisible();
  await expect(page.getByText(/"hypothesis"/).first()).toBeVisible();
});

test("a plan by hand runs as typed; the same plan again is refused with its twin", async ({ page, labs }) => {
  const path = await makeVideo({ path: join(folder, "hand.mp4"), width: 128, height: 96, frames: 24 });
  const dialog = await openUpload(page, labs.piloted);
  await choose(dialog, path);
  await expect(dialog.getByText("ready", { exact: true })).toBeVisible();
  const fill = async () => {
    await dialog.getByRole("radio", { name: /Plan by hand/ }).check();
    await dialog.getByRole("tab", { name: /x264/ }).click();
    await dialog.getByLabel(/^Preset/).selectOption("superfast");
    await dialog.getByRole("textbox", { name: /CRF values/ }).fill("18, 24, 30, 36");
  };
  await fill();
  await dialog.getByRole("textbox", { name: /CRF values/ }).fill("18, 24, 24, 99");
  await expect(dialog.getByRole("button", { name: "Launch", exact: true })).toBeDisabled();
  await fill();
  await expect(dialog.getByText(/4 encodes/)).toBeVisible();
  await dialog.getByRole("button", { name: "Launch", exact: true }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole("table", { name: "History of experiments" }).getByRole("row").nth(1);
  await expect(row).toContainText("Completed", { timeout: 120_000 });
  await row.getByRole("link").first().click();
  await expect(page.getByText("preset=superfast")).toBeVisible();
  const { experiment } = (await (await page.request.get(`${labs.piloted.address}/api/experiments/${page.url().split("/").at(-1)}`)).json()) as { experiment: { id: string; plan: unknown; suite: { clips: { uploadId: string }[] } } };

  const again = await page.request.post(`${labs.piloted.address}/api/experiments`, { data: { uploadId: experiment.suite.clips[0]!.uploadId, plan: experiment.plan } });
  expect(again.status()).toBe(409);
  expect(await again.json()).toMatchObject({ error: { code: "duplicate-plan", details: { twinId: experiment.id } } });
});
