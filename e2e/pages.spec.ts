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

for (const colorScheme of ["light", "dark"] as const) {
  test(`every page is accessible and fits its window, ${colorScheme}`, async ({ browser, labs }) => {
    test.setTimeout(400_000);
    const context = await browser.newContext({ colorScheme, reducedMotion: "reduce", bypassCSP: true });
    const page = await context.newPage();
    const pages = [...Object.entries(SEEDED).map(([name, path]) => ({ name, url: `${labs.seeded.address}${path}` })), ...Object.entries(EMPTY).map(([name, path]) => ({ name, url: `${labs.unattended.address}${path}` }))];
    for (const { name, url } of pages) {
      await page.goto(url);
      await settled(page);
      // The widths once: the theme does not change them.
      for (const width of colorScheme === "light" ? WIDTHS : [360]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await sidewaysPixels(page), `${name} at ${width} px`).toBeLessThanOrEqual(0);
      }
      expect.soft(await seriousFindings(page), name).toEqual([]);
    }
    await context.close();
  });
}
