import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./labs.ts";

/*
 * How far the cascade took a plan, who is champion, and which idea came from which, as a person reads it.
 */
const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** Text colour; the themes' tokens are hex, so browsers compute "rgb(r, g, b)". */
const colourOf = (text: Locator) =>
  text.evaluate((element) => {
    const [red = 0, green = 0] = getComputedStyle(element).color.match(/\d+/g)!.map(Number);
    return { red, green };
  });

test("a champion's page shows what each level said, both figures, the difference and every held-out clip", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog/seed-av1-two`);
  const evaluation = region(page, "Evaluation");
  for (const level of ["Schema and bounds", "Screening", "Suite", "Held-out suite"]) await expect(evaluation.getByRole("heading", { name: level, exact: true })).toBeVisible();
  await expect(evaluation.getByText(/^CRF \d+$/)).toHaveCount(2);
  await expect(evaluation.getByText(/(kB|MB) of bitstreams/)).toHaveCount(3);
  await expect(evaluation).toContainText("Champion: the held-out suite confirms it");
  await expect(evaluation).toContainText("↓ 23.3 %");
  await expect(evaluation).toContainText("↓ 21.3 %");
  await expect(evaluation).toContainText("−2.0 points");
  await expect(evaluation).toContainText("2.0 points less on held-out clips");
  await expect(evaluation.getByRole("region", { name: "Held-out result per clip" }).getByRole("row")).toHaveCount(6);
  await expect(evaluation).toContainText("No researcher ever sees them");
});

test("a held-out figure whose interval spans zero is grey, and confirms nothing", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog/seed-av1-four`);
  const evaluation = region(page, "Evaluation");
  await expect(evaluation).toContainText("Not champion: the held-out suite does not confirm it");
  await expect(evaluation).toContainText("not settled");
  const { red, green } = await colourOf(evaluation.getByText(/^≈ \d+\.\d %$/).first());
  expect(Math.abs(red - green)).toBeLessThan(25);
});

test("a plan that was stopped at screening has a reason and no figure, and can be measured fully all the same", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/history`);
  const row = page.getByRole("grid", { name: "History of experiments" }).getByRole("row").filter({ hasText: "x264 at its fastest" });
  await expect(row).toContainText("stopped at screening");
  await expect(row).not.toContainText(/[↓↑≈]/);
  await row.getByRole("link").first().click();
  const notice = page.getByRole("note").filter({ hasText: "Stopped at screening" });
  await expect(notice).toContainText("it cannot win, so the suite was not measured.");
  await expect(region(page, "Evaluation")).toContainText("stopped here");
  await expect(region(page, "Result per clip")).toHaveCount(0);
  const sent: unknown[] = [];
  await page.route("**/api/experiments", (route) => {
    sent.push(route.request().postDataJSON());
    return route.abort();
  });
  await notice.getByRole("button", { name: "Measure it fully all the same" }).click();
  await expect(notice.getByRole("alert")).toBeVisible();
  expect(sent).toEqual([expect.objectContaining({ suiteId: "quick", screening: false, plan: expect.objectContaining({ base: expect.objectContaining({ codec: "x264", preset: "ultrafast" }) }) })]);
});

test("the dashboard shows the champion with both figures, and the history who is and who was", async ({ page, labs }) => {
  await page.goto(labs.seeded.address);
  const history = page.getByRole("table", { name: "History of experiments" });
  await page.getByRole("combobox", { name: "Verdict" }).selectOption("better");
  await expect(history.getByRole("row").filter({ hasText: "The slowest bounded preset" }).getByText("champion", { exact: true })).toBeVisible();
  await expect(history.getByRole("row").filter({ hasText: "Preset 3 adds non-square partitions" }).getByText("former champion")).toBeVisible();
  await expect(page.getByText("On held-out clips", { exact: true })).toBeVisible();
  await expect(page.getByText("−2.0 points")).toBeVisible();
  await page.getByRole("link", { name: /The slowest bounded preset.*\(quick\)/ }).click();
  await expect(region(page, "Evaluation")).toContainText("Champion: the held-out suite confirms it");
});

test("the lineage strip says what changed and is walked by keyboard", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog/seed-av1-three`);
  const lineage = region(page, "Lineage");
  await expect(lineage.getByText("preset 4 → 3")).toBeVisible();
  await expect(lineage.getByText("+ denoise")).toBeVisible();
  await lineage.getByRole("link", { name: /The slowest bounded preset/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("The slowest bounded preset");
  await region(page, "Lineage").getByRole("link", { name: /Preset 3 adds non-square/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Preset 3 adds non-square");
});

test("a near twin names the plan that it is all but the same as, and why it ran", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog/seed-near-twin`);
  const note = page.getByRole("note").filter({ hasText: "All but the same plan as" });
  await expect(note).toContainText("this run measures how much two all but equal plans differ");
  await note.getByRole("link", { name: "seed-av1-aq-off" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Adaptive quantisation costs PSNR");
});

test("the tree of a suite is walked with the arrow keys, opens with Enter, and is a table as well", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog/seed-av1-three`);
  await region(page, "Lineage").getByRole("link", { name: /The tree of all ideas/ }).click();
  const tree = page.getByRole("group", { name: /Tree of ideas/ });
  const here = tree.getByRole("link", { name: /^Preset 3 adds non-square/ });
  await expect(here).toHaveAttribute("aria-current", "true");
  await here.focus();
  await page.keyboard.press("ArrowRight");
  await expect(tree.getByRole("link", { name: /^The slowest bounded preset/ })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowLeft");
  await page.getByText(/The same \d+ ideas as a table/).click();
  await expect(page.getByRole("region", { name: /Ideas and what each one changed/ }).getByRole("row", { name: /A little sharpness/ })).toContainText("sharpness 0 → 1");
  await tree.getByRole("link", { name: /^The slowest bounded preset/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("The slowest bounded preset");
});

test("a suite without ideas says so, and the suites lead to each other", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/lineage?suite=film`);
  await expect(page.getByText("No idea on this suite yet")).toBeVisible();
  await page.getByRole("navigation", { name: "Suite" }).getByRole("link", { name: "Quick" }).click();
  await expect(page.getByRole("group", { name: /Tree of ideas/ })).toBeVisible();
});
