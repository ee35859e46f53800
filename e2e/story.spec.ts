import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./labs.ts";

/*
 * An experiment's page as a story to share: what a link's preview shows, what paper shows, where one reads on.
 */

const meta = (page: Page, name: string) => page.locator(`head meta[property="${name}"], head meta[name="${name}"]`).first().getAttribute("content");

test("a shared story has a title, a description from facts, and a picture with its curves", async ({ page, request, labs }) => {
  const { address } = labs.seeded;
  await page.goto(`${address}/blog/seed-av1-two`);
  await expect(page.locator('head meta[property="og:image"]')).toHaveCount(1);
  expect(await meta(page, "og:type")).toBe("article");
  expect(await meta(page, "og:title")).toContain("The slowest bounded preset");
  expect(await meta(page, "og:url")).toBe(`${address}/blog/seed-av1-two`);
  expect(await page.locator('head link[rel="canonical"]').getAttribute("href")).toBe(`${address}/blog/seed-av1-two`);
  expect(await meta(page, "twitter:card")).toBe("summary_large_image");
  const description = await meta(page, "og:description");
  expect(description).toMatch(/^At equal PSNR-YUV, SVT-AV1 preset 2 needs \d+\.\d % fewer bits than the HEVC baseline/);
  expect(description!.length).toBeLessThanOrEqual(300);
  for (const name of ["article:published_time", "article:modified_time"]) expect(Date.parse((await meta(page, name))!)).not.toBeNaN();

  const image = (await meta(page, "og:image"))!;
  expect(image.startsWith(`${address}/blog/seed-av1-two/card.png?v=`)).toBe(true);
  const reply = await request.get(image);
  expect(reply.headers()).toMatchObject({ "content-type": "image/png", "cache-control": "public, max-age=31536000, immutable" });
  const png = await reply.body();
  expect([png.toString("latin1", 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(["PNG", 1200, 630]);
  const again = await request.get(image.replace(/\?.*$/, ""), { headers: { "if-none-match": reply.headers()["etag"]! } });
  expect([again.status(), again.headers()["cache-control"]]).toEqual([304, "no-cache"]);
  // The browser decodes it, and its chart's card and the candidate's colour are in it.
  const seen = await page.evaluate(async (src) => {
    const picture = new Image();
    picture.src = src;
    await picture.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
    const context = canvas.getContext("2d")!;
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(620, 40, 532, 500);
    const count = (red: number, green: number, blue: number) => data.reduce((sum, value, at) => sum + Number(at % 4 === 0 && value === red && data[at + 1] === green && data[at + 2] === blue), 0);
    return { size: [canvas.width, canvas.height], white: count(255, 255, 255), candidate: count(0x4a, 0x4f, 0xd4), baseline: count(0x6f, 0x78, 0x87) };
  }, image);
  expect(seen.size).toEqual([1200, 630]);
  expect(seen.white).toBeGreaterThan(100_000);
  expect(seen.candidate).toBeGreaterThan(1000);
  expect(seen.baseline).toBeGreaterThan(500);
});

test("every kind of ending has a picture, and the unknown has none", async ({ request, labs }) => {
  const { address } = labs.seeded;
  for (const id of ["seed-broken-encode", "seed-no-plan", "seed-cancelled", "seed-half-size", "seed-hopeless", "ancestor-1", "seed-av1-grain"]) {
    const reply = await request.get(`${address}/blog/${id}/card.png`);
    expect([id, reply.status(), reply.headers()["content-type"]]).toEqual([id, 200, "image/png"]);
    expect((await reply.body()).readUInt32BE(16)).toBe(1200);
  }
  const none = await request.get(`${address}/blog/no-such-experiment/card.png`);
  expect([none.status(), (await none.json()).error.code]).toEqual([404, "not-found"]);
  const index = await (await request.get(`${address}/blog?method=hybrid`)).text();
  expect(index).toContain(`<meta property="og:url" content="${address}/blog?method=hybrid"/>`);
  expect(index).toContain(`content="${address}/og.png"`);
});

test("the lead tells result, held-out figure, prediction and cost; the change from the parent has its measured effect", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog/seed-av1-two`);
  await expect(page.getByText(/On 5 held-out clips, which no researcher sees, it needs \d+\.\d % fewer bits/)).toBeVisible();
  await expect(page.getByText(/The prediction was 26\.0 % fewer bits; it came out \d+\.\d points (better|worse)\. The run took 52\.0 s/)).toBeVisible();
  const changes = page.getByRole("region", { name: "What changed from the parent" });
  const rows = changes.getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText("Preset");
  await expect(rows.nth(1).getByRole("cell")).toHaveText([/Preset/, "3", "2"]);
  await expect(changes.getByText(/1\.\d points/)).toBeVisible();
  await changes.getByRole("link", { name: "Both side by side" }).click();
  await page.waitForURL(/\/compare\?.*seed-av1-three.*seed-av1-two/);
});

test("one reads on by idea and by time, and back", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog/seed-av1-three`);
  const read = page.getByRole("navigation", { name: "Other experiments" });
  await expect(read.getByRole("link", { name: /^Came from/ })).toHaveAttribute("href", "/blog/seed-av1-four");
  // Of its children, the best and not the newest.
  await expect(read.getByRole("link", { name: /^Best of what it led to/ })).toHaveAttribute("href", "/blog/seed-av1-two");
  await expect(read.getByRole("link", { name: /^Before it in the lab/ })).toHaveAttribute("href", "/blog/seed-vp9-one");
  await read.getByRole("link", { name: /^After it in the lab/ }).click();
  await page.waitForURL(/\/blog\/seed-cancelled$/);
  await expect(page.getByText("VP9 cpu-used 0 on Full (7 clips) was cancelled before a result.")).toBeVisible();
  await read.getByRole("link", { name: /^Before it in the lab/ }).click();
  await page.waitForURL(/\/blog\/seed-av1-three$/);
});

test("paper shows the story without controls, with whole charts; wide screens list its sections", async ({ page, labs }) => {
  await page.setViewportSize({ width: 1700, height: 900 });
  await page.goto(`${labs.seeded.address}/blog/seed-hybrid`);
  const contents = page.getByRole("navigation", { name: "On this page" });
  await contents.getByRole("link", { name: "Artifacts" }).click();
  await expect(page.getByRole("heading", { name: "Artifacts" })).toBeInViewport();
  await expect(page.locator(".recharts-surface").first()).toBeVisible();

  // A4 between margins of 14 mm, in CSS pixels.
  await page.setViewportSize({ width: 688, height: 1017 });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(contents).toBeHidden();
  await expect(page.getByRole("navigation", { name: "Other experiments" })).toBeHidden();
  await expect(page.getByRole("banner")).toBeHidden();
  expect(await page.locator("button:visible").count()).toBe(0);
  await expect(page.getByText(`${labs.seeded.address}/blog/seed-hybrid`, { exact: true })).toBeVisible();
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe("rgb(255, 255, 255)");
  expect(await page.evaluate(() => getComputedStyle(document.querySelector("h1")!).color)).toBe("rgb(0, 0, 0)");
  const charts = await page.locator("figure .recharts-surface").evaluateAll((all) => all.map((chart) => chart.getBoundingClientRect()).map(({ left, right, height }) => left >= 0 && right <= document.documentElement.clientWidth + 1 && right - left > 200 && height > 150));
  expect(charts.length).toBeGreaterThan(2);
  expect(charts).not.toContain(false);
  const pdf = await page.pdf({ format: "Letter", printBackground: true });
  expect(pdf.toString("latin1", 0, 5)).toBe("%PDF-");
});

test("files have sizes and hashes to copy, and come as they are", async ({ page, context, labs }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${labs.seeded.address}/blog/seed-av1-aq-off`);
  const files = page.getByRole("region", { name: "Artifacts" });
  await expect(files.getByText(/^1 file, \d+ B$/)).toBeVisible();
  await files.getByRole("button", { name: "Copy the sha256 of note.json" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^[0-9a-f]{64}$/);
  const coming = page.waitForEvent("download");
  await files.getByRole("link", { name: "note.json" }).click();
  expect(JSON.parse(await readFile(await (await coming).path(), "utf8"))).toMatchObject({ experiment: "seed-av1-aq-off" });
});

test("an address of no experiment says so and leads on", async ({ page, labs }) => {
  const response = await page.goto(`${labs.seeded.address}/blog/no-such-experiment`);
  expect(response!.status()).toBe(404);
  await expect(page.getByText("There is no such experiment")).toBeVisible();
  await page.getByRole("link", { name: "All stories" }).click();
  await page.waitForURL(/\/blog$/);
});
