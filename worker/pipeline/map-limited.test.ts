import { describe, expect, it } from "vitest";
import { mapLimited } from "./map-limited.ts";

const never = new AbortController().signal;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("mapLimited", () => {
  it("keeps order and never runs more than the limit at once", async () => {
    let running = 0;
    let most = 0;
    const result = await mapLimited([1, 2, 3, 4, 5, 6], 2, never, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await turn();
      running -= 1;
      return item * 10;
    });
    expect(result).toEqual([10, 20, 30, 40, 50, 60]);
    expect(most).toBe(2);
  });

  it("aborts the others on the first error, waits for them, and throws that error", async () => {
    const events: string[] = [];
    const run = mapLimited(["bad", "slow", "later"], 2, never, async (item, signal) => {
      if (item === "bad") {
        await turn();
        throw new Error("bad item");
      }
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      events.push(`${item} saw the abort`);
      signal.throwIfAborted();
    });
    await expect(run).rejects.toThrow("bad item");
    expect(events).toEqual(["slow saw the abort"]);
  });

  it("ends with the outer signal's reason", async () => {
    const outer = new AbortController();
    const run = mapLimited([1, 2], 1, outer.signal, async () => {
      outer.abort(new Error("cancelled on request"));
    });
    await expect(run).rejects.toThrow("cancelled on request");
  });
});
