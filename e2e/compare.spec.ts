import type { Page } from "@playwright/test";
import { seedMixedSuite } from "./compare-seed.ts";
import { expect, test } from "./labs.ts";

/*
 * Experiments side by side, on the seeded history: its curves are a model, so that what a comparison has to say is known.
 */
const card = (page: Page, letter: string) => page.getByRole("region", { name: "Chosen experiments" }).getByRole("listitem").filter({ has: page.getByText(letter, { exact: true }) });
const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const matrix = (page: Page) => region(page, "BD-rate of every pair");

test("an experiment leads to the comparison with its parent, which says what was changed and what it gave", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog/seed-av1-four`);
  await page.getByRole("link", { name: "Compare with its parent" }).click();
  await expect(page).toHaveURL(/\/compare\?ids=seed-av1-six,seed-av1-four$/);
  await expect(card(page, "A")).toContainText("Anchor");
  // Rates of 80, 77 and 86 % of HEVC's against 84, 82 and 90 %: 4.8, 6.1 and 4.4 % fewer bits.
  await expect(card(page, "B")).toContainText(/against A\s*↓ 5\.1 %\s*smaller/);
  const plans = region(page, "Differences of the plans");
  await expect(plans.getByRole("row", { name: /^Preset/ })).toContainText(/6.*4/);
  await expect(plans.getByRole("row")).toHaveCount(3);
  await expect(page.getByRole("img", { name: /Rate-distortion curves on/ })).toHaveCount(3);
  await page.getByText("The curves as numbers").click();
  await expect(region(page, "The curves as numbers").getByRole("row")).toHaveCount(1 + 3 * 3 * 5);
});

test("every pair has a BD-rate, opens clip by clip, and the address holds metric, clip and anchor", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/compare?ids=seed-av1-six,seed-av1-two,seed-x265-five-b`);
  await expect(matrix(page).getByRole("button")).toHaveCount(12);
  // 84, 82 and 90 % of the rate: -16, -18 and -10 %.
  await matrix(page).getByRole("button", { name: /^A against HEVC: −14\.7 % BD-rate, smaller, 3 clips$/ }).click();
  const detail = region(page, "A against HEVC, clip by clip");
  await expect(detail).toContainText("−18.0 %");
  await expect(detail.getByRole("listitem")).toHaveCount(3);
  // Rates within 0.4 % of the baseline's are not told from it.
  await expect(matrix(page).getByRole("button", { name: /^C against HEVC: .*within noise/ })).toBeVisible();

  await page.getByRole("radiogroup", { name: "Quality metric" }).getByText("SSIM").click();
  await page.getByLabel("Clip", { exact: true }).selectOption({ label: "Bridge tower, drone flies past" });
  await page.getByLabel("Anchor", { exact: true }).selectOption("HEVC baseline");
  await expect(page).toHaveURL(/metric=ssimY&clip=gate-tower&anchor=baseline/);
  await expect(page.getByRole("heading", { name: "BD-rate, SSIM" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("radio", { name: "SSIM", exact: true })).toBeChecked();
  await expect(page.getByRole("img", { name: /Rate-distortion curves on/ })).toHaveCount(1);
  await expect(matrix(page).getByRole("columnheader", { name: /HEVC/ })).toContainText("anchor");
  await expect(page.getByRole("radio", { name: "VMAF", exact: true })).toBeDisabled();
});

test("clips that not all of them have are left out by name, and pairs without any say so", async ({ page, labs }) => {
  const mixed = await seedMixedSuite(labs.seeded.variables);
  await page.goto(`${labs.seeded.address}/compare?ids=seed-vp9-two,${mixed}`);
  await expect(page.getByText("Compared on the 2 clips that all of them have; 2 clips left out")).toBeVisible();
  await expect(page.getByText("Granite, pan and zoom: only A")).toBeVisible();
  await expect(page.getByText("Shapes fly over texture: only B")).toBeVisible();
  await page.goto(`${labs.seeded.address}/compare?ids=seed-av1-two,seed-av1-three-full`);
  await expect(page.getByText("No clip was measured by all of them")).toBeVisible();
  await expect(matrix(page).getByRole("button", { name: /^B against A: no number\s*0 of 0 clips$/ })).toBeVisible();
});

