import { expect, type Locator, type Page } from "@playwright/test";
import type { LabUnderTest } from "./labs.ts";

/* Where a person finds the autopilot on the dashboard. */

export const panel = (page: Page) => page.getByRole("region", { name: /^Autopilot/ });
export const pill = (page: Page) => page.getByRole("banner").getByRole("link", { name: /^Autopilot/ });
export const rows = (page: Page) => page.getByRole("table", { name: "History of experiments" }).getByRole("row");

/** The dialog that starts it, on the suite that it proposes. */
export async function openStart(page: Page, lab: LabUnderTest): Promise<Locator> {
  await page.goto(lab.address);
  await page.getByRole("button", { name: "Start autopilot" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("combobox", { name: "Suite" })).toHaveValue("quick");
  return dialog;
}
