import { beforeAll, describe, expect, it } from "vitest";
import { buildExperiment, buildNewExperiment, buildPlan, buildSuite } from "#e2e/builders.ts";
import { fillHistory } from "#e2e/fill-history.ts";
import { InvalidCursorError } from "../errors.ts";
import type { Experiment, ExperimentSummary, Verdict } from "../experiment/schema.ts";
import { enqueueExperiment } from "./enqueue-experiment.ts";
import { importExperiment } from "./import-experiment.ts";
import type { Lab } from "./lab.ts";
import type { ListRequest } from "./list-experiments.ts";
import { listExperiments } from "./list-experiments.ts";
import { readOverview } from "./read-overview.ts";
import { createTestLab } from "./testing.ts";

const VERDICT_OF: Verdict[] = ["better", "worse", "inconclusive", "failed"];
const time = (index: number) => new Date(Date.parse("2026-01-01T00:00:00.000Z") + index * 60_000).toISOString();

/** The index-th experiment of a history: suites and verdicts take turns; every third shares its moment with the one before. */
function numbered(index: number): Experiment {
  const verdict = VERDICT_OF[index % 4] ?? "better";
  return buildExperiment({
    id: `exp-${String(index).padStart(4, "0")}`, createdAt: time(index - (index % 3 === 2 ? 1 : 0)), suite: buildSuite(index % 2 === 0 ? "quick" : "full"),
    plan: null, method: "conventional", verdict, status: verdict === "failed" ? "failed" : "completed",
    headline: { reductionPercent: index / 10, claimedReductionPercent: null, bdRatePercent: null, bitrateKbps: 1, baselineKbps: 1, psnrYuvDb: 40, clips: 1, clampedClips: 0, interval: null },
  });
}

const fillFrom = (lab: Lab, from: number, to: number): Promise<void> => fillHistory(lab, Array.from({ length: to - from }, (_, offset) => numbered(from + offset)));

/** Reads page after page to the end. */
async function readAll(lab: Lab, request: Omit<ListRequest, "cursor">, between: () => Promise<void> = async () => {}): Promise<ExperimentSummary[]> {
  const all: ExperimentSummary[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await listExperiments(lab, { ...request, cursor });
    expect(page.items.length).toBeLessThanOrEqual(request.limit);
    all.push(...page.items);
    if (page.nextCursor === null) return all;
    cursor = page.nextCursor;
    await between();
  }
}

/** A lab whose queries are counted: requests and read units of DynamoDB. */
function counting(lab: Lab): { lab: Lab; spent: { queries: number; units: number } } {
  const spent = { queries: 0, units: 0 };
  const query: Lab["db"]["query"] = async (request) => {
    const page = await lab.db.query(request);
    spent.queries += 1;
    spent.units += page.readUnits;
    return page;
  };
  return { lab: { ...lab, db: { ...lab.db, query } }, spent };
}

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
const newestFirst = (indexes: number[]) =>
  indexes.map(numbered).sort((a, b) => (`${a.createdAt}#${a.id}` < `${b.createdAt}#${b.id}` ? 1 : -1)).map(({ id }) => id);
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("a history of 120 experiments", () => {
  let lab: Lab;
  beforeAll(async () => {
    ({ lab } = await createTestLab());
    await fillFrom(lab, 0, 120);
  });

  it("is read in pages, newest first, without gap or repeat", async () => {
    expect(idsOf(await readAll(lab, { limit: 25 }))).toEqual(newestFirst(range(120)));
    expect(idsOf(await readAll(lab, { limit: 40 }))).toEqual(newestFirst(range(120)));
    expect((await listExperiments(lab, { limit: 100 })).items).toHaveLength(100);
  });

  it("ends with a page that says so, also when the last page is full", async () => {
    const first = await listExperiments(lab, { limit: 60 });
    const second = await listExperiments(lab, { limit: 60, cursor: first.nextCursor ?? "" });
    expect([second.items.length, second.nextCursor]).toEqual([60, null]);
  });

  it("answers every filter, alone and together, in pages", async () => {
    const all = await readAll(lab, { limit: 100 });
    const cases: [Omit<ListRequest, "limit" | "cursor">, (row: ExperimentSummary) => boolean][] = [
      [{ status: "failed" }, (row) => row.status === "failed"],
      [{ verdict: "worse" }, (row) => row.verdict === "worse"],
      [{ suiteId: "full" }, (row) => row.suiteId === "full"],
      [{ method: "conventional" }, () => true],
      [{ method: "hybrid" }, () => false],
      [{ suiteId: "quick", verdict: "inconclusive" }, (row) => row.suiteId === "quick" && row.verdict === "inconclusive"],
      [{ suiteId: "quick", status: "completed", method: "conventional" }, (row) => row.suiteId === "quick" && row.status === "completed"],
      [{ suiteId: "quick", verdict: "worse" }, () => false],
    ];
    for (const [filter, keep] of cases) expect(idsOf(await readAll(lab, { ...filter, limit: 7 })), JSON.stringify(filter)).toEqual(idsOf(all.filter(keep)));
  });

  it("refuses a cursor that was tampered with, invented, or made for other filters", async () => {
    const { nextCursor } = await listExperiments(lab, { limit: 5 });
    const moved = Buffer.from(nextCursor ?? "", "base64url").toString().replace("2026-01", "2026-02");
    for (const cursor of ["", "nonsense", Buffer.from("{}").toString("base64url"), Buffer.from(moved).toString("base64url")]) {
      await expect(listExperiments(lab, { limit: 5, cursor }), cursor).rejects.toBeInstanceOf(InvalidCursorError);
    }
    await expect(listExperiments(lab, { limit: 5, status: "failed", cursor: nextCursor ?? "" })).rejects.toBeInstanceOf(InvalidCursorError);
  });
});

