import type { Page } from "@playwright/test";
import { expect, test } from "./labs.ts";

/*
 * Codecs beyond a plain encode, on the seeded lab: their bits and costs, what became of their parts, their track, and the
 * dialog that composes them.
 */
const bitsOf = (page: Page, clip: string) => page.getByRole("region", { name: `Bits and costs of ${clip}`, exact: true });

test("bits and costs are shown by part, clip by clip, with what is counted", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog/seed-hybrid`);
  const meadow = bitsOf(page, "Meadow, camera tilts down");
  const [head, first] = [meadow.getByRole("row").first(), meadow.getByRole("row").nth(1)];
  for (const column of ["CRF", "Size", "Bytes by part", "Encode", "Trials", "Fit", "Training", "Decode", "Frames/s", "MACs/px"]) await expect(head).toContainText(column);
  for (const text of ["14", "weights 421 B", "maps 96 B", "scene program 212 B", "shots 4 B", "2.3 s", "14.9 s", "31.4 s", "61", "1,126"]) await expect(first).toContainText(text);
  await expect(first.getByRole("img")).toHaveAccessibleName(/base codec [\d.]+ kB, 9\d\.\d %/);
  // Five rungs, and the search for the scene once.
  await expect(meadow.getByRole("row").last()).toContainText("24.6 s");
  await expect(meadow.getByRole("row").last()).toContainText("2 min 37 s");
  await expect(page.getByText("3 of 60 streams from this machine's cache, times from when they were encoded.")).toBeVisible();

  await page.getByRole("radiogroup", { name: "Clip" }).getByText("Granite, pan and zoom").click();
  await expect(bitsOf(page, "Granite, pan and zoom")).toBeVisible();
  await expect(meadow).toHaveCount(0);
  await page.getByText("What is counted").click();
  await expect(page.getByText(/Multiply-adds for each luma sample of rendering and restoration/)).toBeVisible();
});

test("a record without costs has no columns for them, and no zeros either", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog/seed-av1-aq-off`);
  const head = bitsOf(page, "Meadow, camera tilts down").getByRole("row").first();
  await expect(head).toContainText("Encode");
  for (const column of ["Trials", "Fit", "Training", "Frames/s", "MACs/px"]) await expect(head).not.toContainText(column);
  await page.getByText("What is counted").click();
  await expect(page.getByText(/Not on this record: trials, fit, training, frames\/s, multiply-adds/)).toBeVisible();
});

test("what became of the parts is one line a clip, with shots and reasons behind it", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}/blog/seed-hybrid`);
  const applied = page.getByRole("region", { name: "What was really applied" });
  const line = applied.getByText(/Meadow, camera tilts down: scene program prediction on all 5 rungs; 2 shots; network on 4 of 5 rungs, \+0\.27 dB there/);
  await expect(applied.getByText(/2 shots, 11 trials/)).toHaveCount(0);
  await line.click();
  await expect(applied.getByText(/2 shots, 11 trials/).first()).toBeVisible();
  const shots = applied.getByRole("region", { name: "Shots at CRF 14", exact: true });
  await expect(shots.getByRole("row")).toHaveCount(3);
  await expect(shots.getByRole("row").nth(1)).toContainText("16 (+2)");
  await expect(applied.getByText(/Not used. Off: \+0\.04 dB does not earn 517 bytes/)).toBeVisible();

  const plan = page.getByRole("region", { name: "Planned settings and applied options" });
  for (const part of ["Scene program (predictor)", "Base codec: SVT-AV1", "Adapt by shots", "Restoration: network (CNN)"]) await expect(plan.getByRole("rowheader", { name: part })).toBeVisible();
  await expect(plan.getByRole("row", { name: /^Layers gradient, waves/ })).toContainText("default");
  await expect(plan.getByRole("row", { name: /^Smallest 1\/2/ })).toContainText("default 1");
});

test("a film-grain plan stands in its own track, and says why", async ({ page, labs }) => {
  await page.goto(labs.seeded.address);
  await page.getByRole("combobox", { name: "Track" }).selectOption("film-grain");
  const rows = page.getByRole("table", { name: "History of experiments" }).getByRole("row").filter({ has: page.getByRole("link") });
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText("film-grain track");
  await rows.first().getByRole("link").first().click();
  await expect(page.getByRole("note").filter({ hasText: "Film-grain track" })).toContainText("PSNR against the source falls by design");
  await page.goto(labs.seeded.address);
  await page.getByRole("combobox", { name: "Track" }).selectOption("fidelity");
  await expect(rows.first()).toBeVisible();
  await expect(rows.filter({ hasText: "film-grain track" })).toHaveCount(0);
});

test("a plan by hand is composed of parts, which say what they ask of each other", async ({ page, labs }) => {
  await page.goto(labs.empty.address);
  await page.getByRole("button", { name: "Launch experiment" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /Plan by hand/ }).check();
  const launch = dialog.getByRole("button", { name: "Launch", exact: true });
  await expect(launch).toBeEnabled();

  await dialog.getByRole("tab", { name: /No codec/ }).click();
  await expect(dialog.getByText(/Needs a predictor/)).toBeVisible();
  await expect(dialog.getByText("With base none the predictor makes the picture: it cannot be off.")).toBeVisible();
  await expect(launch).toBeDisabled();
  await dialog.getByRole("button", { name: "Switch the scene program on" }).click();
  await expect(launch).toBeEnabled();
  await expect(dialog.getByText(/with scene search/)).toBeVisible();

  const layers = dialog.getByRole("group", { name: "Layers", exact: true });
  await expect(layers.getByRole("checkbox", { name: "gradient" })).toBeChecked();
  for (const box of await layers.getByRole("checkbox").all()) await box.uncheck();
  await expect(layers.getByText("Choose at least 1.")).toBeVisible();
  await expect(launch).toBeDisabled();
  await layers.getByRole("checkbox", { name: "waves" }).check();
  await expect(launch).toBeEnabled();

  await dialog.getByRole("switch", { name: /^Adapt by shots/ }).click();
  await expect(dialog.getByText(/there is no stream to adapt/)).toBeVisible();
  await dialog.getByRole("tab", { name: /SVT-AV1/ }).click();
  await dialog.getByRole("switch", { name: /^Downscale/ }).click();
  await expect(launch).toBeEnabled();
  await dialog.getByRole("combobox", { name: "Smallest" }).selectOption("1/2");
  await expect(dialog.getByText(/the size is chosen once/)).toBeVisible();
  await expect(launch).toBeDisabled();
  await dialog.getByRole("combobox", { name: "Smallest" }).selectOption("1");
  await dialog.getByRole("switch", { name: /^Small network/ }).click();
  await expect(dialog.getByText(/with scene search, trial encodes and training/)).toBeVisible();
});
