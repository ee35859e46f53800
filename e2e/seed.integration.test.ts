import { beforeAll, describe, expect, it } from "vitest";
import { getExperiment } from "#lib/data/get-experiment.ts";
import type { Lab } from "#lib/data/lab.ts";
import { listExperiments } from "#lib/data/list-experiments.ts";
import { listReasoning } from "#lib/data/list-reasoning.ts";
import { readOverview } from "#lib/data/read-overview.ts";
import { createTestLab } from "#lib/data/testing.ts";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { AnalysisSchema, ProposalSchema } from "#lib/plan/schema.ts";
import { seedHistory } from "./seed.ts";

let lab: Lab;
let seeded: Awaited<ReturnType<typeof seedHistory>>;
let rows: ExperimentSummary[];
beforeAll(async () => {
  ({ lab } = await createTestLab());
  seeded = await seedHistory(lab, { queued: 1 });
  rows = (await listExperiments(lab, { limit: 100 })).items;
});

describe("the seeded history", () => {
  it("has every kind of ending", () => {
    const endings = new Set(rows.map(({ status, verdict }) => `${status}/${verdict}`));
    for (const ending of ["completed/better", "completed/worse", "completed/inconclusive", "completed/incomparable", "completed/unverified", "failed/failed", "cancelled/cancelled", "queued/null"]) {
      expect(endings, ending).toContain(ending);
    }
    expect(rows.length).toBeGreaterThanOrEqual(35);
  });

  it("has the nine ancestors as they were, with one warning and no claim taken for a result", async () => {
    const ancestors = rows.filter(({ id }) => seeded.ancestors.includes(id));
    expect(ancestors).toHaveLength(9);
    for (const row of ancestors) {
      expect(row).toMatchObject({
        status: "completed", verdict: "unverified", origin: "imported", researcher: { kind: "imported" },
        headline: { reductionPercent: null, claimedReductionPercent: -50.38184, bitrateKbps: 15_038.184, baselineKbps: 10_000, psnrYuvDb: null },
      });
    }
    const overview = await readOverview(lab, { aliveWithinSeconds: 30 });
    expect(overview.warnings.map(({ count }) => count)).toEqual([9]);
    expect(overview.best?.suiteId).toBe("quick");
    expect(overview.queue).toEqual({ queued: 1, running: 0 });
  });

  it("names the best experiment, which is not the held-out one", async () => {
    expect((await readOverview(lab, { aliveWithinSeconds: 30 })).best?.id).toBe(seeded.best);
  });

  it("says on every record that it is test data, has rates that fall with quality, and reasoning that parses", async () => {
    for (const id of seeded.ids) {
      const experiment = await getExperiment(lab, id);
      expect(experiment?.verdictReason, id).toMatch(/Test data/);
      for (const { points } of experiment?.results?.clips ?? []) {
        for (const [index, point] of points.entries()) {
          const next = points[index + 1];
          if (next) expect(point.kbps > next.kbps && (point.psnrYuv ?? 0) > (next.psnrYuv ?? 0), id).toBe(true);
        }
      }
      for (const { kind, outcome, reply } of await listReasoning(lab, id)) {
        if (outcome === "ok") (kind === "proposal" ? ProposalSchema : AnalysisSchema).parse(reply);
      }
    }
  });

  it("is not doubled by seeding again", async () => {
    await seedHistory(lab);
    expect((await listExperiments(lab, { limit: 100 })).items).toHaveLength(rows.length);
  });
});
