import { describe, expect, it } from "vitest";
import { StorageUnavailableError } from "#lib/errors.ts";
import { persist } from "./persist.ts";

const away = () => new StorageUnavailableError("s3", "PutObject", new Error("connection refused"));

describe("persist", () => {
  it("tries again until the store answers, and says each failure", async () => {
    const said: string[] = [];
    let tries = 0;
    const result = await persist(
      async () => {
        tries += 1;
        if (tries < 2) throw away();
        return "stored";
      },
      { what: "completing", log: (message) => said.push(message) },
    );
    expect(result).toBe("stored");
    expect(said).toEqual(["completing did not succeed, trying again in 0.5 s: S3 did not answer (PutObject): Error: connection refused"]);
  });

  it("gives up with the last error when the worker shuts down", async () => {
    const shutdown = new AbortController();
    shutdown.abort();
    await expect(persist(() => Promise.reject(away()), { what: "completing", log: () => {}, signal: shutdown.signal })).rejects.toThrow("S3 did not answer");
  });

  it("does not wait for what waiting cannot mend", async () => {
    const said: string[] = [];
    await expect(persist(() => Promise.reject(new Error("the item is too large")), { what: "completing", log: (message) => said.push(message) })).rejects.toThrow("the item is too large");
    expect(said).toEqual([]);
  });

  it("gives up when its patience ends", async () => {
    await expect(persist(() => Promise.reject(away()), { what: "completing", log: () => {}, patienceMs: -1 })).rejects.toThrow("S3 did not answer");
  });
});
