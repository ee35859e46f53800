import { readFile } from "node:fs/promises";
import type { Download, Page } from "@playwright/test";
import { ExportFileSchema } from "#lib/export/file-schema.ts";
import { COLUMNS } from "#lib/export/columns.ts";
import { bytesOf, postMortemFile, postMortemReport } from "#lib/import/fixtures.ts";
import { expect, test } from "./labs.ts";

/*
 * Records that leave the lab and records that come in, and the blog with its feeds. Imports go into the lab without a worker, so
 * that the seeded one keeps the history that other tests count.
 */

async function download(page: Page, button: string | RegExp, link: RegExp): Promise<{ file: Download; text: string }> {
  await page.getByRole("button", { name: button }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: link }).click();
  const file = await coming;
  return { file, text: await readFile(await file.path(), "utf8") };
}

test("the whole history comes as CSV, a line an experiment", async ({ page, request, labs }) => {
  await page.goto(labs.seeded.address);
  const { file, text } = await download(page, "Export the whole history", /^CSV/);
  expect(file.suggestedFilename()).toMatch(/^experiments-\d{4}-\d\d-\d\d\.csv$/);
  const [head, ...lines] = text.trimEnd().split("\r\n");
  expect(head).toBe(COLUMNS.map(({ name }) => name).join(","));
  expect(lines.length).toBeGreaterThan(30);
  expect(lines.some((line) => line.startsWith("seed-av1-aq-off,"))).toBe(true);
  const selection = await request.get(`${labs.seeded.address}/api/experiments/export?format=csv&ids=seed-vp9-one,seed-av1-aq-off`);
  expect(selection.headers()["content-disposition"]).toMatch(/^attachment; filename="experiments-2-selected-[\d-]+\.csv"$/);
  expect((await selection.text()).trimEnd().split("\r\n").slice(1).map((line) => line.split(",")[0])).toEqual(["seed-vp9-one", "seed-av1-aq-off"]);
  const unknown = await request.get(`${labs.seeded.address}/api/experiments/export?format=csv&ids=none-such`);
  expect(unknown.status()).toBe(404);
});

test("an experiment comes as Markdown for a post and as JSON for another lab", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog/seed-av1-aq-off`);
  const markdown = await download(page, "Download this experiment", /^Markdown/);
  expect(markdown.file.suggestedFilename()).toBe("seed-av1-aq-off.md");
  expect(markdown.text).toContain("## Adaptive quantisation costs PSNR");
  expect(markdown.text).toContain(`(${labs.seeded.address}/blog/seed-av1-aq-off)`);
  const json = await download(page, "Download this experiment", /^JSON/);
  const file = ExportFileSchema.parse(JSON.parse(json.text));
  expect([file.detail, file.experiments.map(({ id }) => id)]).toEqual(["record", ["seed-av1-aq-off"]]);
});

test("the download menu works from the keyboard", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog/seed-av1-aq-off`);
  const button = page.getByRole("button", { name: "Download this experiment" });
  await button.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: /^Markdown/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
  await expect(page.getByRole("link", { name: /^Markdown/ })).toBeHidden();
});

const ANCESTORS = postMortemFile([
  ...["a", "b"].map((name) => postMortemReport({ experiment_id: `proc_exp_${name}` })),
  postMortemReport({ experiment_id: "proc_exp_timeout", status: "timed_out", results: {}, issues: ["no output after 3600 s", { kind: "stderr", text: "<b>killed</b>" }], metadata: { phase_completed: "encode", needs_human: true } }),
  postMortemReport({ experiment_id: "proc_exp_zero", results: { bitrate_mbps: 0, file_size_mb: 0, reduction_percent: 100, target_achieved: true } }),
]);

async function choose(page: Page, name: string, content: unknown): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByLabel(/choose one/).setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(bytesOf(content)) });
}

