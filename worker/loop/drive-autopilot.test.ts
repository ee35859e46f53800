import { describe, expect, it } from "vitest";
import type { Autopilot } from "#lib/autopilot/schema.ts";
import type { Advanced } from "#lib/data/advance-autopilot.ts";
import { driveAutopilot } from "./drive-autopilot.ts";

const autopilot = { settings: { maxExperiments: 20 }, launched: 3, finished: 2, bestPercent: 31.25, spend: { promptTokens: 100, completionTokens: 20 } } as Autopilot;

function driven(...answers: (Advanced | Error)[]) {
  const said: string[] = [];
  let time = 0;
  let asked = 0;
  const driver = driveAutopilot({
    advance: async () => {
      const answer = answers[asked++] ?? ({ outcome: "unchanged" } as const);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    log: (level, message) => void said.push(`${level} ${message}`),
    now: () => time,
  });
  return { driver, said, asked: () => asked, wait: (ms: number) => void (time += ms) };
}

describe("the autopilot as a worker drives it", () => {
  it("says what it enqueued and how far the run is", async () => {
    const { driver, said } = driven({ outcome: "launched", autopilot, experimentId: "exp-3" });
    await driver.settled();
    expect(said).toEqual(["info autopilot: enqueued exp-3, number 3 (2 of 20 ended, best 31.3 %, 120 tokens)"]);
  });
  it("says why it stopped", async () => {
    const { driver, said } = driven({ outcome: "stopped", autopilot: { ...autopilot, bestPercent: null }, reason: "The limit is reached." });
    await driver.settled();
    expect(said).toEqual(["info autopilot: stopped (2 of 20 ended, no better result yet, 120 tokens): The limit is reached."]);
  });
  it("looks at most every three seconds while idle, and knows when there is something to claim", async () => {
    const { driver, asked, wait } = driven({ outcome: "unchanged" }, { outcome: "launched", autopilot, experimentId: "exp-3" });
    expect([await driver.idle(), await driver.idle(), asked()]).toEqual([false, false, 1]);
    wait(3000);
    expect([await driver.idle(), asked()]).toEqual([true, 2]);
  });
  it("does not let a store that is away undo a settled experiment, and takes the step later", async () => {
    const { driver, said, wait } = driven(new Error("DynamoDB did not answer"), { outcome: "launched", autopilot, experimentId: "exp-3" });
    await driver.settled();
    expect(said).toEqual(["warn autopilot: the next step waits: DynamoDB did not answer"]);
    wait(3000);
    expect(await driver.idle()).toBe(true);
  });
});
