import type { Page } from "@playwright/test";
import { cancelExperiment } from "#lib/data/cancel-experiment.ts";
import { enqueueExperiment } from "#lib/data/enqueue-experiment.ts";
import { getExperiment } from "#lib/data/get-experiment.ts";
import type { Lab } from "#lib/data/lab.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import { buildNewExperiment, TEST_DATA_NOTE } from "./builders.ts";
import { fillHistory } from "./fill-history.ts";
import { expect, test } from "./labs.ts";
import { type LabBeside, startLabBeside } from "./start-lab-beside.ts";

/*
 * A history that is deeper than one reply looks (500 rows), than the browser holds (6 pages of 50), and that changes by more rows than one
 * poll tells of (100): a queue of experiments, newest first, above many that were cancelled.
 */
const QUEUED = 450;
const CANCELLED = 1700;
/** Places of the only two that say so. */
const NEEDLES = [2010, 2140];
const MINUTE_MS = 60_000;

let deep: LabBeside;

const idAt = (place: number) => `deep-${String(place).padStart(4, "0")}`;

async function fill(lab: Lab): Promise<void> {
  const made = await enqueueExperiment(lab, buildNewExperiment({ hypothesis: `Hay. (${TEST_DATA_NOTE})` }));
  if (made.outcome !== "created") throw new Error(made.outcome);
  const queued = made.experiment;
  await cancelExperiment(lab, queued.id);
  const cancelled = (await getExperiment(lab, queued.id))!;
  const newest = Date.parse(queued.createdAt) - MINUTE_MS;
  await fillHistory(lab, Array.from({ length: QUEUED + CANCELLED }, (_, place): Experiment => ({
    ...(place < QUEUED ? queued : cancelled), id: idAt(place), createdAt: new Date(newest - place * MINUTE_MS).toISOString(),
    hypothesis: `${NEEDLES.includes(place) ? "The needle" : "Hay"} at place ${place}. (${TEST_DATA_NOTE})`,
  })));
}

test.beforeAll(async ({ labs }) => {
  deep = await startLabBeside("deep", labs.unattended.variables, fill);
});
test.afterAll(() => deep.stop());

const drawn = (page: Page) => page.getByRole("grid", { name: "History of experiments" }).locator("tr[data-id]");
const row = (page: Page, place: number) => page.locator(`tr[data-id="${idAt(place)}"]`);
const firstDrawn = (page: Page) => drawn(page).first();
const toTop = (page: Page) => page.evaluate(() => window.scrollTo(0, 0));

/** Goes down until that row is there; the ids of all that were drawn on the way, in order. */
async function wheelTo(page: Page, place: number): Promise<string[]> {
  const seen = new Set<string>();
  const look = async () => {
    for (const id of await drawn(page).evaluateAll((rows) => rows.map((each) => each.getAttribute("data-id") ?? ""))) seen.add(id);
  };
  await expect
    .poll(
      async () => {
        await look();
        // The room of a page that was put away: somebody who reads waits until its rows are back.
        if ((await page.locator("tbody > tr[aria-hidden]").count()) === 0) await page.mouse.wheel(0, 450);
        return row(page, place).isVisible();
      },
      { timeout: 90_000, intervals: [60] },
    )
    .toBe(true);
  await look();
  return [...seen].sort();
}

async function cancel(from: number, to: number): Promise<void> {
  for (let place = from; place < to; place += 10) {
    await Promise.all(Array.from({ length: 10 }, async (_, index) => expect((await cancelExperiment(deep.lab, idAt(place + index))).outcome).toBe("cancelled")));
  }
}

test("a search goes back 2,000 rows by itself, says how far it came, and goes on when it is told to", async ({ page }) => {
  const asked: URL[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.pathname === "/api/experiments") asked.push(url);
  });
  await page.goto(`${deep.address}/history?text=needle`);
  const further = page.getByRole("button", { name: "Search further back" });
  await expect(further).toBeVisible();
  await expect(page.getByText(/^Searched back to .*, and nothing more fits so far\.$/)).toBeVisible();
  await expect(drawn(page)).toHaveCount(0);
  await expect(page.getByText("No experiment fits these filters")).toHaveCount(0);
  expect(asked).toHaveLength(4);

  await further.click();
  await expect(drawn(page)).toHaveText(NEEDLES.map((place) => new RegExp(`The needle at place ${place}\\.`)));
  await expect(page.getByText("That is all.")).toBeVisible();
  // Each goes on where the one before it stopped.
  const cursors = asked.map(({ searchParams }) => searchParams.get("cursor"));
  expect([cursors[0], new Set(cursors).size]).toEqual([null, 5]);
});

test("pages that were put away while their rows left the filter come back without them, however many left at once", async ({ page }) => {
  await page.goto(`${deep.address}/history?status=queued`);
  await expect(row(page, 0)).toBeVisible();
  const all = await wheelTo(page, QUEUED - 1);
  expect(all).toEqual(Array.from({ length: QUEUED }, (_, place) => idAt(place)));

  // The first page is put away by now: what leaves it is not seen, and read again on the way back.
  const before = await row(page, QUEUED - 1).boundingBox();
  const told = page.waitForResponse(async (response) => response.url().includes("/changes?") && (await response.text()).includes(idAt(59)));
  await cancel(0, 60);
  await told;
  expect(await row(page, QUEUED - 1).boundingBox()).toEqual(before);
  await toTop(page);
  await expect(firstDrawn(page)).toHaveAttribute("data-id", idAt(60));

  // More than a poll tells of: everything that is looked at is read again.
  const tooMany = page.waitForResponse(async (response) => response.url().includes("/changes?") && (await response.text()).includes('"tooMany":true'));
  await cancel(60, 180);
  await tooMany;
  await expect(firstDrawn(page)).toHaveAttribute("data-id", idAt(180));
  const left = await wheelTo(page, QUEUED - 1);
  expect(left).toEqual(Array.from({ length: QUEUED - 180 }, (_, place) => idAt(180 + place)));
  await expect(page.getByText("That is all.")).toBeVisible();
});
