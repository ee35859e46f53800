import { readFile } from "node:fs/promises";
import { canonicalJson } from "#lib/plan/fingerprint.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { SearchTableSchema, type SearchTable } from "#worker/research/search/control-arm.ts";
import { writeAtomically } from "#worker/codecs/write-atomically.ts";

export const SEARCH_TABLE = new URL("./data/search-table.json", import.meta.url).pathname;

/** The stored table, or null when there is none yet. @throws {Error} for a file that is no table */
export async function readSearchTable(path: string): Promise<SearchTable | null> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  return SearchTableSchema.parse(JSON.parse(text));
}

/** Stores the table with its entries in the grid's order, one a line; what the grid no longer has comes last. */
export async function writeSearchTable(path: string, table: SearchTable, grid: readonly Plan[]): Promise<void> {
  const order = new Map(grid.map((plan, index) => [canonicalJson(plan), index]));
  const entries = [...table.entries].sort((a, b) => (order.get(canonicalJson(a.plan)) ?? Infinity) - (order.get(canonicalJson(b.plan)) ?? Infinity));
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n");
  await writeAtomically(path, Buffer.from(`{\n  "provenance": ${JSON.stringify(table.provenance)},\n  "entries": [\n${lines}\n  ]\n}\n`));
}
