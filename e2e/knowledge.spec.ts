import { expect, test } from "./labs.ts";

/*
 * What the lab knows: a reader sees what was learnt from the seeded history, and exactly what the researcher reads of it.
 */

test("the page shows the best, what settings did, what led nowhere and what was never tried", async ({ page, labs }) => {
  await page.goto(labs.seeded.address);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Knowledge" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "What the lab knows" })).toBeVisible();

  const best = page.getByRole("region", { name: "Best by method and family" });
  await expect(best.getByRole("row", { name: /conventional/ })).toContainText("seed-av1-aq-off");
  await expect(best.getByRole("row", { name: /^VP9/ })).toContainText("smaller");

  const shape = page.getByRole("region", { name: "RD shape of the best" });
  await expect(shape.getByRole("link", { name: "seed-av1-aq-off" })).toBeVisible();
  await expect(shape.locator("svg.recharts-surface").first()).toBeVisible();

  const effects = page.getByRole("region", { name: "What each setting did" }).last();
  await page.getByRole("button", { name: /^All \d+$/ }).click();
  const row = effects.getByRole("row", { name: /preset 3 → 4/ });
  await expect(row).toContainText(/↑ \d\.\d points larger/);
  await expect(row.getByRole("link")).toHaveText(["seed-av1-three", "seed-av1-four"]);

  await expect(page.getByRole("region", { name: "Never tried" }).last()).toContainText("base/svt-av1/preset");
  await expect(page.getByRole("region", { name: "Dead ends" }).last().getByRole("row", { name: /seed-x264-medium/ })).toContainText("larger");

  const failures = page.getByRole("region", { name: "Failures", exact: true });
  await expect(failures).toContainText("The encoder process was ended by SIGSEGV");
  await failures.getByText("What the tool said last").first().click();
  await expect(failures.locator("pre").first()).toContainText("Svt[error]");

  await row.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/blog\/seed-av1-three$/);
});

test("a reader sees the very text that the model is sent, and that it fits its budget", async ({ page, request, labs }) => {
  await page.goto(`${labs.seeded.address}/knowledge?suite=quick`);
  const digest = page.getByRole("region", { name: "Exactly what the researcher reads" });
  await expect(digest).toContainText("loopback-model is given this text");
  const meter = digest.getByRole("meter", { name: "Tokens used of the budget" });
  expect(Number(await meter.getAttribute("aria-valuenow"))).toBeLessThanOrEqual(Number(await meter.getAttribute("aria-valuemax")));
  await digest.getByText("The text", { exact: true }).click();
  const shown = digest.getByLabel("What the researcher reads", { exact: true });
  await expect(shown).toContainText("Suite of this experiment: quick.");
  await expect(shown).toContainText("## Never tried on this suite");
  const reply = (await (await request.get(`${labs.seeded.address}/api/knowledge?suite=quick`)).json()) as { digest: { text: string; tokens: number; budget: number } };
  expect(reply.digest.text).toMatch(/^<lab-record>[\s\S]*<\/lab-record>$/);
  expect(reply.digest.tokens).toBeLessThanOrEqual(reply.digest.budget);
});

test("another suite stands in the address, all suites are a switch away, and nothing is known of held-out clips", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/knowledge`);
  await page.getByRole("navigation", { name: "Suite" }).getByRole("link", { name: "Full" }).click();
  await expect(page).toHaveURL(/suite=full/);
  const best = page.getByRole("region", { name: "Best by method and family" });
  await expect(best.getByRole("row", { name: /conventional/ })).toContainText("seed-av1-three-full");
  await page.getByText("All suites", { exact: true }).click();
  await expect(best.getByRole("row", { name: /conventional/ })).toContainText("quick");
  await expect(page.getByRole("navigation", { name: "Suite" }).getByRole("link", { name: "Held out" })).toHaveCount(0);
  await page.goto(`${labs.seeded.address}/knowledge?suite=held-out`);
  await expect(page.getByText("Nothing of the held-out suite is known")).toBeVisible();
});

test("an empty lab says that nothing is known yet, and still shows what a researcher would read", async ({ page, labs }) => {
  await page.goto(`${labs.empty.address}/knowledge?suite=film`);
  await expect(page.getByText("Nothing is known of this suite yet")).toBeVisible();
  await page.getByText("The text", { exact: true }).click();
  await expect(page.getByLabel("What the researcher reads", { exact: true })).toContainText("Nothing has been measured yet.");
});
