import { beforeAll, describe, expect, it } from "vitest";
import { buildExperiment, buildNewExperiment, buildPlan, buildSuite } from "#e2e/builders.ts";
import { fillHistory } from "#e2e/fill-history.ts";
import { InvalidCursorError } from "../errors.ts";
import type { Experiment, ExperimentSummary, Researcher } from "../experiment/schema.ts";
import { enqueueExperiment } from "./enqueue-experiment.ts";
import type { Lab } from "./lab.ts";
import { listChanges } from "./list-changes.ts";
import type { ListRequest } from "./list-experiments.ts";
import { listExperiments } from "./list-experiments.ts";
import { createTestLab } from "./testing.ts";

const START = Date.parse("2026-03-01T00:00:00.000Z");
const time = (index: number) => new Date(START + index * 60_000).toISOString();
const by = (kind: Researcher["kind"], model: string | null = null): Researcher => ({ kind, model, note: null });
const RESEARCHERS = [by("built-in"), by("model", "gpt-5.2"), by("person"), by("model", "qwen3")];
const HEADLINE = { claimedReductionPercent: null, bitrateKbps: 1, baselineKbps: 1, psnrYuvDb: 40, clips: 1, clampedClips: 0, interval: null };
const grain = buildPlan({ base: { codec: "svt-av1", filmGrain: 8 } });

/** The index-th of a varied history: numbers repeat, so that every order has ties; some are failed, imported or wait. */
function varied(index: number): Experiment {
  const id = `exp-${String(index * 37 % 101).padStart(3, "0")}-${index}`;
  const failed = index % 7 === 3;
  const shared = { id, createdAt: time(index - (index % 3 === 2 ? 1 : 0)), plan: null, researcher: RESEARCHERS[index % 4], suite: buildSuite(index % 2 === 0 ? "quick" : "full"), seconds: 10 + (index % 5) };
  if (index % 11 === 5) {
    return buildExperiment({ ...shared, origin: "imported", researcher: by("imported"), verdict: "unverified", headline: { ...HEADLINE, reductionPercent: null, claimedReductionPercent: 90 + (index % 3), bdRatePercent: null } });
  }
  if (failed) return buildExperiment({ ...shared, status: "failed", verdict: "failed" });
  if (index % 13 === 12) return buildExperiment({ ...shared, status: "queued", verdict: null, startedAt: null, finishedAt: null, runtimeMs: null });
  const reductionPercent = (index % 6) * 10.5 - 20;
  return buildExperiment({
    ...shared, plan: index % 9 === 1 ? grain : null, method: index % 5 === 0 ? "neural" : "conventional", verdict: reductionPercent > 0 ? "better" : "worse",
    hypothesis: index % 4 === 0 ? "Wiener coefficients pay" : "A slower preset pays", headline: { ...HEADLINE, reductionPercent, bdRatePercent: index % 8 === 0 ? null : -reductionPercent / 2 },
  });
}

const COUNT = 60;
const ALL_OF_IT = Array.from({ length: COUNT }, (_, index) => varied(index));
const NUMBER = { reduction: (one: Experiment) => one.headline?.reductionPercent ?? null, "bd-rate": (one: Experiment) => one.headline?.bdRatePercent ?? null, runtime: (one: Experiment) => one.runtimeMs };

/** What a list shall hold, worked out without any index. */
function expected(keep: (one: Experiment) => boolean, sort: ListRequest["sort"] = "created", order: ListRequest["order"] = "descending"): string[] {
  const numberOf = sort === "created" ? null : NUMBER[sort];
  const rows = ALL_OF_IT.filter((one) => keep(one) && (!numberOf || (numberOf(one) !== null && one.verdict !== "unverified")));
  const compare = (a: Experiment, b: Experiment) => (numberOf ? numberOf(a)! - numberOf(b)! : 0) || (`${a.createdAt}#${a.id}` < `${b.createdAt}#${b.id}` ? -1 : 1);
  const ascending = rows.toSorted(compare).map(({ id }) => id);
  return order === "ascending" ? ascending : ascending.toReversed();
}

