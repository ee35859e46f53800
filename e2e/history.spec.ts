import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./labs.ts";

/*
 * A lab with a past: the nine ancestors and some thirty experiments with every kind of ending.
 */
const history = (page: Page) => page.getByRole("table", { name: "History of experiments" });
const rowOf = (page: Page, text: string) => history(page).getByRole("row").filter({ hasText: text });

/** Text colour; the themes' tokens are hex, so browsers compute "rgb(r, g, b)". */
const colourOf = (text: Locator) =>
  text.evaluate((element) => {
    const [red = 0, green = 0] = getComputedStyle(element).color.match(/\d+/g)!.map(Number);
    return { red, green };
  });

test("the nine ancestors are red, larger, unverified, and one warning says that they are identical", async ({ page, labs }) => {
  await page.goto(labs.seeded.address);
  await expect(page.getByText(/9 experiments .*identical/i)).toHaveCount(1);
  await page.getByRole("combobox", { name: "Verdict" }).selectOption("unverified");
  const rows = history(page).getByRole("row").filter({ hasText: "imported record" });
  await expect(rows).toHaveCount(9);
  for (const row of await rows.all()) {
    await expect(row).toContainText("↑ 50.4 %");
    await expect(row).toContainText("larger");
    await expect(row).toContainText("unverified");
    await expect(row).not.toContainText("↓");
  }
  const delta = rows.first().getByText("↑ 50.4 %");
  const { red, green } = await colourOf(delta);
  expect(red).toBeGreaterThan(green);
});

test("a smaller result is green with an arrow down, and the best one never is an unverified or held-out one", async ({ page, labs }) => {
  await page.goto(labs.seeded.address);
  const row = rowOf(page, "Adaptive quantisation costs PSNR");
  const delta = row.getByText(/^↓ \d+\.\d %$/);
  await expect(delta).toBeVisible();
  await expect(row).toContainText("smaller");
  const { red, green } = await colourOf(delta);
  expect(green).toBeGreaterThan(red);
  await expect(page.getByRole("link", { name: /Adaptive quantisation costs PSNR.*\(quick\)/ })).toBeVisible();
});

test("an interval that spans zero is grey and not settled, with both ends, and no best", async ({ page, labs }) => {
  await page.goto(labs.seeded.address);
  await page.getByRole("combobox", { name: "Verdict" }).selectOption("inconclusive");
  const row = rowOf(page, "VP9 at cpu-used 2 is on a par with x265 medium.");
  const delta = row.getByText(/^≈ \d+\.\d %$/);
  await expect(delta).toBeVisible();
  await expect(row).toContainText("not settled");
  await expect(row).toContainText(/75 %: −\d+\.\d to \d+\.\d/);
  const { red, green } = await colourOf(delta);
  expect(Math.abs(red - green)).toBeLessThan(25);
  await row.getByRole("link").first().click();
  await expect(page.getByText(/which is not settled/)).toBeVisible();
  await expect(page.getByText(/The sign is not settled: .* \(75 % interval over 3 clips\), which spans zero/)).toBeVisible();
});

test("filters narrow the history on the server, and more rows load on request without repeats", async ({ page, labs }) => {
  await page.goto(labs.seeded.address);
  await page.getByRole("combobox", { name: "Status" }).selectOption("failed");
  await expect(rowOf(page, "A flat pyramid suits short clips.")).toHaveCount(1);
  await expect(rowOf(page, "Adaptive quantisation costs PSNR")).toHaveCount(0);
  await page.getByRole("button", { name: "Clear filters" }).click();
  const links = history(page).getByRole("link");
  await expect(links).toHaveCount(25);
  await page.getByRole("button", { name: "Load more" }).click();
  await expect.poll(() => links.count()).toBeGreaterThan(30);
  const targets = await links.evaluateAll((elements) => elements.map((element) => element.getAttribute("href")));
  expect(new Set(targets).size).toBe(targets.length);
});

test("the blog is a feed, and a page tells the whole story", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog`);
  await page.getByRole("link", { name: /Temporal filtering of references hurts PSNR/ }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Temporal filtering of references hurts PSNR");
  await expect(page).toHaveTitle(/Temporal filtering/);
  await expect(page.getByRole("row", { name: /^Temporal filter off/ })).toHaveCount(1);
  await page.getByRole("radiogroup", { name: "Quality metric" }).getByText("SSIM").click();
  await expect(page.getByRole("radio", { name: "SSIM" })).toBeChecked();
  await page.getByText(/Every operating point/).click();
  await expect(page.getByRole("columnheader", { name: /SSIM/ }).first()).toBeVisible();
});

test("a failed experiment shows its stage, its reason and what the tool said", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog/seed-broken-encode`);
  await expect(page.getByText("Failed in stage Encode", { exact: true })).toBeVisible();
  await expect(page.getByText(/ended by SIGSEGV while encoding gate-tower/).first()).toBeVisible();
  await expect(page.getByText(/not a real encoder's words/)).toBeVisible();
});

test("an unknown experiment is said to be unknown", async ({ page, labs }) => {
  const response = await page.goto(`${labs.seeded.address}/blog/no-such-experiment`);
  expect(response!.status()).toBe(404);
  await expect(page.getByText(/no experiment|not found/i).first()).toBeVisible();
});

test("the dashboard works from the keyboard", async ({ page, labs }) => {
  await page.goto(labs.seeded.address);
  const launch = page.getByRole("button", { name: "Launch experiment" });
  await launch.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(launch).toBeFocused();
});
