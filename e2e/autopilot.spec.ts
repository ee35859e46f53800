import { AutopilotReplySchema, ErrorReplySchema } from "#lib/api/schema.ts";
import { openStart, panel, pill, rows } from "./autopilot-panel.ts";
import { expect, test } from "./labs.ts";

/*
 * The autopilot's controls, and runs that end without a measurement; one that measures is in autopilot-run.spec.ts.
 */

test("it can be paused, resumed and stopped, and a second start is refused with the state", async ({ page, request, labs }) => {
  const { address } = labs.unattended;
  const dialog = await openStart(page, labs.unattended);
  await expect(dialog.getByText("The built-in planner proposes; it takes no tokens and no money.")).toBeVisible();
  await dialog.getByRole("button", { name: "Start", exact: true }).click();
  await expect(panel(page)).toContainText("Running");
  await expect(panel(page)).toContainText("Under way: exp");

  const again = await request.post(`${address}/api/autopilot`, { data: { suiteId: "quick" } });
  expect(again.status()).toBe(409);
  expect(ErrorReplySchema.parse(await again.json()).error).toMatchObject({ code: "autopilot-state", message: expect.stringContaining("runs already (1 of 20 experiments)"), details: { autopilot: { state: "running" } } });

  await panel(page).getByRole("button", { name: "Pause" }).click();
  await expect(panel(page)).toContainText("is let to its end, and no further one follows.");
  await expect(pill(page)).toHaveAccessibleName(/paused/);
  await panel(page).getByRole("button", { name: "Resume" }).click();
  await expect(panel(page)).toContainText("Running");

  await panel(page).getByRole("button", { name: "Stop", exact: true }).click();
  await panel(page).getByRole("button", { name: "Cancel it" }).click();
  await expect(panel(page)).toContainText("Stopped by a person.");
  await expect(pill(page)).toHaveCount(0);
  await expect(rows(page).nth(1)).toContainText("Cancelled");
});

test("a model that is not there ends the run after three failures, with the reason in words", async ({ page, labs }) => {
  const dialog = await openStart(page, labs.outage);
  await expect(dialog.getByText("What absent-model costs is unknown")).toBeVisible();
  await dialog.getByRole("button", { name: "Start", exact: true }).click();
  await expect(panel(page)).toContainText("3 experiments in a row failed, and more would only cost. The last one: no usable proposal", { timeout: 120_000 });
  await expect(panel(page)).toContainText("3 experiments ended, 3 failed");
});

for (const [what, body, status, message] of [
  ["on the held-out suite", { suiteId: "held-out" }, 400, /never sees the held-out suite/],
  ["with no experiments at all", { suiteId: "quick", maxExperiments: 0 }, 400, /maxExperiments/],
  ["with a baseline of one's own", { suiteId: "quick", baseline: "x264" }, 400, /baseline/],
  ["on a suite that there is not", { suiteId: "no-such" }, 404, /no suite/],
] as const) {
  test(`a start ${what} is refused with its reason`, async ({ request, labs }) => {
    const reply = await request.post(`${labs.fresh.address}/api/autopilot`, { data: body });
    expect(reply.status()).toBe(status);
    expect(ErrorReplySchema.parse(await reply.json()).error.message).toMatch(message);
    expect(AutopilotReplySchema.parse(await (await request.get(`${labs.fresh.address}/api/autopilot`)).json()).autopilot).toBeNull();
  });
}
