import { gzipSync } from "node:zlib";
import chromiumPackage from "@sparticuz/chromium";
import { chromium, type Browser, type Page } from "playwright-core";
import type { Site } from "./bench-ui-server.ts";
import { median } from "./statistics.ts";

const ROUNDS = 7;
const PATIENCE_MS = 60_000;
const SCROLL_LIMIT_MS = 300_000;
export const SCROLLED_ROWS = 10_000;

/** Runs in the page before anything else: notes when the first row stands there, and every long task. */
function watch(): void {
  const seen = { firstRow: null as number | null, longTasks: [] as { at: number; ms: number }[] };
  Object.assign(window, { bench: seen });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.longTasks.push({ at: startTime, ms: duration });
  }).observe({ type: "longtask", buffered: true });
  const look = () => {
    const rows = [...document.querySelectorAll("tr, [role=row]")];
    if (rows.some((row) => /Plan \d+ of the bench/.test(row.textContent ?? ""))) seen.firstRow = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
interface Watched {
  bench: { firstRow: number | null; longTasks: { at: number; ms: number }[] };
}

export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPackage.executablePath(), args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
}

/** Opens the path in a page without a cache and waits for rows. @returns ms from the start of the navigation to the first row */
async function open(browser: Browser, url: string): Promise<{ page: Page; firstRowMs: number; pageRows: number; close: () => Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  // tsx keeps the names of functions by a helper, which a function that is sent to the page then calls there.
  await page.addInitScript({ content: "globalThis.__name = (value) => value;" });
  await page.addInitScript(watch);
  let pageRows = 25;
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === "/api/experiments") pageRows = Number(searchParams.get("limit") ?? pageRows);
  });
  await page.goto(url, { waitUntil: "commit" });
  const handle = await page.waitForFunction(() => (window as unknown as Watched).bench.firstRow, null, { timeout: PATIENCE_MS });
  return { page, firstRowMs: (await handle.jsonValue()) ?? 0, pageRows, close: () => context.close() };
}

/** Scrolls to the end of what is loaded and waits for a row of the page behind it, ms. */
async function nextPageMs(page: Page, row: number): Promise<number> {
  return page.evaluate(
    ({ wanted, patience }) => new Promise<number>((resolve, reject) => {
      const from = performance.now();
      const look = () => {
        // That row or an older one: the list may be drawn at its new end at once.
        const shown = [...document.querySelectorAll("tr, [role=row]")].flatMap((one) => /Plan (\d+) of the bench/.exec(one.textContent ?? "")?.[1] ?? []);
        if (shown.some((number) => Number(number) <= wanted)) return resolve(performance.now() - from);
        if (performance.now() - from > patience) return reject(new Error(`no row of plan ${wanted} or older in ${patience} ms`));
        window.scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
        requestAnimationFrame(look);
      };
      look();
    }),
    { wanted: row, patience: PATIENCE_MS },
  );
}

export interface BrowserTimes {
  firstRowMs: number;
  nextPageMs: number;
}

/** Medians at each size, a fresh context each time, the sizes in turn. */
export async function timeBrowser(browser: Browser, sites: readonly Site[]): Promise<BrowserTimes[]> {
  const found = sites.map(() => ({ first: [] as number[], next: [] as number[] }));
  // The first round warms up servers and Chromium's code and does not count.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, { address, experiments }] of sites.entries()) {
      const { page, firstRowMs, pageRows, close } = await open(browser, `${address}/history`);
      // The whole first page was shown; the row behind it comes with the next one, a few rows further than where it is asked for.
      const ms = experiments > pageRows ? await nextPageMs(page, experiments - 1 - pageRows) : Number.NaN;
      await close();
      if (round === 0) continue;
      found[index]!.first.push(firstRowMs);
      found[index]!.next.push(ms);
    }
  }
  return found.map(({ first, next }) => ({ firstRowMs: median(first), nextPageMs: median(next) }));
}

/** Scrolls down row by row of the window until so many rows have passed. @returns longest task in between, ms, and the rows that passed */
export async function scrollThrough(browser: Browser, { address, experiments }: Site): Promise<{ longestTaskMs: number; longTasks: number; rows: number; seconds: number }> {
  const { page, close } = await open(browser, `${address}/history`);
  const result = await page.evaluate(
    ({ total, wanted, limit }) => new Promise<{ longestTaskMs: number; longTasks: number; rows: number; seconds: number }>((resolve) => {
      const from = performance.now();
      const deepest = () => Math.max(0, ...[...document.querySelectorAll("tr, [role=row]")].map((row) => total - Number(/Plan (\d+) of the bench/.exec(row.textContent ?? "")?.[1] ?? total)));
      let frames = 0;
      let rows = 0;
      const step = () => {
        window.scrollBy({ top: 700, behavior: "instant" });
        frames += 1;
        // Reading the rows' texts is work of the bench: seldom enough not to be what is measured.
        if (frames % 30 === 0) rows = deepest();
        if (rows < wanted && performance.now() - from < limit) return void requestAnimationFrame(step);
        const tasks = (window as unknown as Watched).bench.longTasks.filter(({ at }) => at >= from).map(({ ms }) => ms);
        resolve({ longestTaskMs: Math.max(0, ...tasks), longTasks: tasks.length, rows, seconds: (performance.now() - from) / 1000 });
      };
      requestAnimationFrame(step);
    }),
    { total: experiments, wanted: Math.min(SCROLLED_ROWS, experiments), limit: SCROLL_LIMIT_MS },
  );
  await close();
  return result;
}

/**
 * JavaScript of a page, gzipped, kB: what its HTML names, which has to be there before it can be used, and all that it loads until nothing
 * moves on the network any more: charts, the parser of replies, what links are followed to.
 */
export async function weighScripts(browser: Browser, url: string): Promise<{ firstKb: number; allKb: number }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const scripts: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push(request.url());
  });
  await page.goto(url, { waitUntil: "networkidle", timeout: 2 * PATIENCE_MS });
  await context.close();
  const html = await (await fetch(url)).text();
  const bodies = await Promise.all([...new Set(scripts)].map(async (script) => ({
    first: html.includes(`src="${new URL(script).pathname}`), bytes: gzipSync(Buffer.from(await (await fetch(script)).arrayBuffer())).length,
  })));
  const sum = (some: typeof bodies) => some.reduce((total, { bytes }) => total + bytes, 0) / 1000;
  return { firstKb: sum(bodies.filter(({ first }) => first)), allKb: sum(bodies) };
}
