import { Readable } from "node:stream";
import type { Lab } from "#lib/data/lab.ts";
import { persist } from "./persist.ts";

/**
 * The same lab, whose reads and writes wait for a store that is away, so that an outage in the middle of an experiment
 * does not throw away what was encoded. Repeating is safe: writes are conditional or put the same thing again. Not
 * for heartbeats and progress, whose next one says more than a late one.
 * @param options.signal ends the waiting; nothing is asked of the stores after that
 */
export function patientLab(lab: Lab, { signal, log, patienceMs }: { signal: AbortSignal; log: (message: string) => void; patienceMs?: number }): Lab {
  const { db, blobs } = lab;
  const wait = <T>(what: string, request: () => Promise<T>): Promise<T> =>
    persist(
      () => {
        signal.throwIfAborted();
        return request();
      },
      { what, log, signal, patienceMs },
    );
  return {
    ...lab,
    db: {
      ...db,
      get: (table, key) => wait("reading", () => db.get(table, key)),
      query: (request) => wait("reading", () => db.query(request)),
      write: (...writes) => wait("writing", () => db.write(...writes)),
    },
    blobs: {
      ...blobs,
      // A stream can be sent only once.
      put: (key, body, contentType) => (body instanceof Readable ? blobs.put(key, body, contentType) : wait(`storing ${key}`, () => blobs.put(key, body, contentType))),
      putFile: (key, path, contentType) => wait(`storing ${key}`, () => blobs.putFile(key, path, contentType)),
      head: (key) => wait(`reading ${key}`, () => blobs.head(key)),
      open: (key, range) => wait(`reading ${key}`, () => blobs.open(key, range)),
    },
  };
}
