import { describe, expect, it } from "vitest";
import type { ListReply } from "#lib/api/schema.ts";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { applyChanges, seeAll } from "./apply-changes.ts";
import { appendPage, barrenPages, countOf, emptyFarPages, type HistoryList, reaches, restorePage, rowsOf, startList } from "./history-pages.ts";
import { comesBefore, isListed, orderOf } from "./list-order.ts";

const row = (number: number, more: Partial<ExperimentSummary> = {}) =>
  ({ id: `e${String(number).padStart(3, "0")}`, createdAt: new Date(number * 60_000).toISOString(), status: "completed", verdict: "better", finishedAt: "2026-11-01T00:00:00.000Z", ...more }) as ExperimentSummary;
const reply = (numbers: readonly number[], nextCursor: string | null, asOf = "2026-11-01T10:00:00.000Z"): ListReply => ({ items: numbers.map((number) => row(number)), nextCursor, asOf });
const newest = orderOf({});
const ids = (list: HistoryList) => rowsOf(list).map(({ id }) => Number(id.slice(1)));
const changes = (changed: readonly ExperimentSummary[], left: readonly string[] = []) => ({ changed: [...changed], left: [...left], asOf: "2026-11-01T10:05:00.000Z", tooMany: false });

/** Rows 30 to 10 in pages of five or so. */
const fourPages = () => {
  const first = startList(newest, reply([30, 29, 28, 27, 26], "a"));
  const second = appendPage(first, "a", reply([25, 24, 23, 22, 21], "b"));
  const third = appendPage(second, "b", reply([20, 19, 18, 17, 16], "c"));
  return appendPage(third, "c", reply([15, 14, 13, 12, 11, 10], "d"));
};

describe("the pages of the history", () => {
  it("come one after the other, and say nothing twice", () => {
    const list = appendPage(startList(newest, reply([5, 4], "a")), "a", reply([4, 3], null));
    expect(ids(list)).toEqual([5, 4, 3]);
    expect(list.next).toBeNull();
  });
  it("take a page that came too late for nothing", () => {
    const list = appendPage(startList(newest, reply([5, 4], "a")), "a", reply([3], "b"));
    expect(appendPage(list, "a", reply([3], "b"))).toBe(list);
  });
  it("know how many at the end had nothing that fits", () => {
    const list = appendPage(appendPage(startList(newest, reply([5], "a")), "a", reply([], "b")), "b", reply([], "c"));
    expect(barrenPages(list)).toBe(2);
    expect(barrenPages(appendPage(list, "c", reply([1], "d")))).toBe(0);
  });
  it("ask for changes from the earliest time that any of them was read", () => {
    const list = appendPage(startList(newest, reply([5], "a", "2026-11-01T10:00:00.000Z")), "a", reply([4], null, "2026-11-01T09:59:00.000Z"));
    expect(list.asOf).toBe("2026-11-01T09:59:00.000Z");
  });
  it("are emptied far from what is shown, and keep how many rows and how much room they had", () => {
    const list = emptyFarPages(fourPages(), [3], 2, () => 70);
    expect(ids(list)).toEqual([20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10]);
    expect(countOf(list)).toBe(21);
    expect(list.pages[0]).toMatchObject({ rows: null, count: 5, height: 350 });
    expect(emptyFarPages(list, [3], 2, () => 70)).toBe(list);
  });
  it("are never emptied where somebody looks", () => {
    expect(ids(emptyFarPages(fourPages(), [1, 2], 1, () => 70))).toEqual([25, 24, 23, 22, 21, 20, 19, 18, 17, 16]);
  });
  it("are read again up to where the next one begins", () => {
    const list = emptyFarPages(fourPages(), [3], 2, () => 70);
    expect(reaches(list, 0, reply([34, 33, 32, 31, 30], "x"))).toBe(false);
    const whole = reply([34, 33, 32, 31, 30, 29, 28, 27, 26, 25], "y");
    expect(reaches(list, 0, whole)).toBe(true);
    const restored = restorePage(list, 0, whole, false);
    expect(ids(restored)).toEqual([34, 33, 32, 31, 30, 29, 28, 27, 26, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10]);
    expect(restored.next).toBe("d");
  });
  it("forget what comes after a page that no longer reaches it, and go on from there", () => {
    const restored = restorePage(fourPages(), 0, reply([60, 59, 58], "x"), false);
    expect(ids(restored)).toEqual([60, 59, 58]);
    expect(restored.next).toBe("x");
  });
});

