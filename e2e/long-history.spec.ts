import type { Locator, Page } from "@playwright/test";
import { cancelExperiment } from "#lib/data/cancel-experiment.ts";
import { enqueueExperiment } from "#lib/data/enqueue-experiment.ts";
import { buildNewExperiment, TEST_DATA_NOTE } from "./builders.ts";
import { expect, test } from "./labs.ts";
import { startLongLab } from "./long-history.ts";
import type { LabBeside } from "./start-lab-beside.ts";

/*
 * The page of the whole history, with more rows than a window or a page holds: what it asks for is in its address, what it
 * holds is a window, and what comes new moves nothing.
 */
const ROWS = 240;
let long: LabBeside;

test.beforeAll(async ({ labs }) => {
  long = await startLongLab(labs.unattended.variables, ROWS);
});
test.afterAll(async () => {
  await long.stop();
});

const grid = (page: Page) => page.getByRole("grid", { name: "History of experiments" });
const drawn = (page: Page) => grid(page).locator("tr[data-id]");
const row = (page: Page, id: string) => grid(page).locator(`tr[data-id="${id}"]`);
const idOfFocus = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("data-id"));
/** Where a row is, once it has come to rest. */
async function restOf(locator: Locator) {
  let before = await locator.boundingBox();
  await expect
    .poll(async () => {
      const last = before;
      before = await locator.boundingBox();
      return before !== null && before.y === last?.y;
    })
    .toBe(true);
  return before!;
}
const titles = async (page: Page) => (await drawn(page).getByRole("link").allTextContents()).slice(0, 10);

test("filters, order and columns are in the address: a link shows the same view, and nonsense shows the history", async ({ page, context }) => {
  await page.goto(`${long.address}/history`);
  await expect(drawn(page).first()).toContainText("Runs the taken plan once more.");
  await page.getByRole("combobox", { name: "Verdict" }).selectOption("better");
  await page.getByRole("combobox", { name: "Clip" }).selectOption({ index: 1 });
  await page.getByRole("combobox", { name: "Researcher" }).fill("long-history-model");
  await page.getByLabel("From").fill("2020-02-29");
  await page.getByRole("searchbox", { name: "Search in hypotheses" }).fill("odd number");
  await expect(page).toHaveURL(/text=odd/);
  await page.getByRole("button", { name: "BD-rate" }).click();
  await expect(page.getByRole("columnheader", { name: "BD-rate" })).toHaveAttribute("aria-sort", "ascending");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Researcher" }).check();
  await page.getByRole("checkbox", { name: "Runtime" }).uncheck();
  await page.keyboard.press("Escape");
  const filters = page.getByRole("list", { name: "Filters that are set" });
  await expect(filters.getByRole("listitem")).toHaveCount(6);
  await expect(drawn(page).first()).toContainText("Row 159 of odd number");
  await expect(drawn(page).first()).toContainText("long-history-model");

  const shared = await context.newPage();
  await shared.goto(page.url());
  await expect(drawn(shared).first()).toContainText("Row 159 of odd number");
  expect(await titles(shared)).toEqual(await titles(page));
  await expect(shared.getByRole("columnheader", { name: "BD-rate" })).toHaveAttribute("aria-sort", "ascending");
  await expect(shared.getByRole("columnheader", { name: "Researcher" })).toHaveCount(1);
  await expect(shared.getByRole("columnheader", { name: "Runtime" })).toHaveCount(0);
  await expect(shared.getByLabel("From")).toHaveValue("2020-02-29");
  const address = new URL((await shared.getByRole("button", { name: /^Export/ }).locator("..").getByRole("link", { name: /CSV/, includeHidden: true }).getAttribute("href"))!, long.address);
  expect(Object.fromEntries(address.searchParams)).toMatchObject({ format: "csv", text: "odd number", verdict: "better", sort: "bd-rate", order: "ascending" });
  const csv = await (await shared.request.get(address.href)).text();
  expect(csv.trim().split("\n")[1]).toContain("row-");

  await shared.getByRole("button", { name: /^Text: / }).click();
  await expect(shared).not.toHaveURL(/text=/);
  await shared.getByRole("button", { name: "Clear filters" }).click();
  await expect(filters.first()).toBeVisible();
  await expect(shared.getByRole("list", { name: "Filters that are set" })).toHaveCount(0);
  await shared.getByRole("searchbox", { name: "Search in hypotheses" }).fill("nothing like this");
  await expect(shared.getByText("No experiment fits these filters")).toBeVisible();

  await shared.goto(`${long.address}/history?status=%3Cscript%3E&suite=../x&from=never&sort=constructor&columns=__proto__,when&limit=9`);
  await expect(drawn(shared).first()).toContainText("Runs the taken plan once more.");
  await expect(shared.getByRole("columnheader", { name: "When" })).toHaveAttribute("aria-sort", "descending");
});

