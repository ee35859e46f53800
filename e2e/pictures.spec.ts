import type { Page } from "@playwright/test";
import { PICTURES, type Role } from "#lib/pictures/view.ts";
import { expect, test } from "./labs.ts";
import { seriousFindings, sidewaysPixels } from "./look.ts";
import { MARKS, PICTURES_CLIPS, PICTURES_ID, seedPictures } from "./pictures-seed.ts";
import { shownIn } from "./read-code.ts";

/*
 * The players, on videos whose pictures say which frame they are: what is proven is what a canvas reads from every <video>, not what the
 * page says of itself.
 */
const pathOf = (query: string) => `/blog/${PICTURES_ID}/pictures?clip=${PICTURES_CLIPS.whole}&${query}`;
const stage = (page: Page) => page.getByRole("group", { name: "Pictures", exact: true });
const plot = (page: Page) => page.getByRole("slider", { name: "Frame, on the plot of PSNR and bits" });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const mode = (page: Page, name: string) => page.getByRole("radiogroup", { name: "Mode" }).getByText(name, { exact: true }).click();

// On a machine with more to do than it can, the first picture of a page has taken 30 s.
test.describe.configure({ timeout: 300_000 });
const SLOWEST = { timeout: 90_000 };

/** Every one of these versions shows this frame (from 0), and the page says so. */
async function expectShown(page: Page, roles: readonly Role[], frame: number): Promise<void> {
  await expect.poll(() => shownIn(page.locator("video")), SLOWEST).toEqual(roles.map((role) => ({ role, frame })));
  await expect(page.getByLabel("Shown", { exact: true })).toContainText(`Frame ${frame + 1} of ${MARKS.frames},`);
}

test.beforeAll(async ({ labs }) => seedPictures(labs.seeded.variables));

test("all players show the same frame after every step, seek and jump, and the address names it", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}${pathOf("frame=7&mode=side")}`);
  await expectShown(page, PICTURES, 6);

  await stage(page).press(".");
  await expectShown(page, PICTURES, 7);
  await stage(page).press("ArrowLeft");
  await stage(page).press(",");
  await expectShown(page, PICTURES, 5);
  await button(page, "Frame on").click();
  await expectShown(page, PICTURES, 6);

  const { width = 0, height = 0 } = (await plot(page).boundingBox()) ?? {};
  await plot(page).click({ position: { x: (width * 20.5) / MARKS.frames, y: height / 2 } });
  await expectShown(page, PICTURES, 20);
  await expect(plot(page)).toHaveAttribute("aria-valuetext", /Frame 21 of 48, 0\.833 s: candidate \d\d\.\d\d dB, 9\.\d\d kbit; HEVC/);
  await plot(page).press("PageUp");
  await expectShown(page, PICTURES, 30);
  await page.getByRole("slider", { name: "Frame", exact: true }).fill("48");
  await expectShown(page, PICTURES, 47);

  const figures = page.getByLabel("Figures of this frame");
  await button(page, "Worst frame").click();
  await expectShown(page, PICTURES, MARKS.worst);
  await expect(figures).toContainText("33.00 dB");
  await button(page, "Next worst place").click();
  await expectShown(page, PICTURES, MARKS.secondWorst);
  await stage(page).press("p");
  await expectShown(page, PICTURES, MARKS.worst);
  await button(page, "Most above HEVC").click();
  await expectShown(page, PICTURES, MARKS.mostWon);
  await expect(figures).toContainText("+6.00 dB, candidate above HEVC");
  await button(page, "Most below HEVC").click();
  await expectShown(page, PICTURES, MARKS.mostLost);
  await button(page, "Best frame").click();
  await expectShown(page, PICTURES, MARKS.best);
  await expect(figures).toContainText("identical (∞ dB)");

  await expect(page).toHaveURL(new RegExp(`clip=bbb-meadow&frame=${MARKS.best + 1}&mode=side$`));
  await page.reload();
  await expectShown(page, PICTURES, MARKS.best);
});

test("videos that played stand at one frame when they are paused, and at the end they begin anew", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}${pathOf("frame=1&mode=side")}`);
  await expectShown(page, PICTURES, 0);
  await page.getByRole("radiogroup", { name: "Speed" }).getByText("0.5×").click();
  await stage(page).press("k");
  await expect.poll(async () => (await shownIn(page.locator("video")))[0]?.frame).toBeGreaterThan(3);
  await button(page, "Pause").click();
  await expect(button(page, "Play")).toBeVisible();
  await expect(stage(page)).toHaveAttribute("aria-busy", "false");
  const shown = await shownIn(page.locator("video"));
  expect(shown.map(({ frame }) => frame)).toEqual(PICTURES.map(() => shown[0]!.frame));
  await expectShown(page, PICTURES, shown[0]!.frame);

  await stage(page).press("End");
  await expectShown(page, PICTURES, MARKS.frames - 1);
  await button(page, "Loop").click();
  await button(page, "Frame back").click();
  await button(page, "Frame back").click();
  await expectShown(page, PICTURES, MARKS.frames - 3);
  await button(page, "Play").click();
  await expect(button(page, "Play")).toBeVisible();
  await expectShown(page, PICTURES, MARKS.frames - 1);
});

