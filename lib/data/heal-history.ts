import { z } from "zod";
import { changeExperiment } from "./change-experiment.ts";
import { ALL, HISTORY_INDEXED_KEY, INDEXES } from "./keys.ts";
import type { Lab } from "./lab.ts";

/*
 * Records from before an index was there lack its attributes, and so are not in it: not in the lists by model, sorted by a number or by
 * change, nor found by their clips. Any write heals its record, since every write makes all attributes anew; finished ones are
 * hardly ever written again. Here they are, a bounded number a start, the newest first, until the oldest is reached once.
 */

/** Rows read at once. */
const PAGE = 100;
/** Rewritten side by side. */
const AT_ONCE = 8;

const StateSchema = z.object({ before: z.string().nullable(), done: z.boolean() });
const RowSchema = z.object({ pk: z.string().startsWith("EXPERIMENT#"), ixSort: z.string(), summary: z.looseObject({}) });

/**
 * Goes on with giving old records their index attributes.
 * @param most rows looked at, about; 2,000 old ones take some ten seconds
 * @returns how many were rewritten, and whether all have been seen
 * @throws {StorageUnavailableError}
 */
export async function healHistory(lab: Lab, most = 2000): Promise<{ healed: number; done: boolean }> {
  const table = lab.tables.experiments;
  const stored = await lab.db.get(table, HISTORY_INDEXED_KEY);
  let state = stored ? StateSchema.parse(stored) : { before: null, done: false };
  const { name, partition, sort } = INDEXES.history;
  let healed = 0;
  for (let seen = 0; seen < most && !state.done; ) {
    const { items, lastKey } = await lab.db.query({
      table, index: name, key: [[partition, "=", ALL], ...(state.before === null ? [] : [[sort, "<", state.before] as const])], newestFirst: true, limit: PAGE,
    });
    const rows = items.map((item) => RowSchema.parse(item));
    // A row has its clips since the same version that brought the other attributes.
    const old = rows.filter(({ summary }) => summary.clips === undefined);
    for (let from = 0; from < old.length; from += AT_ONCE) {
      await Promise.all(old.slice(from, from + AT_ONCE).map(({ pk }) => changeExperiment(lab, pk.slice("EXPERIMENT#".length), (record) => ({ value: null, ...(record ? { next: record } : {}) }))));
    }
    seen += rows.length;
    healed += old.length;
    state = { before: rows.at(-1)?.ixSort ?? state.before, done: lastKey === undefined };
    await lab.db.write({ kind: "put", table, item: { ...HISTORY_INDEXED_KEY, ...state } });
  }
  return { healed, done: state.done };
}
