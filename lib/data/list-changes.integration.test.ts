import { describe, expect, it } from "vitest";
import { buildExperiment, buildNewExperiment } from "#e2e/builders.ts";
import { fillHistory } from "#e2e/fill-history.ts";
import { cancelExperiment } from "./cancel-experiment.ts";
import { claimNextExperiment } from "./claim-next-experiment.ts";
import { enqueueExperiment } from "./enqueue-experiment.ts";
import { heartbeatExperiment } from "./heartbeat-experiment.ts";
import type { Lab } from "./lab.ts";
import { createLab } from "./lab.ts";
import { listChanges } from "./list-changes.ts";
import { listExperiments } from "./list-experiments.ts";
import { reportProgress } from "./report-progress.ts";
import { createTestLab } from "./testing.ts";

const START = "2026-05-01T00:00:00.000Z";

async function queued(lab: Lab): Promise<string> {
  const result = await enqueueExperiment(lab, buildNewExperiment());
  if (result.outcome !== "created") throw new Error(result.outcome);
  return result.experiment.id;
}

/** What polls would see, each from where the one before ended. */
function poller(lab: Lab, filters: Omit<Parameters<typeof listChanges>[1], "since"> = {}) {
  let since: string | null = null;
  return async () => {
    since ??= (await listExperiments(lab, { limit: 5, ...filters })).asOf;
    const { changed, left, asOf, tooMany } = await listChanges(lab, { since, ...filters });
    since = asOf;
    return { changed: changed.map(({ id }) => id), left, tooMany };
  };
}

describe("the changes of the history", () => {
  it("are new rows and rows that were written since, the latest first; after a while they are told no more", async () => {
    const { lab, clock } = await createTestLab({ startAt: START });
    await queued(lab);
    clock.advance(60);
    const poll = poller(lab);
    expect(await poll()).toEqual({ changed: [], left: [], tooMany: false });
    const [first, second] = [await queued(lab), await queued(lab)];
    clock.advance(1);
    await cancelExperiment(lab, first);
    expect(await poll()).toEqual({ changed: [first, second], left: [], tooMany: false });
    clock.advance(11);
    await poll();
    expect(await poll()).toEqual({ changed: [], left: [], tooMany: false });
  });

  it("are progress but not heartbeats, which change no row", async () => {
    const { lab, clock } = await createTestLab({ startAt: START });
    const id = await queued(lab);
    await claimNextExperiment(lab, { owner: "w", leaseSeconds: 600 });
    clock.advance(60);
    const poll = poller(lab);
    const lease = { id, owner: "w", attempt: 1 };
    await heartbeatExperiment(lab, lease, 600);
    expect((await poll()).changed).toEqual([]);
    const report = { stage: "encode" as const, progress: { fraction: 0.5, message: "encoding", etaSeconds: 5 }, stages: [] };
    await reportProgress(lab, lease, report);
    expect((await poll()).changed).toEqual([id]);
    clock.advance(11);
    await poll();
    await reportProgress(lab, lease, report);
    expect((await poll()).changed, "the same again").toEqual([]);
  });

  it("name what left a filter, and what never fitted it", async () => {
    const { lab, clock } = await createTestLab({ startAt: START });
    const id = await queued(lab);
    clock.advance(60);
    const poll = poller(lab, { status: "queued" });
    await poll();
    await claimNextExperiment(lab, { owner: "w", leaseSeconds: 600 });
    const other = await queued(lab);
    expect(await poll()).toEqual({ changed: [other], left: [id], tooMany: false });
  });

  it("are not missed from a writer whose clock is some seconds behind", async () => {
    const { lab, env, clock } = await createTestLab({ startAt: START });
    const late = createLab(env, () => new Date(clock.now().getTime() - 8000));
    const poll = poller(lab);
    await poll();
    clock.advance(2);
    await poll();
    const id = await queued(late);
    expect((await poll()).changed).toEqual([id]);
  });

  it("are refused as a list when they are more than a reply holds", async () => {
    const { lab } = await createTestLab({ startAt: START });
    await fillHistory(lab, Array.from({ length: 101 }, (_, index) => buildExperiment({ id: `many-${index}`, plan: null, verdict: "better" })));
    expect(await listChanges(lab, { since: "2026-01-01T00:00:00.000Z" })).toMatchObject({ changed: [], left: [], tooMany: true });
  });
});