async function readAll(lab: Lab, request: Omit<ListRequest, "cursor">, between: () => Promise<void> = async () => {}): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page: { items: ExperimentSummary[]; nextCursor: string | null } = await listExperiments(lab, { ...request, cursor });
    ids.push(...page.items.map(({ id }) => id));
    if (page.nextCursor === null) return ids;
    cursor = page.nextCursor;
    await between();
  }
}

const FILTERS: [Omit<ListRequest, "limit">, (one: Experiment) => boolean][] = [
  [{}, () => true],
  [{ status: "failed" }, (one) => one.status === "failed"],
  [{ status: "queued" }, (one) => one.status === "queued"],
  [{ method: "neural" }, (one) => one.method === "neural"],
  [{ track: "film-grain" }, (one) => one.plan !== null],
  [{ verdict: "worse" }, (one) => one.verdict === "worse"],
  [{ suiteId: "full" }, (one) => one.suite.id === "full"],
  [{ clip: "granite-pan" }, (one) => one.suite.id === "quick"],
  [{ model: "gpt-5.2" }, (one) => one.researcher?.model === "gpt-5.2"],
  [{ model: "model" }, (one) => one.researcher?.kind === "model"],
  [{ model: "built-in" }, (one) => one.researcher?.kind === "built-in"],
  [{ from: time(20) }, (one) => one.createdAt >= time(20)],
  [{ to: time(21) }, (one) => one.createdAt < time(21)],
  [{ from: time(10), to: time(40) }, (one) => one.createdAt >= time(10) && one.createdAt < time(40)],
  [{ from: time(40), to: time(10) }, () => false],
  [{ text: "WIENER" }, (one) => one.hypothesis?.startsWith("Wiener") ?? false],
  [
    { suiteId: "quick", model: "built-in", method: "conventional", from: time(8), clip: "bbb-meadow", text: "pays" },
    (one) => one.suite.id === "quick" && one.researcher?.kind === "built-in" && one.method === "conventional" && one.createdAt >= time(8) && (one.hypothesis?.includes("pays") ?? false),
  ],
];

describe("the lists of a varied history", () => {
  let lab: Lab;
  beforeAll(async () => {
    ({ lab } = await createTestLab());
    await fillHistory(lab, ALL_OF_IT);
  });

  it("have every sort in both orders, equal numbers by time of creation, in pages of any size", async () => {
    for (const sort of ["created", "reduction", "bd-rate", "runtime"] as const) {
      for (const order of ["descending", "ascending"] as const) {
        expect(expected(() => true, sort, order).length).toBeGreaterThan(25);
        expect(await readAll(lab, { sort, order, limit: 7 }), `${sort} ${order}`).toEqual(expected(() => true, sort, order));
        expect((await listExperiments(lab, { sort, order, limit: 100 })).items.map(({ id }) => id)).toEqual(expected(() => true, sort, order));
      }
    }
  });

  for (const [filter, keep] of FILTERS) {
    it(`answer ${JSON.stringify(filter)} in both directions, sorted by time and by numbers, and tell its changes alike`, async () => {
      expect(await readAll(lab, { ...filter, limit: 9 })).toEqual(expected(keep));
      expect(await readAll(lab, { ...filter, limit: 9, order: "ascending" })).toEqual(expected(keep, "created", "ascending"));
      for (const sort of ["reduction", "runtime"] as const) expect(await readAll(lab, { ...filter, sort, limit: 20, order: "ascending" }), sort).toEqual(expected(keep, sort, "ascending"));
      const { changed, left, tooMany } = await listChanges(lab, { ...filter, since: time(0) });
      expect(tooMany).toBe(false);
      expect(changed.map(({ id }) => id).toSorted()).toEqual(expected(keep).toSorted());
      expect(changed.length + left.length).toBe(COUNT);
    });
  }

  it("show what imported records claim apart from what was measured", async () => {
    const claims = ALL_OF_IT.filter(({ verdict }) => verdict === "unverified");
    const { items } = await listExperiments(lab, { sort: "reduction", verdict: "unverified", limit: 100 });
    expect(items.map(({ id }) => id).toSorted()).toEqual(claims.map(({ id }) => id).toSorted());
    const claimed = items.map(({ headline }) => headline?.claimedReductionPercent ?? 0);
    expect(claimed).toEqual(claimed.toSorted((a, b) => b - a));
  });

  it("refuse a cursor of another sort, order, date or filter", async () => {
    const { nextCursor } = await listExperiments(lab, { limit: 5, sort: "reduction", suiteId: "quick" });
    expect((await listExperiments(lab, { limit: 5, sort: "reduction", suiteId: "quick", cursor: nextCursor! })).items).toHaveLength(5);
    for (const other of [{ sort: "runtime" }, { sort: "reduction", order: "ascending" }, {}, { sort: "reduction", from: time(1) }, { sort: "reduction", model: "person" }] as const) {
      await expect(listExperiments(lab, { limit: 5, suiteId: "quick", ...other, cursor: nextCursor! }), JSON.stringify(other)).rejects.toBeInstanceOf(InvalidCursorError);
    }
  });
});