describe("the tracks of a history", () => {
  it("are a filter, alone and with others; plans of other codecs and records without a plan are of the fidelity track", async () => {
    const { lab } = await createTestLab();
    const plans = { grain: buildPlan({ base: { codec: "svt-av1", filmGrain: 8 } }), av1: buildPlan(), hevc: buildPlan({ base: { codec: "x265" } }), none: null };
    for (const [id, plan] of Object.entries(plans)) {
      await importExperiment(lab, buildExperiment({ id, plan, verdict: "better", createdAt: `2026-04-0${Object.keys(plans).indexOf(id) + 1}T00:00:00.000Z` }));
    }
    expect(idsOf(await readAll(lab, { limit: 3, track: "film-grain" }))).toEqual(["grain"]);
    expect(idsOf(await readAll(lab, { limit: 3, track: "fidelity" }))).toEqual(["none", "hevc", "av1"]);
    expect(idsOf(await readAll(lab, { limit: 3, track: "film-grain", suiteId: "quick", status: "completed" }))).toEqual(["grain"]);
    expect(idsOf(await readAll(lab, { limit: 3, track: "fidelity", method: "conventional", verdict: "better" }))).toEqual(["hevc", "av1"]);
  });
});

describe("a history that grows", () => {
  it("shows nothing twice and skips nothing when experiments arrive while it is read", async () => {
    const { lab } = await createTestLab();
    await fillFrom(lab, 0, 30);
    let arriving = 30;
    const rows = await readAll(lab, { limit: 7 }, async () => {
      await fillFrom(lab, arriving, arriving + 2);
      await enqueueExperiment(lab, buildNewExperiment());
      arriving += 2;
    });
    expect(idsOf(rows)).toEqual(newestFirst(range(30)));
  });

  it("costs the same per page at 600 experiments as at 60, and so does the overview once its trend is full", async () => {
    const { lab: plain } = await createTestLab();
    const costOf = async (read: (lab: Lab) => Promise<unknown>) => {
      const { lab, spent } = counting(plain);
      await read(lab);
      return spent;
    };
    const page = (lab: Lab) => listExperiments(lab, { limit: 25 });
    const filtered = (lab: Lab) => listExperiments(lab, { limit: 10, suiteId: "quick" });
    const twice = (lab: Lab) => listExperiments(lab, { limit: 10, suiteId: "quick", method: "conventional" });
    const overview = (lab: Lab) => readOverview(lab, { aliveWithinSeconds: 30 });

    await fillFrom(plain, 0, 60);
    const few = [await costOf(page), await costOf(filtered)];
    // The overview reads 200 points and, for the best before them, 201 of the conclusive ones, which here are half of all.
    await fillFrom(plain, 60, 440);
    const more = [await costOf(twice), await costOf(overview)];
    await fillFrom(plain, 440, 600);
    const many = [await costOf(page), await costOf(filtered), await costOf(twice), await costOf(overview)];
    [...few, ...more].forEach((small, index) => {
      expect(many[index]?.queries, `queries of case ${index}`).toBe(small.queries);
      // A unit is 4 KB: the last one may be filled a little more or less.
      expect(many[index]?.units, `read units of case ${index}`).toBeLessThanOrEqual(small.units + 0.5);
    });
    expect((await overview(plain)).trend).toHaveLength(200);
  });

  it("keeps a page small: a summary has no results, whatever the record holds", async () => {
    const { lab } = await createTestLab();
    await importExperiment(lab, buildExperiment({ id: "big", suite: buildSuite("full"), plan: buildPlan() }));
    const { lab: counted, spent } = counting(lab);
    const { items } = await listExperiments(counted, { limit: 25 });
    expect(items[0]).not.toHaveProperty("results");
    expect(spent.units).toBeLessThanOrEqual(1);
  });
});
