import { beforeEach, describe, expect, it } from "vitest";
import { buildExperiment, buildPlan } from "#e2e/builders.ts";
import { ExportQuerySchema } from "../api/export-schema.ts";
import { exportExperiments } from "../api/export-experiments.ts";
import { receiveImport } from "../api/receive-import.ts";
import { StorageUnavailableError } from "../errors.ts";
import { bytesOf, postMortemFile, postMortemReport } from "../import/fixtures.ts";
import { importFile } from "../import/import-file.ts";
import { API_LIMITS } from "../import/limits.ts";
import { findTwin } from "./find-twin.ts";
import { getExperiment } from "./get-experiment.ts";
import { importExperiment } from "./import-experiment.ts";
import { ImportInterruptedError } from "./import-records.ts";
import type { Lab } from "./lab.ts";
import { listExperiments } from "./list-experiments.ts";
import { listFinished } from "./list-finished.ts";
import { readOverview } from "./read-overview.ts";
import { createTestLab } from "./testing.ts";

const NINE = postMortemFile(Array.from({ length: 9 }, (_, index) => postMortemReport({ experiment_id: `proc_exp_${index}`, timestamp: 1760601600 + index * 3600.5 })));
const store = (lab: Lab, file: unknown) => importFile(lab, bytesOf(file), { limits: API_LIMITS, checkOnly: false });
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

async function exported(lab: Lab, query: Record<string, string>): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of await exportExperiments(lab, ExportQuerySchema.parse(query), null)) pieces.push(piece);
  return pieces.join("");
}

let lab: Lab;
beforeEach(async () => {
  ({ lab } = await createTestLab());
});

describe("importing the ancestor's file", () => {
  it("adds its records once, shown apart, flagged, and in no best-of", async () => {
    await importExperiment(lab, buildExperiment({ id: "ours", rateFactors: [0.8] }));
    const winner = postMortemReport({ experiment_id: "winner", results: { bitrate_mbps: 0.005, reduction_percent: 99.95, target_achieved: true } });
    const file = { ...NINE, reports: [...(NINE.reports as unknown[]), winner], total_experiments: 10 };
    expect(await store(lab, file)).toMatchObject({ records: 10, imported: 10, already: 0, flagged: { "identical-results": 9, "no-quality": 10, "hardly-any-output": 1 } });
    expect(await store(lab, file)).toMatchObject({ imported: 0, already: 10 });

    const { best, experiments, trend, warnings } = await readOverview(lab, { aliveWithinSeconds: 30 });
    expect([best?.id, experiments.total, experiments.byVerdict.unverified]).toEqual(["ours", 11, 10]);
    expect(trend.filter(({ unverified }) => unverified).every(({ bestSoFarPercent }) => bestSoFarPercent === null || bestSoFarPercent < 50)).toBe(true);
    expect(warnings.map(({ count }) => count)).toEqual([9]);
    const { items } = await listExperiments(lab, { limit: 100, verdict: "unverified" });
    expect(items).toHaveLength(10);
    expect(items.filter(({ importFlags }) => importFlags.includes("identical-results"))).toHaveLength(9);
    expect(ids(await listFinished(lab, 30))).toEqual(["ours"]);
  });

  it("only looks at it when asked to", async () => {
    expect(await importFile(lab, bytesOf(NINE), { limits: API_LIMITS, checkOnly: true })).toMatchObject({ records: 9, imported: 0, checked: true, flagged: { "identical-results": 9 } });
    expect((await listExperiments(lab, { limit: 5 })).items).toEqual([]);
  });

  it("flags what is identical to records from another file", async () => {
    await store(lab, NINE);
    const { ids: added } = await store(lab, postMortemFile([postMortemReport({ experiment_id: "later" })]));
    const later = await getExperiment(lab, added[0]!);
    expect(later?.imported?.flags.find(({ code }) => code === "identical-results")?.note).toMatch(/9 that are here already/);
  });

  it("imports nothing of a malformed one", async () => {
    const broken = { ...NINE, reports: [...(NINE.reports as unknown[]), postMortemReport({ status: "exploded" })] };
    await expect(receiveImport(lab, bytesOf(broken), { checkOnly: false })).rejects.toMatchObject({ code: "invalid-request", details: { misfits: [{ where: "reports[9].status" }] } });
    expect((await listExperiments(lab, { limit: 5 })).items).toEqual([]);
  });

  it("says how many went in when storage gives way, and adds the rest the next time", async () => {
    let writes = 0;
    const failing: Lab = {
      ...lab,
      db: {
        ...lab.db,
        write: (...all) => {
          writes += 1;
          if (writes > 4) throw new StorageUnavailableError("dynamodb", "write", new Error("away"));
          return lab.db.write(...all);
        },
      },
    };
    await expect(store(failing, NINE)).rejects.toThrow(ImportInterruptedError);
    writes = 0;
    await expect(receiveImport(failing, bytesOf(NINE), { checkOnly: false })).rejects.toMatchObject({ code: "storage-unavailable", message: expect.stringMatching(/after 8 of 9 records: 4 went in, 4 were here already/) });
    expect(await store(lab, NINE)).toMatchObject({ imported: 1, already: 8 });
    expect((await readOverview(lab, { aliveWithinSeconds: 30 })).experiments.total).toBe(9);
  });
});

