import { expect, test } from "./labs.ts";

/*
 * How well predictions hold: the seeded lab has predictions of the built-in planner, a model and a person.
 */

test("the dashboard scores the predictions of each researcher, and the table says what the chart shows", async ({ page, labs }) => {
  await page.goto(labs.seeded.address);
  const calibration = page.getByRole("region", { name: "Predictions against results" });
  const scores = calibration.getByRole("region", { name: "Calibration by researcher" });
  await expect(scores.getByRole("row", { name: /Built-in planner/ })).toBeVisible();
  await expect(scores.getByRole("row", { name: /test-model/ })).toBeVisible();
  await expect(scores.getByRole("columnheader", { name: "Brier" })).toBeVisible();
  await calibration.getByText(/predictions as a table/).click();
  const row = calibration.getByRole("region", { name: "Predicted against measured" }).getByRole("row", { name: /seed-av1-aq-off/ });
  await expect(row).toContainText("+27.0 %");
  await row.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Adaptive quantisation costs PSNR");
});

test("an experiment's prediction leads to how well predictions hold", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog/seed-av1-aq-off`);
  await page.getByRole("region", { name: "Predicted against actual" }).getByRole("link", { name: "How well predictions hold" }).click();
  await expect(page.getByRole("heading", { name: "Predictions against results" })).toBeVisible();
});

test("the API gives every prediction once, in the scores of its researcher", async ({ request, labs }) => {
  const reply = await request.get(`${labs.seeded.address}/api/calibration`);
  expect(reply.status()).toBe(200);
  const { predictions, scores, mostRows } = (await reply.json()) as { predictions: unknown[]; scores: { judged: number }[]; mostRows: number };
  expect(mostRows).toBe(200);
  expect(scores.reduce((sum, { judged }) => sum + judged, 0)).toBe(predictions.length);
});
