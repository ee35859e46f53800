import { expect, test } from "./labs.ts";

/*
 * Launches that end without a measurement, in the labs that make none.
 */

test("a person may ask for a full measurement when they launch a plan by hand", async ({ page, request, labs }) => {
  await page.goto(labs.unattended.address);
  await page.getByRole("button", { name: "Launch experiment" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Plan by hand").click();
  await dialog.getByRole("checkbox", { name: /Measure fully even if the screening finds it hopeless/ }).check();
  const launched = page.waitForResponse((response) => response.request().method() === "POST" && response.url().endsWith("/api/experiments"));
  await dialog.getByRole("button", { name: "Launch", exact: true }).click();
  const { experiment } = (await (await launched).json()) as { experiment: { id: string; screening: boolean } };
  expect(experiment.screening).toBe(false);
  expect((await request.post(`${labs.unattended.address}/api/experiments/${experiment.id}/cancel`)).status()).toBe(200);
});

test("a model that is not there fails the experiment in stage plan, never completes it", async ({ page, labs }) => {
  await page.goto(labs.outage.address);
  await page.getByRole("button", { name: "Launch experiment" }).click();
  await expect(page.getByRole("dialog").getByText("absent-model")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Launch", exact: true }).click();
  const row = page.getByRole("table", { name: "History of experiments" }).getByRole("row").nth(1);
  await expect(row).toContainText("Failed", { timeout: 60_000 });
  await row.getByRole("link").first().click();
  await expect(page.getByText("Failed in stage Plan", { exact: true })).toBeVisible();
});

test("without a worker the page says so, and a queued experiment waits and can be cancelled", async ({ page, labs }) => {
  await page.goto(labs.unattended.address);
  await page.getByRole("button", { name: "Launch experiment" }).click();
  await expect(page.getByRole("dialog").getByText("No worker is alive")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Launch", exact: true }).click();
  const row = page.getByRole("table", { name: "History of experiments" }).getByRole("row").nth(1);
  await expect(row).toContainText("Queued");
  await expect(page.getByRole("status").filter({ hasText: "No worker is alive" })).toBeVisible();
  await row.getByRole("button", { name: /^Cancel/ }).click();
  await expect(row).toContainText("Cancelled");
});
