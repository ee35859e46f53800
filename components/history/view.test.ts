import { describe, expect, it } from "vitest";
import { columnsToShow, DEFAULT_COLUMNS, gridTemplate, neededRem } from "./columns.ts";
import { dayOfFrom, dayOfTo, fromDay, toDay } from "./days.ts";
import { describeFilters } from "./describe-filter.ts";
import { parseView } from "./parse-view.ts";
import { countFilters, historyHref, type HistoryView, PLAIN_VIEW, queryOf } from "./view.ts";

const read = (address: string) => parseView(new URL(address, "http://lab.test").searchParams);

describe("the address of a history", () => {
  const view: HistoryView = {
    filter: {
      text: "preset 6 & more", status: "failed", verdict: "worse", method: "hybrid", track: "film-grain", suite: "held-out", clip: "gate-tower", model: "some/model-1", from: "2026-11-01T00:00:00.000Z",
      to: "2026-11-20T00:00:00.000Z",
    },
    sort: "bd-rate", order: "ascending", columns: ["status", "delta", "when"],
  };

  it("says the whole view, and nothing of what is usual", () => {
    expect(read(historyHref(view))).toEqual(view);
    expect(historyHref(PLAIN_VIEW)).toBe("/history");
    expect(historyHref({ filter: { suite: "quick" } })).toBe("/history?suite=quick");
    expect(historyHref({ columns: ["delta", "when"] })).toBe("/history?columns=delta,when");
    expect(read("/history")).toEqual(PLAIN_VIEW);
  });
  it("may say nonsense or worse: what does not fit is as if it were not there", () => {
    const hostile = "/history?status=<script>&verdict=&method=__proto__&suite=../../etc&clip=%00&model=%20%20&from=yesterday&to=2026-13-45&sort=constructor&order=up&columns=toString,delta,delta,__proto__&status=failed";
    expect(read(hostile)).toEqual({ ...PLAIN_VIEW, columns: ["delta"] });
    expect(read("/history?from=2026-02-30&to=2026-02-30T10:00:00Z&text=%20film%20")).toEqual({ ...PLAIN_VIEW, filter: { text: "film" } });
    expect(read(`/history?text=${"x".repeat(201)}&columns=${"delta,".repeat(200)}`)).toEqual(PLAIN_VIEW);
  });
  it("may have instants of any zone, and days in UTC", () => {
    expect(read("/history?from=2026-11-01T02:00:00%2B02:00&to=2026-11-20").filter).toEqual({ from: "2026-11-01T00:00:00.000Z", to: "2026-11-20T00:00:00.000Z" });
  });
  it("may ask for no column at all", () => {
    expect(read("/history?columns=").columns).toEqual([]);
    expect(historyHref({ columns: [] })).toBe("/history?columns=");
  });
  it("makes one question of one view, whatever columns are shown", () => {
    expect(queryOf({ ...PLAIN_VIEW, columns: ["delta"] })).toEqual({});
    expect(queryOf({ ...view, sort: "created", order: "ascending" })).toEqual({ ...view.filter, order: "ascending" });
    expect(countFilters({ ...view.filter, status: undefined })).toBe(9);
  });
});

describe("days in date fields", () => {
  it("are whole local days: the last one is part of the list", () => {
    expect(fromDay("2026-11-23")).toBe(new Date(2026, 10, 23).toISOString());
    expect(toDay("2026-11-30")).toBe(new Date(2026, 11, 1).toISOString());
  });
  it("come back as they were typed", () => {
    for (const day of ["2026-01-01", "2026-03-29", "2026-10-25", "2024-02-29", "2026-12-31"]) {
      expect(dayOfFrom(fromDay(day)!)).toBe(day);
      expect(dayOfTo(toDay(day)!)).toBe(day);
    }
  });
  it("are none while a year is half typed", () => {
    expect(fromDay("0202-11-23")).toBeUndefined();
    expect(toDay("")).toBeUndefined();
  });
  it("are what chips say", () => {
    expect(describeFilters({ to: toDay("2026-11-30"), text: "film", suite: "upload-0b9f8c1e" })).toEqual([
      { name: "text", label: "Text", value: "“film”" }, { name: "suite", label: "Suite", value: "upload" }, { name: "to", label: "Until", value: "2026-11-30" },
    ]);
  });
});

describe("the columns", () => {
  it("are the usual ones where there is room, and fewer where there is not", () => {
    expect(columnsToShow(null, 200, true)).toEqual(DEFAULT_COLUMNS);
    for (const width of [30, 48, 60, 70, 80]) {
      const columns = columnsToShow(null, width, true);
      expect(columns).toEqual(expect.arrayContaining(["status", "delta", "when"]));
      expect(columns.length === 3 || neededRem(columns, true) <= width).toBe(true);
    }
  });
  it("are all that somebody chose, in the table's order, room or not", () => {
    expect(columnsToShow(["when", "researcher", "status"], 10, true)).toEqual(["status", "researcher", "when"]);
  });
  it("leave the rest of the width to the experiment", () => {
    expect(gridTemplate(["status"], true)).toBe("2.25rem minmax(15rem,1fr) 6.5rem");
  });
});
