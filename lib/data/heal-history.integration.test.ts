import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildExperiment } from "#e2e/builders.ts";
import { fillHistory } from "#e2e/fill-history.ts";
import { type Service, startDynamoDbLocal } from "#worker/services/dynamodb-local.ts";
import { ensureStorage } from "./ensure-storage.ts";
import { healHistory } from "./heal-history.ts";
import { experimentKey, HISTORY_INDEXED_KEY, INDEXES } from "./keys.ts";
import { listChanges } from "./list-changes.ts";
import { listExperiments } from "./list-experiments.ts";
import { createTestLab } from "./testing.ts";

describe("a table of an older version", () => {
  // One of its own: DynamoDB Local does not finish an index of one table while others write to other tables.
  let dynamodb: Service;
  beforeAll(async () => {
    dynamodb = await startDynamoDbLocal({ folder: null, accessKeyId: "old" });
  });
  afterAll(() => dynamodb.stop());

  const NEW = ["byModel", "byReduction", "byBdRate", "byRuntime", "byChange"];
  const NEW_ATTRIBUTES = ["ixModel", "ixNumbers", "ixByReduction", "ixByBdRate", "ixByRuntime", "ixChanged", "ixChangedAt", "changedAt", "summary.clips"];

  it("gets the newer indexes at a start, and its records their attributes, a bounded number at a time and once", async () => {
    const { lab: made } = await createTestLab({ variables: { DYNAMODB_ENDPOINT: dynamodb.endpoint } });
    // Another table than the one that the test lab made.
    const lab = { ...made, tables: { ...made.tables, experiments: `${made.tables.experiments}-old` } };
    await lab.db.ensureTable({ table: lab.tables.experiments, indexes: Object.values(INDEXES).filter(({ name }) => !NEW.includes(name)) });
    const ids = Array.from({ length: 5 }, (_, index) => `old-${index}`);
    await fillHistory(lab, ids.map((id, index) => buildExperiment({ id, createdAt: `2026-01-0${index + 1}T00:00:00.000Z`, plan: null, verdict: "better" })));
    for (const id of ids) await lab.db.write({ kind: "update", table: lab.tables.experiments, key: experimentKey(id), change: { remove: NEW_ATTRIBUTES } });
    const found = async () => (await listExperiments(lab, { limit: 10, sort: "runtime", clip: "granite-pan" })).items.map(({ id }) => id);

    await lab.db.ensureTable({ table: lab.tables.experiments, indexes: Object.values(INDEXES) });
    expect(await found()).toEqual([]);
    expect((await listExperiments(lab, { limit: 10 })).items).toHaveLength(5);
    expect(await healHistory(lab, 3)).toEqual({ healed: 5, done: true });
    expect(await found()).toEqual(ids.toReversed());
    expect(await healHistory(lab)).toEqual({ healed: 0, done: true });
    expect((await listChanges(lab, { since: "2026-03-01T00:00:00.000Z" })).changed, "no news").toEqual([]);
    await ensureStorage(lab);
    expect(await lab.db.get(lab.tables.experiments, HISTORY_INDEXED_KEY)).toMatchObject({ done: true });
  });
});
