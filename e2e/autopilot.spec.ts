import type { Page } from "@playwright/test";
import { AutopilotReplySchema, ErrorReplySchema, ListReplySchema } from "#lib/api/schema.ts";
import { expect, test, type LabUnderTest } from "./labs.ts";

/*
 * A person starts the autopilot, sets a budget, and comes back later.
 */
test.describe.configure({ timeout: 300_000 });

/** Two experiments on the quick suite, and the baseline's encodes, on two busy cores. */
const TWO_EXPERIMENTS = { timeout: 280_000 };

const panel = (page: Page) => page.getByRole("region", { name: /^Autopilot/ });
const pill = (page: Page) => page.getByRole("banner").getByRole("link", { name: /^Autopilot/ });
const rows = (page: Page) => page.getByRole("table", { name: "History of experiments" }).getByRole("row");
/** One line of the budget: what is used and left. */
const line = (page: Page, label: string) => panel(page).getByRole("term").filter({ hasText: label }).locator("..");

async function openStart(page: Page, lab: LabUnderTest) {
  await page.goto(lab.address);
  await page.getByRole("button", { name: "Start autopilot" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("combobox", { name: "Suite" })).toHaveValue("quick");
  return dialog;
}

test("the autopilot runs two experiments by itself, shows what they cost, and stops at its limit", async ({ page, request, labs }) => {
  const dialog = await openStart(page, labs.piloted);
  await expect(dialog.getByText("priced-model proposes, at $2 and $10 per million tokens")).toBeVisible();
  await expect(dialog.getByRole("combobox", { name: "Suite" }).getByRole("option", { name: "Held out" })).toHaveCount(0);
  const start = dialog.getByRole("button", { name: "Start", exact: true });
  await dialog.getByLabel("Experiments").fill("0");
  await expect(dialog.getByText("A whole number from 1 to 500.")).toBeVisible();
  await expect(start).toBeDisabled();
  await dialog.getByLabel("Experiments").fill("2");
  await dialog.getByLabel("Money, US dollars").fill("1");
  await start.click();
  await expect(dialog).toBeHidden();

  await expect(panel(page)).toContainText("Running");
  await expect(pill(page)).toContainText("1/2");
  await expect(line(page, "Experiments")).toContainText("1 of 2");
  await expect(line(page, "Money")).toContainText("$0.00 of $1.00");
  await expect(line(page, "Tokens")).toContainText("no limit");
  await page.reload();
  await expect(pill(page)).toBeVisible();

  await expect(panel(page)).toContainText("The limit of 2 experiments is reached.", TWO_EXPERIMENTS);
  await expect(panel(page)).toContainText("Stopped");
  await expect(pill(page)).toHaveCount(0);
  await expect(rows(page)).toHaveCount(3);
  await expect(line(page, "Money")).toContainText(/\$0\.0[1-9] of \$1\.00/);
  await expect(page.getByRole("button", { name: "Start autopilot" })).toBeVisible();

  const { autopilot, budget } = AutopilotReplySchema.parse(await (await request.get(`${labs.piloted.address}/api/autopilot`)).json());
  expect(autopilot).toMatchObject({ state: "stopped", launched: 2, finished: 2, failed: 0, currentId: null });
  const { promptTokens, completionTokens } = autopilot!.spend;
  expect(promptTokens).toBeGreaterThan(0);
  expect(budget!.costUsd.used).toBeCloseTo((promptTokens * 2 + completionTokens * 10) / 1_000_000, 9);
  const { items } = ListReplySchema.parse(await (await request.get(`${labs.piloted.address}/api/experiments`)).json());
  expect(items.map(({ origin, status, suiteId }) => [origin, status, suiteId])).toEqual([["autopilot", "completed", "quick"], ["autopilot", "completed", "quick"]]);
  expect(items[0]!.fingerprint).not.toBe(items[1]!.fingerprint);
});

test("it can be paused, resumed and stopped, and a second start is refused with the state", async ({ page, request, labs }) => {
  const { address } = labs.unattended;
  const dialog = await openStart(page, labs.unattended);
  await expect(dialog.getByText("The built-in planner proposes; it takes no tokens and no money.")).toBeVisible();
  await dialog.getByRole("button", { name: "Start", exact: true }).click();
  await expect(panel(page)).toContainText("Running");
  await expect(panel(page)).toContainText("Under way: exp");

  const again = await request.post(`${address}/api/autopilot`, { data: { suiteId: "quick" } });
  expect(again.status()).toBe(409);
  expect(ErrorReplySchema.parse(await again.json()).error).toMatchObject({ code: "autopilot-state", message: expect.stringContaining("runs already (1 of 20 experiments)"), details: { autopilot: { state: "running" } } });

  await panel(page).getByRole("button", { name: "Pause" }).click();
  await expect(panel(page)).toContainText("is let to its end, and no further one follows.");
  await expect(pill(page)).toHaveAccessibleName(/paused/);
  await panel(page).getByRole("button", { name: "Resume" }).click();
  await expect(panel(page)).toContainText("Running");

  await panel(page).getByRole("button", { name: "Stop", exact: true }).click();
  await panel(page).getByRole("button", { name: "Cancel it" }).click();
  await expect(panel(page)).toContainText("Stopped by a person.");
  await expect(pill(page)).toHaveCount(0);
  await expect(rows(page).nth(1)).toContainText("Cancelled");
});

test("a model that is not there ends the run after three failures, with the reason in words", async ({ page, labs }) => {
  const dialog = await openStart(page, labs.outage);
  await expect(dialog.getByText("What absent-model costs is unknown")).toBeVisible();
  await dialog.getByRole("button", { name: "Start", exact: true }).click();
  await expect(panel(page)).toContainText("3 experiments in a row failed, and more would only cost. The last one: no usable proposal", { timeout: 120_000 });
  await expect(panel(page)).toContainText("3 experiments ended, 3 failed");
});

for (const [what, body, status, message] of [
  ["on the held-out suite", { suiteId: "held-out" }, 400, /never sees the held-out suite/],
  ["with no experiments at all", { suiteId: "quick", maxExperiments: 0 }, 400, /maxExperiments/],
  ["with a baseline of one's own", { suiteId: "quick", baseline: "x264" }, 400, /baseline/],
  ["on a suite that there is not", { suiteId: "no-such" }, 404, /no suite/],
] as const) {
  test(`a start ${what} is refused with its reason`, async ({ request, labs }) => {
    const reply = await request.post(`${labs.fresh.address}/api/autopilot`, { data: body });
    expect(reply.status()).toBe(status);
    expect(ErrorReplySchema.parse(await reply.json()).error.message).toMatch(message);
    expect(AutopilotReplySchema.parse(await (await request.get(`${labs.fresh.address}/api/autopilot`)).json()).autopilot).toBeNull();
  });
}
