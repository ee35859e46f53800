import { beforeEach, describe, expect, it } from "vitest";
import { AutopilotSettingsSchema } from "../autopilot/schema.ts";
import type { Lab } from "../data/lab.ts";
import { createTestLab } from "../data/testing.ts";
import { errorReplyOf } from "./http-error.ts";
import { AutopilotReplySchema } from "./schema.ts";
import { beginAutopilot, continueAutopilot, endAutopilot, holdAutopilot, showAutopilot } from "./steer-autopilot.ts";

let lab: Lab;
beforeEach(async () => {
  ({ lab } = await createTestLab());
});
const PRICES = { inputUsd: null, outputUsd: null };
const settings = (suiteId = "quick") => AutopilotSettingsSchema.parse({ suiteId, maxExperiments: 7 });
const begin = (suiteId?: string) => beginAutopilot(lab, settings(suiteId), PRICES);
const refused = async (action: Promise<unknown>) => errorReplyOf(await action.then(() => null, (error: unknown) => error));

describe("the autopilot's API", () => {
  it("shows nothing before the first start, then state, spend and what is left", async () => {
    expect(await showAutopilot(lab, PRICES)).toEqual({ autopilot: null, budget: null, prices: PRICES });
    const reply = AutopilotReplySchema.parse(await begin());
    expect(reply).toMatchObject({ autopilot: { state: "running", launched: 1 }, budget: { experiments: { used: 1, limit: 7, left: 6 }, tokens: { used: 0, limit: null, left: null }, costUsd: { used: 0 } } });
    expect(reply.autopilot?.currentId).toMatch(/^exp/);
    expect(AutopilotReplySchema.parse(await holdAutopilot(lab, PRICES)).autopilot?.state).toBe("paused");
    expect((await continueAutopilot(lab, PRICES)).autopilot).toMatchObject({ state: "running", launched: 1 });
    expect((await endAutopilot(lab, { cancelCurrent: true }, PRICES)).autopilot).toMatchObject({ state: "stopped", stopReason: "Stopped by a person." });
  });
  it("refuses a second start with the state that stands in the way", async () => {
    await begin();
    expect(await refused(begin())).toEqual({
      status: 409,
      reply: { error: { code: "autopilot-state", message: "The autopilot runs already (1 of 7 experiments). Stop it before starting it anew.", details: { autopilot: { state: "running", launched: 1, maxExperiments: 7, stopReason: null } } } },
    });
  });
  it("refuses what does not fit the state, the held-out suite and one that there is not, in sentences", async () => {
    expect(await refused(holdAutopilot(lab, PRICES))).toMatchObject({ status: 409, reply: { error: { message: "The autopilot was never started: there is nothing to pause." } } });
    expect(await refused(continueAutopilot(lab, PRICES))).toMatchObject({ status: 409 });
    expect(await refused(endAutopilot(lab, { cancelCurrent: true }, PRICES))).toMatchObject({ status: 409 });
    expect(await refused(begin("held-out"))).toMatchObject({ status: 400, reply: { error: { message: expect.stringContaining("never sees the held-out suite") } } });
    expect(await refused(begin("no-such"))).toMatchObject({ status: 404 });
    await begin();
    await endAutopilot(lab, { cancelCurrent: true }, PRICES);
    expect(await refused(continueAutopilot(lab, PRICES))).toMatchObject({ reply: { error: { message: "The autopilot has stopped: there is no pause to end." } } });
  });
});