test("two pictures are wiped, zoomed and moved by keys and pointer; three are switched in place; differences have a scale", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}${pathOf("frame=12&mode=wipe")}`);
  await expectShown(page, ["baseline", "candidate"], 11);
  const divider = page.getByRole("slider", { name: "Divider between the pictures" });
  await expect(divider).toHaveAttribute("aria-valuetext", "50 % HEVC, 50 % Candidate");
  await divider.press("ArrowRight");
  await divider.press("PageUp");
  await expect(divider).toHaveAttribute("aria-valuenow", "62");
  await expectShown(page, ["baseline", "candidate"], 11);
  const box = (await stage(page).boundingBox())!;
  await stage(page).click({ position: { x: box.width / 4, y: box.height / 3 } });
  await expect(divider).toHaveAttribute("aria-valuenow", "25");
  // What the other side shows is swapped.
  await page.getByLabel("Right").selectOption("HEVC");
  await expectShown(page, ["candidate", "baseline"], 11);
  await page.getByLabel("Left").selectOption("Source");
  await expectShown(page, ["source", "baseline"], 11);

  const transform = () => page.locator("video").first().evaluate((video) => getComputedStyle(video).transform);
  await stage(page).press("+");
  await stage(page).press("+");
  await expect(page.getByRole("button", { name: /Zoom 4×/ })).toBeVisible();
  const before = await transform();
  await stage(page).press("Shift+ArrowRight");
  await expect.poll(transform).not.toBe(before);
  const moved = await transform();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 60, box.y + box.height / 2, { steps: 3 });
  await page.mouse.up();
  await expect.poll(transform).not.toBe(moved);
  expect(await page.locator("video").first().evaluate((video) => getComputedStyle(video).imageRendering)).toBe("pixelated");
  await expect(page).toHaveURL(/wipe=source,baseline&zoom=4,0\.\d+,0\.\d+$/);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, 200);
  await page.keyboard.up("Control");
  await expect(page.getByRole("button", { name: /Zoom 2×/ })).toBeVisible();

  await stage(page).press("2");
  await expect(page.getByRole("radio", { name: "2 HEVC" })).toBeChecked();
  await expectShown(page, PICTURES, 11);
  expect(await page.locator("video:visible").count()).toBe(1);
  expect((await shownIn(page.locator("video:visible")))[0]!.role).toBe("baseline");
  await page.getByRole("radio", { name: "2 HEVC" }).press("1");
  await expect.poll(async () => (await shownIn(page.locator("video:visible")))[0]?.role).toBe("source");

  await mode(page, "Difference");
  await expectShown(page, ["difference-candidate", "difference-baseline"], 11);
  await expect(page.getByRole("figure", { name: "Colour scale: 0 to 24 levels of luma" })).toContainText("24 and more");
});

test("a blind test hides names, figures and addresses until its last answer, then gives the exact p", async ({ page, labs }) => {
  await page.goto(`${labs.seeded.address}${pathOf("frame=5&mode=abx")}`);
  await page.getByText("8 trials").click();
  await button(page, "Begin").click();
  const seen = async (letter: string) => {
    await page.getByRole("radiogroup", { name: "Look at" }).getByText(letter, { exact: true }).click();
    await expect(page.getByLabel(`Preview: ${letter}`, { exact: true }).and(page.locator(":visible"))).toHaveCount(1);
    await expect.poll(async () => (await shownIn(page.locator("video:visible")))[0]?.frame, SLOWEST).toBe(4);
    return (await shownIn(page.locator("video:visible")))[0]!.role;
  };
  const orders = new Set<string>();
  for (let trial = 1; trial <= 8; trial += 1) {
    await expect(page.getByText(`Trial ${trial} of 8`)).toBeVisible();
    const [a, b, x] = [await seen("A"), await seen("B"), await seen("X")];
    expect([a, b].sort()).toEqual(["baseline", "candidate"]);
    orders.add(`${a} ${x === a}`);
    if (trial === 1) {
      const markup = (await stage(page).innerHTML()).toLowerCase();
      for (const telling of ["candidate", "hevc", "baseline", ".mp4", "kbit", " db"]) expect(markup).not.toContain(telling);
      await expect(page.getByLabel("Figures of this frame")).toHaveCount(0);
      await expect(plot(page)).toHaveCount(0);
      await expect(page).toHaveURL(/frame=5&mode=abx$/);
      await page.getByText(a === "candidate" ? "A looks better" : "B looks better").click();
    }
    await button(page, x === a ? "X is A" : "X is B").click();
  }
  // By hand: 1 / 256.
  await expect(page.getByText("8 of 8, p = 0.004: you see a difference")).toBeVisible();
  await expect(page.getByText("In 1 trial with a preference, you preferred the candidate 1 time and HEVC 0 times.")).toBeVisible();
  await page.getByText("Every trial").click();
  await expect(page.getByRole("region", { name: "Every trial of the blind test" }).getByRole("row")).toHaveCount(9);
  // Chance that eight fair draws of four orders are all the same one: 1 in 16,384.
  expect(orders.size).toBeGreaterThan(1);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the story leads to the players, what is broken says so, and axe finds nothing serious, ${colorScheme}`, async ({ browser, labs }) => {
    const context = await browser.newContext({ colorScheme, reducedMotion: "reduce", bypassCSP: true, viewport: { width: colorScheme === "light" ? 1440 : 360, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${labs.seeded.address}/blog/${PICTURES_ID}`);
    await expect(page.locator("video")).toHaveCount(0);
    await page.getByRole("heading", { name: "The pictures" }).scrollIntoViewIfNeeded();
    await expectShown(page, ["baseline", "candidate"], 0);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await sidewaysPixels(page)).toBeLessThanOrEqual(0);

    await page.getByRole("region", { name: "The pictures" }).getByRole("radiogroup", { name: "Clip" }).getByText("Bridge tower, drone flies past").click();
    await expect.poll(() => shownIn(page.locator("video")), SLOWEST).toEqual([{ role: "baseline", frame: 0 }, { role: "candidate", frame: 0 }]);
    await expect(page.getByText("Every frame of both is identical to the source")).toBeVisible();
    await expect(page.getByText("Neither stream tells the bits of its frames")).toBeVisible();
    await stage(page).press("End");
    await expect.poll(() => shownIn(page.locator("video"))).toEqual([{ role: "baseline", frame: 11 }, { role: "candidate", frame: 11 }]);

    await page.getByRole("link", { name: "Open wide" }).click();
    await expect(page).toHaveURL(/clip=gate-tower&frame=12&mode=wipe$/);
    await mode(page, "Difference");
    await expect(page.getByText(/No preview of Difference of HEVC.*not in storage any more/)).toBeVisible();
    await expect(page.getByText(/No preview of Difference of candidate.*This browser cannot decode it/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(1);
    expect(await seriousFindings(page)).toEqual([]);
    await mode(page, "Blind A/B/X");
    await button(page, "Begin").click();
    await expect(page.getByText("Trial 1 of 12")).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await sidewaysPixels(page)).toBeLessThanOrEqual(0);
    await context.close();
  });
}