test("only what is near the window is in the document, down to the last row and back", async ({ page }) => {
  await page.goto(`${long.address}/history`);
  await expect(row(page, "row-003")).toBeVisible();
  const seen = new Set<string>();
  let most = 0;
  const look = async () => {
    const ids = await drawn(page).evaluateAll((rows) => rows.map((each) => each.getAttribute("data-id") ?? ""));
    for (const id of ids) seen.add(id);
    most = Math.max(most, ids.length);
  };
  await expect
    .poll(
      async () => {
        await look();
        await page.mouse.wheel(0, 900);
        return row(page, `row-${ROWS - 1}`).isVisible();
      },
      { timeout: 90_000, intervals: [60] },
    )
    .toBe(true);
  await expect(page.getByText("That is all.")).toBeVisible();
  await look();
  expect(most).toBeLessThan(60);
  expect([...seen].filter((id) => id.startsWith("row-"))).toHaveLength(ROWS);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", String(ROWS + 4));
  await expect(row(page, `row-${ROWS - 1}`)).toHaveAttribute("aria-rowindex", String(ROWS + 4));
  await page.evaluate(() => window.scrollTo(0, 0));
  await expect(row(page, "row-003")).toBeVisible();
  await expect(drawn(page).first()).toHaveAttribute("aria-rowindex", "2");
});