describe("a list sorted by a number", () => {
  it("shows nothing twice and loses nothing while others arrive in front of and behind the reader", async () => {
    const { lab } = await createTestLab();
    await fillHistory(lab, ALL_OF_IT);
    let arriving = 0;
    for (const order of ["descending", "ascending"] as const) {
      const seen = await readAll(lab, { sort: "reduction", order, limit: 6 }, async () => {
        arriving += 1;
        await fillHistory(lab, [varied(6 * arriving), varied(6 * arriving + 1)].map((one) => ({ ...one, id: `late-${one.id}-${arriving}`, createdAt: time(100 + arriving) })));
        await enqueueExperiment(lab, buildNewExperiment());
      });
      expect(seen.filter((id) => !id.startsWith("late-"))).toEqual(expected(() => true, "reduction", order));
      expect(new Set(seen).size).toBe(seen.length);
    }
  });

  it("costs the same per page at 300 experiments as at 30, with every filter, and so does a poll", async () => {
    const { lab: plain } = await createTestLab();
    let spent = { queries: 0, units: 0 };
    const lab: Lab = {
      ...plain,
      db: { ...plain.db, query: async (request) => {
        const page = await plain.db.query(request);
        spent = { queries: spent.queries + 1, units: spent.units + page.readUnits };
        return page;
      } },
    };
    const costs = async () => {
      const found: { queries: number; units: number }[] = [];
      for (const read of [
        ...(["created", "reduction", "bd-rate", "runtime"] as const).flatMap((sort) => (["descending", "ascending"] as const).map((order) => () => listExperiments(lab, { limit: 5, sort, order }))),
        () => listExperiments(lab, { limit: 5, model: "person" }), () => listExperiments(lab, { limit: 5, from: time(-1000), to: time(25) }),
        () => listChanges(lab, { since: time(2_000_000) }),
      ]) {
        spent = { queries: 0, units: 0 };
        await read();
        found.push(spent);
      }
      return found;
    };
    const many = (from: number, to: number) => fillHistory(lab, Array.from({ length: to - from }, (_, offset) => {
      const one = varied((from + offset) % COUNT);
      return { ...one, id: `n-${from + offset}`, createdAt: time(from + offset), results: null, applied: null };
    }));
    await many(0, 30);
    const few = await costs();
    await many(30, 300);
    (await costs()).forEach((cost, index) => {
      expect(cost.queries, `queries of case ${index}`).toBe(few[index]?.queries);
      // A unit is two rows: the rows of a page differ by some bytes.
      expect(Math.abs(cost.units - few[index]!.units), `read units of case ${index}`).toBeLessThanOrEqual(1);
    });
  });
});
