import { ExperimentReplySchema, ListReplySchema } from "#lib/api/schema.ts";
import { AnalysisSchema } from "#lib/plan/schema.ts";
import { expect, test } from "./labs.ts";

/*
 * What a newcomer does: an empty lab with the built-in planner and one real worker on the quick suite.
 */
test.describe.configure({ mode: "serial", timeout: 300_000 });

/** Long enough for the quick suite's encodes on two busy cores. */
const A_WHOLE_EXPERIMENT = { timeout: 240_000 };

test("an empty lab explains itself and has one button", async ({ page, labs }) => {
  await page.goto(labs.fresh.address);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText(/A researcher states a hypothesis/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Launch experiment" })).toHaveCount(1);
});

test("launching lets the researcher decide, shows live progress without a reload, and ends with a measured result", async ({ page, labs }) => {
  await page.goto(labs.fresh.address);
  await page.getByRole("button", { name: "Launch experiment" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("radio", { name: /The researcher decides/ })).toBeChecked();
  await expect(dialog.getByText(/built-in planner/)).toBeVisible();
  await expect(dialog.getByRole("radio", { name: /^Quick/ })).toBeChecked();
  await expect(dialog.getByText(/15 encodes/)).toBeVisible();
  await dialog.getByRole("button", { name: "Launch", exact: true }).click();
  await expect(dialog).toBeHidden();

  const row = page.getByRole("table", { name: "History of experiments" }).getByRole("row").nth(1);
  await expect(row).toContainText(/Queued|Running/);
  await expect(row.getByRole("progressbar")).toBeVisible();
  await expect(row).toContainText("SVT-AV1 preset 6 beats the HEVC baseline");
  await expect(row).toContainText("Completed", A_WHOLE_EXPERIMENT);
  await expect(row).toContainText(/[↓↑≈] \d+\.\d % ?(smaller|larger|not settled)/);
  await expect(row).toContainText(/75 %: −?\d+\.\d to −?\d+\.\d/);
  await expect(row).toContainText(/kbit\/s/);

  await row.getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("SVT-AV1 preset 6");
  for (const heading of ["Why", "Predicted", "The plan, and what was really applied", "Rate-distortion curves", "Result per clip", "Predicted against actual", "Analysis", "Try next"]) {
    await expect(page.getByRole("heading", { name: heading, exact: true })).toBeVisible();
  }
  await expect(page.getByText("svtav1-params: hierarchical-levels=5")).toBeVisible();
  await expect(page.getByText(/VMAF.* were not measured/).first()).toBeVisible();
  await expect(page.getByText("Written by Built-in planner")).toBeVisible();
});

test("the second experiment differs, cites the first, reuses the baseline and has another result", async ({ page, labs, request }) => {
  await page.goto(labs.fresh.address);
  await page.getByRole("button", { name: "Launch experiment" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Launch", exact: true }).click();
  const rows = page.getByRole("table", { name: "History of experiments" }).getByRole("row");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText("Completed", A_WHOLE_EXPERIMENT);

  const { items } = ListReplySchema.parse(await (await request.get(`${labs.fresh.address}/api/experiments`)).json());
  const [second, first] = items;
  expect(second!.fingerprint).not.toBe(first!.fingerprint);
  expect(second!.resultDigest).not.toBe(first!.resultDigest);
  const { experiment } = ExperimentReplySchema.parse(await (await request.get(`${labs.fresh.address}/api/experiments/${second!.id}`)).json());
  expect(experiment.results!.clips.every((clip) => clip.baselineCached)).toBe(true);
  await page.goto(`${labs.fresh.address}/blog/${second!.id}`);
  await expect(page.getByRole("main")).toContainText(first!.id);
});

test("the suggestion's button launches exactly the suggested plan, which can be cancelled while it runs", async ({ page, labs, request }) => {
  const { items } = ListReplySchema.parse(await (await request.get(`${labs.fresh.address}/api/experiments`)).json());
  const { experiment: parent, reasoning } = ExperimentReplySchema.parse(await (await request.get(`${labs.fresh.address}/api/experiments/${items[0]!.id}`)).json());
  const suggested = AnalysisSchema.parse(reasoning.find((call) => call.kind === "analysis")!.reply).nextPlan;

  await page.goto(`${labs.fresh.address}/blog/${parent.id}`);
  await page.getByRole("button", { name: "Launch this" }).click();
  await page.waitForURL((url) => url.pathname.startsWith("/blog/") && !url.pathname.endsWith(parent.id));
  const id = page.url().split("/").at(-1)!;
  await expect(page.getByRole("heading", { name: "Running now" })).toBeVisible();
  const read = async () => ExperimentReplySchema.parse(await (await request.get(`${labs.fresh.address}/api/experiments/${id}`)).json()).experiment;
  const launched = await read();
  expect(launched.plan).toEqual(suggested);
  expect(launched.parentId).toBe(parent.id);

  await page.getByRole("button", { name: /^Cancel/ }).click();
  await expect(page.getByText("Cancelled", { exact: true }).first()).toBeVisible();
  expect((await read()).verdict).toBe("cancelled");
});

test("previews play in the browser frame by frame, and are served by byte ranges", async ({ page, labs, request }) => {
  const { items } = ListReplySchema.parse(await (await request.get(`${labs.fresh.address}/api/experiments?status=completed`)).json());
  await page.goto(`${labs.fresh.address}/blog/${items[0]!.id}`);
  await page.getByRole("heading", { name: "The pictures" }).scrollIntoViewIfNeeded();
  const videos = page.locator("video");
  const states = () => videos.evaluateAll((elements) => (elements as HTMLVideoElement[]).map(({ readyState, seeking, videoWidth, currentTime }) => ({ ready: readyState >= 2 && !seeking, videoWidth, currentTime: Number(currentTime.toFixed(3)) })));
  const player = page.getByRole("group", { name: "Pictures", exact: true });
  await player.press("End");
  // The quick suite's first clip has 48 frames, 24 a second: HEVC and candidate in the middle of the last one.
  const last = { ready: true, videoWidth: 640, currentTime: Number((47.5 / 24).toFixed(3)) };
  await expect.poll(states, { timeout: 60_000 }).toEqual([last, last]);
  await player.press("n");
  await expect(page.getByLabel("Figures of this frame")).toContainText(/Candidate\s*\d\d\.\d\d dB, \d+(\.\d+)? kbit\s*HEVC\s*\d\d\.\d\d dB, \d/);
  await page.getByRole("radiogroup", { name: "Mode" }).getByText("Difference").click();
  await expect.poll(async () => (await states()).filter(({ ready }) => ready).length).toBe(2);
  const name = items[0]!.id;
  const { experiment } = ExperimentReplySchema.parse(await (await request.get(`${labs.fresh.address}/api/experiments/${name}`)).json());
  const video = experiment.artifacts.find(({ contentType }) => contentType === "video/mp4")!;
  const part = await request.get(`${labs.fresh.address}/api/experiments/${name}/artifacts/${video.name}`, { headers: { range: "bytes=100-199" } });
  expect(part.status()).toBe(206);
  expect(await part.body()).toHaveLength(100);
  expect(part.headers()["content-range"]).toMatch(/^bytes 100-199\/\d+$/);
});
