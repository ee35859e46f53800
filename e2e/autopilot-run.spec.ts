import type { Page } from "@playwright/test";
import { AutopilotReplySchema, ListReplySchema } from "#lib/api/schema.ts";
import { openStart, panel, pill, rows } from "./autopilot-panel.ts";
import { expect, test } from "./labs.ts";

/*
 * A person starts the autopilot, sets a budget, and comes back later.
 */
test.describe.configure({ timeout: 300_000 });

/** Two experiments on the quick suite, and the baseline's encodes, on two busy cores. */
const TWO_EXPERIMENTS = { timeout: 280_000 };

/** One line of the budget: what is used and left. */
const line = (page: Page, label: string) => panel(page).getByRole("term").filter({ hasText: label }).locator("..");

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