describe("what was written since", () => {
  it("changes rows in place, and leaves all others the same objects", () => {
    const list = fourPages();
    const after = applyChanges(list, changes([row(22, { status: "failed" })]), true);
    expect(ids(after)).toEqual(ids(list));
    expect(after.unseen).toEqual([]);
    expect(rowsOf(after).find(({ id }) => id === "e022")).toMatchObject({ status: "failed" });
    expect(after.pages[0]).toBe(list.pages[0]);
  });
  it("puts new rows on top, in order, and counts them once while somebody reads further down", () => {
    const after = applyChanges(fourPages(), changes([row(32), row(31)]), true);
    expect(ids(after).slice(0, 3)).toEqual([32, 31, 30]);
    expect(after.unseen).toHaveLength(2);
    const again = applyChanges(after, changes([row(32), row(31)]), true);
    expect(again.unseen).toHaveLength(2);
    expect(seeAll(again).unseen).toEqual([]);
  });
  it("does not count what comes under the reader's eyes", () => {
    expect(applyChanges(fourPages(), changes([row(31)]), false).unseen).toEqual([]);
  });
  it("counts new rows above an emptied page, which come when it is read again", () => {
    const list = emptyFarPages(fourPages(), [3], 2, () => 70);
    const after = applyChanges(applyChanges(list, changes([row(31)]), true), changes([row(31)]), true);
    expect(after.unseen).toEqual(["e031"]);
    expect(ids(after)).toEqual(ids(list));
  });
  it("lets rows go that do not fit any more", () => {
    expect(ids(applyChanges(fourPages(), changes([], ["e029", "e999"]), true)).slice(0, 3)).toEqual([30, 28, 27]);
  });
  it("puts a row that fits only now where it belongs", () => {
    const list = appendPage(startList(newest, reply([30, 28], "a")), "a", reply([20, 18], "b"));
    expect(ids(applyChanges(list, changes([row(25)]), false))).toEqual([30, 28, 25, 20, 18]);
    expect(ids(applyChanges(list, changes([row(19)]), false))).toEqual([30, 28, 20, 19, 18]);
  });
  it("leaves a row alone that comes with a page that is not read yet", () => {
    expect(ids(applyChanges(fourPages(), changes([row(3)]), false))).not.toContain(3);
    expect(ids(applyChanges(startList(newest, reply([5, 4], null)), changes([row(3)]), false))).toEqual([5, 4, 3]);
  });
  it("puts the first row that fits into an empty list", () => {
    expect(ids(applyChanges(startList(newest, reply([], null)), changes([row(1)]), false))).toEqual([1]);
    expect(ids(applyChanges(startList(newest, reply([], "a")), changes([row(1)]), false))).toEqual([1]);
  });
  it("has the pages read again where too much was written", () => {
    const after = applyChanges(fourPages(), { ...changes([]), tooMany: true }, true);
    expect(after.pages.every(({ outdated }) => outdated)).toBe(true);
    expect(after.unseenMore).toBe(true);
  });
});

describe("the order of a list", () => {
  const measured = (number: number, reductionPercent: number | null, more: Partial<ExperimentSummary> = {}) => row(number, { headline: { reductionPercent, claimedReductionPercent: 50 } as ExperimentSummary["headline"], ...more });
  it("by a number has measured experiments that have it, and no others", () => {
    const order = orderOf({ sort: "reduction" });
    expect(isListed(order, measured(1, 3))).toBe(true);
    expect(isListed(order, measured(1, null))).toBe(false);
    expect(isListed(order, measured(1, 3, { finishedAt: null }))).toBe(false);
    expect(isListed(order, measured(1, null, { verdict: "unverified" }))).toBe(false);
    expect(isListed(orderOf({ sort: "reduction", verdict: "unverified" }), measured(1, null, { verdict: "unverified" }))).toBe(true);
  });
  it("is decided by time between equals, in both directions", () => {
    const [older, newer] = [measured(1, 3), measured(2, 3)];
    expect(comesBefore(orderOf({ sort: "reduction" }), newer, older)).toBe(true);
    expect(comesBefore(orderOf({ sort: "reduction", order: "ascending" }), older, newer)).toBe(true);
    expect(comesBefore(orderOf({ sort: "reduction", order: "ascending" }), measured(1, 2), measured(2, 3))).toBe(true);
  });
});
