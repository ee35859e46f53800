import type { Browser } from "@playwright/test";
import { expect, test } from "./labs.ts";
import { seriousFindings, settled, sidewaysPixels } from "./look.ts";

/* Every page in both themes: nothing that axe calls serious, and nothing that scrolls sideways, from a phone to a wall. */

const SEEDED = {
  "the dashboard": "/", "the history": "/history", "a filtered history": "/history?verdict=better&sort=reduction", "an empty result": "/history?text=nothing-like-this",
  "the insights": "/insights", "the blog": "/blog", "a story": "/blog/seed-av1-aq-off", "a hybrid": "/blog/seed-hybrid", "a champion": "/blog/seed-av1-two", "a film-grain plan": "/blog/seed-av1-grain",
  "a stopped plan": "/blog/seed-hopeless", "a failure": "/blog/seed-no-plan", "what the lab knows": "/knowledge?suite=quick", "the tree of ideas": "/lineage?suite=quick",
  "a comparison of six": "/compare?ids=seed-av1-six,seed-hybrid,seed-half-size,seed-broken-encode,seed-x265-five-b,seed-vp9-two", "the picker of a comparison": "/compare", "a missing page": "/nowhere",
} as const;
const EMPTY = { "an empty lab": "/", "an empty history": "/history", "an empty blog": "/blog", "insights of nothing": "/insights", "knowledge of nothing": "/knowledge", "no ideas": "/lineage" } as const;
const WIDTHS = [360, 1440, 2560] as const;

const HEIGHT = 900;

/** Each page is loaded once: its widths and its other theme follow without a reload, as for somebody who turns a phone or waits for the night. */
async function look(browser: Browser, address: string, pages: Record<string, string>): Promise<void> {
  const context = await browser.newContext({ colorScheme: "light", reducedMotion: "reduce", bypassCSP: true });
  const page = await context.newPage();
  for (const [name, path] of Object.entries(pages)) {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(`${address}${path}`);
    await settled(page);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHT });
      expect(await sidewaysPixels(page), `${name} at ${width} px`).toBeLessThanOrEqual(0);
    }
    expect.soft(await seriousFindings(page), `${name}, light`).toEqual([]);
    await page.setViewportSize({ width: WIDTHS[0], height: HEIGHT });
    await page.emulateMedia({ colorScheme: "dark" });
    await expect(page.locator("html")).toHaveClass(/dark/);
    expect.soft(await seriousFindings(page), `${name}, dark`).toEqual([]);
  }
  await context.close();
}

test("every page is accessible in both themes and fits its window", async ({ browser, labs }) => {
  test.setTimeout(400_000);
  await look(browser, labs.seeded.address, SEEDED);
});

test("so is every page of an empty lab", async ({ browser, labs }) => look(browser, labs.empty.address, EMPTY));