test("keys go from row to row, select and open, and fields keep theirs", async ({ page }) => {
  await page.goto(`${long.address}/history`);
  await expect(row(page, "row-003")).toBeVisible();
  for (const key of ["j", "ArrowDown", "ArrowDown", "ArrowDown", "k"]) await page.keyboard.press(key);
  expect(await idOfFocus(page)).toBe("failed-free");
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByText("3 experiments selected")).toBeVisible();
  await expect(row(page, "row-001")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(page.getByText("3 experiments selected")).toHaveCount(0);
  await page.keyboard.press("End");
  await expect.poll(() => idOfFocus(page)).toMatch(/^row-0[4-9]/);
  await expect(page.locator(":focus")).toBeInViewport();
  await page.keyboard.press("Home");
  await expect(page.locator(":focus")).toContainText("Runs the taken plan once more.");
  await expect(page.locator(":focus")).toBeInViewport();
  await page.keyboard.press("/");
  await page.keyboard.type("jxk");
  await expect(page.getByRole("searchbox", { name: "Search in hypotheses" })).toHaveValue("jxk");
  await expect(page.getByText("No experiment fits these filters")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search in hypotheses" }).fill("");
  await expect(row(page, "row-002")).toBeVisible();
  await row(page, "row-002").focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${long.address}/blog/row-002`);
});

test("selected experiments are compared, exported and run again, and each says what came of it", async ({ page }) => {
  await page.goto(`${long.address}/history`);
  const bar = page.getByRole("region", { name: "Selected experiments" });
  await row(page, "row-001").getByRole("checkbox").check();
  await expect(bar.getByRole("button", { name: /^Compare/ })).toBeDisabled();
  await row(page, "row-003").getByRole("checkbox").click({ modifiers: ["Shift"] });
  await expect(bar).toContainText("3 experiments selected");
  await expect(bar.getByRole("link", { name: "Compare" })).toHaveAttribute("href", "/compare?ids=row-001,row-002,row-003");
  await expect(bar.getByRole("button", { name: "Retry" })).toBeDisabled();
  await bar.getByRole("button", { name: /^Export/ }).click();
  const csv = await page.request.get(`${long.address}${await bar.getByRole("link", { name: /CSV/ }).getAttribute("href")}`);
  expect((await csv.text()).trim().split("\n").slice(1).map((line) => /row-\d+/.exec(line)?.[0]).sort()).toEqual(["row-001", "row-002", "row-003"]);
  await page.keyboard.press("Escape");
  await row(page, "failed-free").getByRole("checkbox").check();
  await row(page, "failed-taken").getByRole("checkbox").check();
  await bar.getByRole("button", { name: "Retry (2)" }).click();
  await expect(bar.getByText("1 of 2 queued again")).toBeVisible();
  const outcomes = bar.getByRole("list", { name: "What came of each" }).getByRole("listitem");
  await expect(outcomes.filter({ hasText: "failed and is free" })).toContainText("queued again as");
  await expect(outcomes.filter({ hasText: "failed and is taken" })).toContainText("this plan ran already on this suite");
  await expect(outcomes.filter({ hasText: "failed and is taken" }).getByRole("link")).toHaveAttribute("href", /\/blog\/.+/);
  const again = (await outcomes.filter({ hasText: "failed and is free" }).getByRole("link").textContent())!;
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await page.evaluate(() => window.scrollTo(0, 0));
  await row(page, again).getByRole("checkbox").check();
  await bar.getByRole("button", { name: "Cancel (1)" }).click();
  await expect(row(page, again)).toContainText("Cancelled");
});

test("a new experiment slides in at the top, and moves nothing that is being read further down", async ({ page }) => {
  const launch = async (hypothesis: string) => {
    const made = await enqueueExperiment(long.lab, buildNewExperiment({ hypothesis: `${hypothesis} (${TEST_DATA_NOTE})` }));
    if (made.outcome !== "created") throw new Error(made.outcome);
    return made.experiment.id;
  };
  await page.goto(`${long.address}/history`);
  await expect(row(page, "row-003")).toBeVisible();
  const first = await launch("Comes while somebody looks at the top.");
  await expect(drawn(page).first()).toHaveAttribute("data-id", first);

  const read = row(page, "row-030");
  await expect.poll(async () => { await page.mouse.wheel(0, 600); return read.isVisible(); }, { intervals: [60] }).toBe(true);
  await read.scrollIntoViewIfNeeded();
  const before = await restOf(read);
  const second = await launch("Comes while somebody reads further down.");
  const pill = page.getByRole("button", { name: /^1 new/ });
  await expect(pill).toBeVisible();
  expect((await read.boundingBox())!).toEqual(before);
  // What leaves above moves nothing either.
  await page.goto(`${long.address}/history?status=queued`);
  await expect(row(page, first)).toBeVisible();
  expect((await cancelExperiment(long.lab, first)).outcome).toBe("cancelled");
  await expect(row(page, first)).toHaveCount(0);
  await expect(row(page, second)).toBeVisible();

  await page.goto(`${long.address}/history`);
  await row(page, "row-001").focus();
  const focused = await restOf(row(page, "row-001"));
  const third = await launch("Comes while somebody is at a row with the keyboard.");
  await expect(page.getByRole("button", { name: /^1 new/ })).toBeVisible();
  expect((await row(page, "row-001").boundingBox())!).toEqual(focused);
  await page.getByRole("button", { name: /^1 new/ }).click();
  await expect(row(page, third)).toBeInViewport();
  await expect(page.getByRole("button", { name: /^1 new/ })).toHaveCount(0);
});
