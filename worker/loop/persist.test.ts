import { describe, expect, it } from "vitest";
import { persist } from "./persist.ts";

describe("persist", () => {
  it("tries again until the store answers, and says each failure", async () => {
    const said: string[] = [];
    let tries = 0;
    const result = await persist(
      async () => {
        tries += 1;
        if (tries < 2) throw new Error("connection refused");
        return "stored";
      },
      { what: "completing", log: (message) => said.push(message) },
    );
    expect(result).toBe("stored");
    expect(said).toEqual(["completing did not succeed, trying again in 0.5 s: connection refused"]);
  });

  it("gives up with the last error when the worker shuts down", async () => {
    const shutdown = new AbortController();
    shutdown.abort();
    await expect(persist(() => Promise.reject(new Error("still away")), { what: "completing", log: () => {}, signal: shutdown.signal })).rejects.toThrow("still away");
  });
});