test("what has no numbers may be chosen and says why, and what cannot be compared never has a number", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/compare?ids=seed-broken-encode,ancestor-1,seed-three-quarters,seed-av1-six`);
  await expect(card(page, "A")).toContainText("It failed in stage encode: The encoder process was ended by SIGSEGV");
  await expect(card(page, "B")).toContainText("It is an imported record");
  // Never reaches the baseline's quality; its BD-rate over the little that both share is marked.
  const cell = region(page, "Bits saved per clip").getByRole("row", { name: /^Mean/ }).getByRole("cell").first();
  await expect(cell).toContainText("not comparable");
  await expect(cell).not.toContainText(/\d+\.\d %\s*(smaller|larger)/);
  await expect(matrix(page).getByText("low overlap").first()).toBeVisible();
  await expect(region(page, "Time against quality")).toContainText(/C has no place here/);
});

test("experiments are found, added and removed from the keyboard", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/compare?ids=seed-av1-six`);
  await expect(page.getByText("One more is needed")).toBeVisible();
  const field = page.getByRole("combobox", { name: "Add an experiment" });
  await field.focus();
  await expect(page.getByRole("group", { name: "Largest reductions on Quick" }).getByRole("option").first()).toBeVisible();
  await field.fill("temporal filtering of references");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/ids=seed-av1-six,seed-av1-four-no-tf$/);
  await expect(matrix(page).getByRole("button")).toHaveCount(6);
  await page.getByRole("button", { name: /^Remove A:/ }).press("Enter");
  await expect(page).toHaveURL(/ids=seed-av1-four-no-tf$/);
  await page.goBack();
  await expect(matrix(page).getByRole("button")).toHaveCount(6);
});

test("an address with nothing, an unknown id or too many says what to do", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/compare`);
  await expect(page.getByText("Choose two to six experiments")).toBeVisible();
  // What one begins with: in the order of their reductions, which the seeded history knows.
  await page.getByRole("button", { name: "The 3 largest reductions on Quick" }).click();
  await expect(matrix(page).getByRole("button")).toHaveCount(12);
  const [best, second, third] = await page.getByRole("region", { name: "Chosen experiments" }).getByRole("listitem").getByText(/^↓ \d+\.\d %/).allInnerTexts();
  const percent = (text?: string) => Number(/\d+\.\d/.exec(text ?? "")?.[0]);
  expect(percent(best)).toBeGreaterThanOrEqual(percent(second));
  expect(percent(second)).toBeGreaterThanOrEqual(percent(third));
  await page.goBack();
  await page.getByRole("button", { name: "The two newest results on" }).click();
  await expect(page).toHaveURL(/ids=[^,]+,[^,]+$/);
  await page.goto(`${labs.seeded.address}/compare?ids=seed-av1-six,nowhere,seed-av1-four`);
  await expect(page.getByText("There is no experiment nowhere", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(page).toHaveURL(/ids=seed-av1-six,seed-av1-four$/);
  await expect(matrix(page).getByRole("button")).toHaveCount(6);
  await page.goto(`${labs.seeded.address}/compare?ids=ancestor-1,ancestor-2,ancestor-3,ancestor-4,ancestor-5,ancestor-6,ancestor-7`);
  await expect(page.getByText("7 experiments are more than can be compared: 6 at most")).toBeVisible();
  await page.getByRole("button", { name: "Keep the first 6" }).click();
  await expect(page.getByText("None of them has numbers to compare")).toBeVisible();
});

test("the comparison with the best of the suite is one link away", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog/seed-x265-slow`);
  await page.getByRole("link", { name: "Compare with the best of Quick" }).click();
  await expect(page).toHaveURL(/\/compare\?ids=seed-[a-z0-9-]+,seed-x265-slow$/);
  await expect(card(page, "B")).toContainText(/against A\s*↑ \d+\.\d %\s*larger/);
});

test("the API gives a few experiments, without their artifacts and hashes", async ({ request, labs }) => {
  const reply = await request.get(`${labs.seeded.address}/api/compare?ids=seed-hybrid,none-such`);
  expect(reply.status()).toBe(200);
  const text = await reply.text();
  const { experiments, unknown } = JSON.parse(text) as { experiments: { id: string }[]; unknown: string[] };
  expect([experiments.map(({ id }) => id), unknown]).toEqual([["seed-hybrid"], ["none-such"]]);
  expect(text).not.toContain("decodedSha256");
  for (const ids of ["", "a,b,c,d,e,f,g", "a/b"]) expect((await request.get(`${labs.seeded.address}/api/compare?ids=${ids}`)).status()).toBe(400);
});