describe("an export of this lab", () => {
  const plan = buildPlan({ base: { codec: "svt-av1", preset: 4 } });
  beforeEach(async () => {
    for (let index = 0; index < 3; index += 1) await importExperiment(lab, buildExperiment({ id: `exp-${index}`, createdAt: `2026-06-0${index + 1}T00:00:00.000Z`, plan: index === 2 ? plan : null, method: "conventional", verdict: "better" }));
  });

  it("adds nothing where it comes from, and unverified records elsewhere, whose plans are free to be measured", async () => {
    const text = await exported(lab, { format: "json", detail: "record" });
    expect(await store(lab, text)).toMatchObject({ source: "lab-export", records: 3, imported: 0, already: 3, ids: ["exp-2", "exp-1", "exp-0"] });
    const { lab: other } = await createTestLab();
    expect(await store(other, text)).toMatchObject({ imported: 3 });
    expect(await store(other, text)).toMatchObject({ imported: 0, already: 3 });
    // Rows of the same experiments are the same records.
    expect(await store(other, await exported(lab, { format: "json" }))).toMatchObject({ imported: 0, already: 3 });
    const original = await getExperiment(lab, "exp-2");
    expect(await findTwin(other, original?.fingerprint ?? "")).toBeNull();
    expect((await listExperiments(other, { limit: 5, suiteId: "imported-quick" })).items).toHaveLength(3);
    expect((await readOverview(other, { aliveWithinSeconds: 30 })).best).toBeNull();
  });

  it("holds a selection in the order asked for, or what fits the filters, and says which id is unknown", async () => {
    const lines = (text: string) => text.trimEnd().split("\r\n").slice(1).map((line) => line.split(",")[0]);
    expect(lines(await exported(lab, { format: "csv", ids: "exp-1,exp-2" }))).toEqual(["exp-1", "exp-2"]);
    expect(lines(await exported(lab, { format: "csv", suite: "quick" }))).toEqual(["exp-2", "exp-1", "exp-0"]);
    expect(lines(await exported(lab, { format: "csv", text: "EXP-1" }))).toEqual(["exp-1"]);
    expect(lines(await exported(lab, { format: "csv", verdict: "worse" }))).toEqual([]);
    await expect(exported(lab, { format: "csv", ids: "exp-1,exp-9" })).rejects.toMatchObject({ code: "not-found", message: "There is no experiment exp-9." });
  });
});

describe("the search in hypotheses", () => {
  it("finds parts in any case and form, alone and with filters, and by id", async () => {
    for (const [id, hypothesis] of [["one", "Ein ÜBERRASCHENDER Gewinn mit  Preset 4."], ["two", "ﬁlm grain costs PSNR."], ["three", null]] as const) {
      await importExperiment(lab, buildExperiment({ id, hypothesis, plan: null, method: "conventional", verdict: "better" }));
    }
    const found = async (text: string, more: object = {}) => ids((await listExperiments(lab, { limit: 10, text, ...more })).items).toSorted();
    expect(await found("überraschender gewinn")).toEqual(["one"]);
    expect(await found("mit preset")).toEqual(["one"]);
    expect(await found("FILM")).toEqual(["two"]);
    expect(await found("thre")).toEqual(["three"]);
    expect(await found("e", { verdict: "better", suiteId: "quick" })).toEqual(["one", "three"]);
    expect(await found("100 %")).toEqual([]);
  });

  it("finds rows from before the search text was kept, as they were written", async () => {
    await importExperiment(lab, buildExperiment({ id: "old", hypothesis: "Wiener helps." }));
    await lab.db.write({ kind: "update", table: lab.tables.experiments, key: { pk: "EXPERIMENT#old", sk: "META" }, change: { remove: ["summary.search", "summary.sparkline", "summary.importFlags"] } });
    expect((await listExperiments(lab, { limit: 10, text: "Wiener" })).items).toMatchObject([{ id: "old", sparkline: null, importFlags: [] }]);
  });
});
