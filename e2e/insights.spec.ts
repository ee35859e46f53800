import { createLab } from "#lib/data/lab.ts";
import { reportWorker } from "#lib/data/report-worker.ts";
import { retireWorker } from "#lib/data/retire-worker.ts";
import { readEnv } from "#lib/env.ts";
import { expect, test } from "./labs.ts";
import { seriousFindings } from "./look.ts";

/*
 * The history at a glance: bits against encode time, methods over time, which settings matter, and what workers do.
 */

test("the dashboard shows what bits cost in time and what each worker does, and leads to the insights", async ({ browser, labs }) => {
  const lab = createLab(readEnv(labs.seeded.variables));
  const before = new Date(Date.now() - 60_000).toISOString();
  await reportWorker(lab, { id: "test-worker-lost", host: "far-away", pid: 1, startedAt: before, seenAt: before, experimentId: "seed-av1-two" });
  const context = await browser.newContext({ bypassCSP: true, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(labs.seeded.address);
  const workers = page.getByRole("region", { name: "Workers" });
  const lost = workers.getByRole("listitem").filter({ hasText: "test-worker-lost" });
  await expect(lost).toContainText("lost");
  await expect(lost).toContainText("far-away");
  await expect(lost.getByRole("link", { name: "seed-av1-two" })).toHaveAttribute("href", "/blog/seed-av1-two");
  await expect(workers.getByText(/Waits for the next experiment|began this/).first()).toBeVisible();
  await retireWorker(lab, "test-worker-lost");

  const pareto = page.getByRole("region", { name: "Bits saved against encode time" });
  const best = pareto.getByRole("link", { name: /^seed-av1-aq-off: ↓ 23\.\d % smaller .*1\.0× the encode time of HEVC, conventional$/ });
  await expect(best).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await pareto.getByRole("link", { name: "Methods and settings" }).click();
  await expect(page).toHaveURL(/\/insights\?suite=quick$/);
  await expect(page.getByRole("heading", { level: 1, name: "Insights" })).toBeVisible();
  await context.close();
});

test("the insights tell the front, each method's way and the settings that matter, in charts and in tables", async ({ browser, labs }) => {
  const context = await browser.newContext({ bypassCSP: true, reducedMotion: "reduce", colorScheme: "dark" });
  const page = await context.newPage();
  await page.goto(`${labs.seeded.address}/insights`);
  const pareto = page.getByRole("region", { name: "Bits saved against encode time" });
  await pareto.getByText(/results as a table$/).click();
  const table = page.getByRole("region", { name: "Bits saved against encode time" }).last();
  await expect(table.getByRole("row").nth(1)).toContainText("seed-av1-aq-off");
  // Some of its trials came from the cache, so its time is a lower bound; film grain is ranked beside no other.
  await expect(table.getByRole("row", { name: /seed-hybrid/ })).toContainText("≥");
  await expect(table.getByRole("row", { name: /seed-av1-grain/ })).toContainText("not ranked");
  await expect(table.getByRole("row", { name: /ancestor/ })).toHaveCount(0);

  const methods = page.getByRole("region", { name: "Methods over time" });
  await expect(methods.getByRole("group", { name: /^conventional: \d+ experiments, \d+ better than HEVC/ })).toBeVisible();
  await expect(methods.getByRole("group", { name: /^neural: not tried yet$/ })).toBeVisible();
  await methods.getByText(/^Every new best as a table/).click();
  await expect(methods.getByRole("region", { name: "New bests by method" }).getByRole("row", { name: /seed-av1-aq-off/ })).toContainText("conventional");

  const importance = page.getByRole("region", { name: "Settings by importance" });
  await expect(importance.getByRole("row").nth(1)).toContainText(/points/);
  await expect(importance.getByRole("row", { name: /Preset SVT-AV1/ })).toContainText(/experiments, \d+ values/);

  const slices = page.getByRole("region", { name: "Results by setting" });
  await expect(slices.getByRole("group", { name: /^Preset, SVT-AV1: \d+ values$/ })).toBeVisible();
  await slices.getByText(/^Every value as a table/).click();
  await expect(slices.getByRole("row", { name: /Preset, SVT-AV1 2 / })).toContainText("seed-av1-aq-off");
  expect(await seriousFindings(page)).toEqual([]);

  // The front's dots are reachable by keyboard: focus says what one is, enter opens it.
  const dot = pareto.getByRole("link", { name: /^seed-av1-aq-off:/ }).first();
  await dot.focus();
  await expect(pareto.getByText("seed-av1-aq-off", { exact: true }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/blog\/seed-av1-aq-off$/);
  await context.close();
});

test("another suite stands in the address, one without results says so, and nothing scrolls sideways on a phone", async ({ browser, labs }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 780 } });
  const page = await context.newPage();
  await page.goto(`${labs.seeded.address}/insights`);
  await expect(page.getByRole("region", { name: "Methods over time" })).toBeVisible();
  const overflow = () => page.locator("#content").evaluate((content) => content.scrollWidth - content.clientWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await page.getByRole("navigation", { name: "Suite" }).getByRole("link", { name: "Full" }).click();
  await expect(page).toHaveURL(/suite=full/);
  await expect(page.getByText("Too little was measured")).toBeVisible();
  await page.goto(`${labs.empty.address}/insights?suite=film`);
  await expect(page.getByText("Nothing has ended on this suite yet")).toBeVisible();
  expect(await overflow()).toBeLessThanOrEqual(0);
  await context.close();
});