test.describe("the import dialog", () => {
  test.use({ baseURL: async ({ labs }, provide) => provide(labs.unattended.address) });

  test("shows what is in the ancestor's file, imports it once, and flags what is wrong", async ({ page, request, labs }) => {
    await choose(page, "post_mortem.json", ANCESTORS);
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText(/a post-mortem file with 4 records; nothing was imported yet/)).toBeVisible();
    const flags = dialog.getByRole("list", { name: "Flags" });
    for (const flag of ["2 × identical results", "1 × empty output", "1 × timed out", "3 × no quality measured"]) await expect(flags.getByText(flag)).toBeVisible();
    await dialog.getByRole("button", { name: "Import 4 records" }).click();
    await expect(dialog.getByText(/Imported 4 records/)).toBeVisible();
    await dialog.getByRole("link", { name: "Open the first one" }).click();

    await expect(page.getByRole("heading", { level: 1 })).toContainText("imp-proc-exp-a-");
    await expect(page.getByText("unverified", { exact: true }).first()).toBeVisible();
    await expect(page.getByRole("list", { name: "Visibly wrong with it" }).getByText("identical results")).toBeVisible();
    const overview = await (await request.get(`${labs.unattended.address}/api/overview`)).json();
    expect(overview).toMatchObject({ best: null, experiments: { byVerdict: { unverified: 4 } } });

    await choose(page, "post_mortem.json", ANCESTORS);
    await page.getByRole("button", { name: "Import 4 records" }).click();
    await expect(page.getByText(/Imported 0 records; 4 were here already/)).toBeVisible();
  });

  test("shows on the page of a timed-out record what the other lab wrote down, as text", async ({ page }) => {
    await choose(page, "post_mortem.json", ANCESTORS);
    await page.getByRole("button", { name: "Import 4 records" }).click();
    await expect(page.getByText(/Imported \d records/)).toBeVisible();
    await page.getByRole("button", { name: "Close" }).last().click();
    await page.goto("/blog?verdict=unverified&text=timeout");
    await page.getByRole("link", { name: /imp-proc-exp-timeout-/ }).click();
    await expect(page.getByText(/timed out in the lab that ran it.*"encode"/)).toBeVisible();
    await page.getByText(/wrote down as wrong \(2\)/).click();
    await expect(page.getByText("no output after 3600 s")).toBeVisible();
    await expect(page.getByText(/<b>killed<\/b>/)).toBeVisible();
  });

  test("says where a file is malformed, and imports nothing of it", async ({ page }) => {
    await choose(page, "broken.json", '{\n  "total_experiments": 1,\n  "reports": [,]\n}');
    const alert = page.getByRole("dialog").getByRole("alert");
    await expect(alert).toContainText("broken.json is malformed: nothing was imported");
    await expect(alert).toContainText("line 3, column 15");
    await page.getByLabel(/choose one/).setInputFiles({ name: "wrong.json", mimeType: "application/json", buffer: Buffer.from(bytesOf(postMortemFile([postMortemReport(), postMortemReport({ status: "exploded", timestamp: "noon" })]))) });
    await expect(alert).toContainText("reports[1].status");
    await expect(alert).toContainText("reports[1].timestamp");
    await expect(page.getByRole("dialog").getByRole("button", { name: /^Import/ })).toBeDisabled();
  });
});

test("the blog is searched and narrowed by tags, in its address, and shows a figure for each", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog`);
  await expect(page.getByRole("img", { name: /^Rate-distortion curves/ }).first()).toBeVisible();
  await page.getByRole("searchbox").fill("ADAPTIVE quantisation");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(/text=ADAPTIVE/);
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 2 })).toContainText("Adaptive quantisation costs PSNR");
  await page.getByRole("navigation", { name: "Result" }).getByRole("link", { name: "worse" }).click();
  await expect(page.getByText("No experiment fits")).toBeVisible();
  await page.getByRole("link", { name: "Show all" }).click();
  // The tags add to what is in the address: that has to have changed first.
  await expect(page).toHaveURL(/\/blog$/);
  await expect(page.getByRole("navigation", { name: "Result" }).getByRole("link", { name: "all" })).toHaveAttribute("aria-current", "true");
  await page.getByRole("navigation", { name: "Method" }).getByRole("link", { name: "hybrid" }).click();
  await expect(page).toHaveURL(/method=hybrid/);
  await expect(page.getByRole("article").filter({ hasText: "Every part at once" })).toBeVisible();
  for (const article of await page.getByRole("article").all()) await expect(article.getByText("hybrid", { exact: true })).toBeVisible();
});

test("older entries come as one scrolls, none of them twice", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog`);
  const titles = page.getByRole("article").getByRole("heading").getByRole("link");
  await expect(titles.first()).toBeVisible();
  await expect.poll(async () => {
    await page.keyboard.press("End");
    return titles.count();
  }).toBeGreaterThan(40);
  const targets = await titles.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  expect(new Set(targets).size).toBe(targets.length);
});

test("feeds are named in every page, are XML, and are answered with not modified when known", async ({ page, request, labs }) => {
  await page.goto(labs.seeded.address);
  for (const [type, root, entry] of [["application/rss+xml", "rss", "item"], ["application/atom+xml", "feed", "entry"]] as const) {
    const href = await page.locator(`link[rel="alternate"][type="${type}"]`).getAttribute("href");
    const reply = await request.get(new URL(href!, labs.seeded.address).href);
    expect(reply.headers()["content-type"]).toContain(type);
    const read = await page.evaluate(
      ({ xml, name }) => {
        const document = new DOMParser().parseFromString(xml, "application/xml");
        const links = [...document.getElementsByTagName(name)].map((item) => item.getElementsByTagName("link")[0]).map((link) => link?.getAttribute("href") ?? link?.textContent);
        return { root: document.documentElement.nodeName, broken: document.getElementsByTagName("parsererror").length, links };
      },
      { xml: await reply.text(), name: entry },
    );
    expect([read.root, read.broken]).toEqual([root, 0]);
    expect(read.links.length).toBeGreaterThan(20);
    for (const link of read.links) expect(link).toMatch(new RegExp(`^${labs.seeded.address}/blog/`));
    expect(read.links.join(" ")).not.toContain("ancestor");
    const again = await request.get(new URL(href!, labs.seeded.address).href, { headers: { "if-none-match": reply.headers()["etag"]! } });
    expect(again.status()).toBe(304);
  }
});
