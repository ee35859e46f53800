import { describe, expect, it } from "vitest";
import { LaunchRequestSchema } from "#lib/api/schema.ts";
import { MOST_IDS } from "#lib/api/export-schema.ts";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { PlanSchema } from "#lib/plan/schema.ts";
import { ApiError } from "../data/request-json.ts";
import { itemsOf } from "./list-items.ts";
import { describeRefusal, mayCancel, mayRetry, retryRequest } from "./retry.ts";
import { type KeyPlace, type PressedKey, rowAction } from "./row-keys.ts";
import { MOST_SELECTED, NO_SELECTION, select, selectAll, selectedRows } from "./selection.ts";

const press = (key: string, place: KeyPlace, more: Partial<PressedKey> = {}) => rowAction({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more }, place);

describe("keys", () => {
  it("move among the rows, with arrows as with letters", () => {
    for (const key of ["ArrowDown", "j"]) expect(press(key, "row")).toEqual({ act: "move", to: "next", extend: false });
    for (const key of ["ArrowUp", "k"]) expect(press(key, "inside")).toEqual({ act: "move", to: "previous", extend: false });
    expect(press("Home", "row")).toEqual({ act: "move", to: "first", extend: false });
    expect(press("End", "row")).toEqual({ act: "move", to: "last", extend: false });
    expect(press("ArrowDown", "row", { shiftKey: true })).toEqual({ act: "move", to: "next", extend: true });
  });
  it("open, select and clear", () => {
    expect(press("Enter", "row")).toEqual({ act: "open", newTab: false });
    expect(press("Enter", "row", { ctrlKey: true })).toEqual({ act: "open", newTab: true });
    expect(press(" ", "row")).toEqual({ act: "select", range: false });
    expect(press("X", "inside", { shiftKey: true })).toEqual({ act: "select", range: true });
    expect(press("Escape", "page")).toEqual({ act: "clear" });
  });
  it("belong to the field that somebody types into", () => {
    for (const key of ["j", "k", "x", " ", "Enter", "Escape", "ArrowDown", "Home", "/"]) expect(press(key, "field")).toBeNull();
  });
  it("belong to the link or button that has the focus, and to the browser", () => {
    for (const key of ["Enter", " "]) expect(press(key, "inside")).toBeNull();
    for (const key of ["ArrowDown", "ArrowUp", "Home", "End", " ", "Enter", "x"]) expect(press(key, "page")).toBeNull();
    for (const key of ["j", "k", "f", "ArrowDown"]) expect(press(key, "row", { ctrlKey: true })).toBeNull();
    expect(press("ArrowDown", "row", { altKey: true })).toBeNull();
  });
});

const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `e${index}`, status: "completed" }) as ExperimentSummary);
const idsOf = ({ rows: map }: { rows: ReadonlyMap<string, unknown> }) => [...map.keys()];

describe("the selection", () => {
  const loaded = rows(300);
  it("takes one and gives it back", () => {
    const one = select(NO_SELECTION, loaded, "e3", false);
    expect(idsOf(one)).toEqual(["e3"]);
    expect(idsOf(select(one, loaded, "e3", false))).toEqual([]);
  });
  it("takes all from the last one on, in either direction", () => {
    const from = select(NO_SELECTION, loaded, "e5", false);
    expect(idsOf(select(from, loaded, "e7", true))).toEqual(["e5", "e6", "e7"]);
    expect(idsOf(select(from, loaded, "e3", true))).toEqual(["e5", "e4", "e3"]);
  });
  it("keeps what is not loaded any more, and shows the others as they are now", () => {
    const two = select(select(NO_SELECTION, loaded, "e1", false), loaded, "e200", false);
    const now = [{ ...loaded[200]!, status: "failed" as const }];
    expect(selectedRows(two, now).map(({ id, status }) => [id, status])).toEqual([["e1", "completed"], ["e200", "failed"]]);
  });
  it("ends at what one export takes, and says so", () => {
    expect(MOST_SELECTED).toBe(MOST_IDS);
    const all = selectAll(NO_SELECTION, loaded);
    expect(all.rows.size).toBe(MOST_SELECTED);
    expect(all.full).toBe(true);
    expect(selectAll(all, loaded)).toBe(NO_SELECTION);
  });
});

describe("a retry", () => {
  const plan = PlanSchema.parse({ base: { codec: "svt-av1", preset: 6 }, rungs: [{ crf: 20 }, { crf: 30 }, { crf: 40 }, { crf: 50 }] });
  const failed = { id: "e", status: "failed", origin: "autopilot", suiteId: "quick", plan, hypothesis: "Preset 6 saves bits on film.", expected: { reductionPercent: 10, confidence: 0.5 }, parentId: null } as ExperimentSummary;
  it("is for what ended without a result here", () => {
    expect(mayRetry(failed)).toBe(true);
    expect(mayRetry({ ...failed, status: "cancelled" })).toBe(true);
    expect(mayRetry({ ...failed, status: "completed" })).toBe(false);
    expect(mayRetry({ ...failed, origin: "imported" })).toBe(false);
    expect(mayCancel({ status: "queued", cancelRequested: false })).toBe(true);
    expect(mayCancel({ status: "running", cancelRequested: true })).toBe(false);
  });
  it("asks for the same suite, plan and prediction", () => {
    expect(LaunchRequestSchema.parse(retryRequest(failed))).toMatchObject({ suiteId: "quick", plan, hypothesis: failed.hypothesis, expected: failed.expected });
  });
  it("asks the researcher once more where there was no plan", () => {
    expect(LaunchRequestSchema.parse(retryRequest({ ...failed, plan: null }))).toMatchObject({ suiteId: "quick", plan: null, hypothesis: null });
  });
  it("runs on the same upload", () => {
    const id = "7b0a8c55-6f43-4c0e-9d1a-0d8b7b1f5f11";
    expect(LaunchRequestSchema.parse(retryRequest({ ...failed, suiteId: `upload-${id}` }))).toMatchObject({ uploadId: id });
  });
  it("leaves out a hypothesis that the API would not take", () => {
    expect(LaunchRequestSchema.parse(retryRequest({ ...failed, hypothesis: "x".repeat(700) })).hypothesis).toBeNull();
    expect(LaunchRequestSchema.parse(retryRequest({ ...failed, hypothesis: "short" })).hypothesis).toBeNull();
  });
  it("that was refused names the twin, or says why", () => {
    expect(describeRefusal(new ApiError("duplicate-plan", "…", 409, { twinId: "e7" }))).toMatchObject({ done: false, link: "e7" });
    expect(describeRefusal(new ApiError("not-found", "There is no suite.", 404))).toEqual({ done: false, text: "There is no suite.", link: null });
  });
});

describe("the items of a list", () => {
  it("are its rows, and the room of pages that were emptied, with their place among all", () => {
    const page = (key: number, ids: readonly number[] | null, count: number) => ({ key, cursor: null, rows: ids && ids.map((id) => ({ id: `e${id}` }) as ExperimentSummary), count, first: null, height: ids ? 0 : 700, outdated: false });
    expect(itemsOf([page(0, [9, 8], 2), page(1, null, 10), page(2, [1], 1)]).map(({ key, place }) => [key, place])).toEqual([["e9", 0], ["e8", 1], ["gap-1", 2], ["e1", 12]]);
  });
});
