import { parseArgs } from "node:util";
import { ARMS, bestAfter, experimentsUntil, runArm, topPercent, type Arm, type Entry } from "#worker/research/search/control-arm.ts";
import { readSearchTable, SEARCH_TABLE } from "./search-table.ts";
import { median } from "./statistics.ts";

/*
 * npm run bench:search [-- --seeds N --table FILE]: the built-in planner against random search and a fixed grid, on equal budgets, on
 * the table of real measurements that make-search-table.ts made. Every arm of a seed starts from the same random plan.
 */

const BUDGET = 40;
const CHECKPOINTS = [5, 10, 20, 40];

const { values } = parseArgs({ options: { seeds: { type: "string", default: "15" }, table: { type: "string", default: SEARCH_TABLE } } });
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => index + 1);
const table = await readSearchTable(values.table);
if (!table) throw new Error(`there is no table at ${values.table}: make it with npm run bench:search:table (hours of encoding; it may be stopped and resumed)`);
const entries = table.entries.filter((entry): entry is Entry & (typeof table.entries)[number] => entry.reductionPercent !== null);
if (entries.length < 2 * BUDGET) throw new Error(`the table has ${entries.length} measured plans, and the bench needs ${2 * BUDGET}: go on with npm run bench:search:table`);

const goal = topPercent(entries);
const { provenance } = table;
console.log(`Table: ${entries.length} measured plans (${table.entries.length - entries.length} without a number) on suite ${provenance.suite} (${provenance.clips.join(", ")}), made ${provenance.madeAt} on ${provenance.machine}, Node ${provenance.node}, ${provenance.encoders}.`);
console.log(`Best reduction in the table ${bestAfter(entries.map(({ reductionPercent }) => reductionPercent), entries.length).toFixed(2)} %; the best 1 % begin at ${goal.toFixed(2)} %. ${seeds.length} seeds, each with the same first plan for every arm.\n`);

/** Linear between the sorted values. */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return low + (high - low) * (at - Math.floor(at));
}

console.log(`${"best reduction after".padEnd(22)}${CHECKPOINTS.map((count) => `${count}`.padStart(26)).join("")}   experiments to the best 1 %`);
const untilGoal = new Map<Arm, number>();
for (const arm of ARMS) {
  const runs: number[][] = [];
  for (const seed of seeds) runs.push(await runArm(arm, entries, { seed, budget: arm === "planner" ? BUDGET : entries.length }));
  const cells = CHECKPOINTS.map((count) => {
    const best = runs.map((run) => bestAfter(run, count)).sort((a, b) => a - b);
    return `${median(best).toFixed(2)} % (${quantile(best, 0.1).toFixed(1)} to ${quantile(best, 0.9).toFixed(1)})`.padStart(26);
  });
  const counts = runs.map((run) => experimentsUntil(run, goal) ?? Infinity);
  untilGoal.set(arm, median(counts));
  const reached = counts.filter((count) => count <= BUDGET).length;
  console.log(`${arm.padEnd(22)}${cells.join("")}   median ${median(counts)}, within ${BUDGET} on ${reached} of ${seeds.length} seeds`);
}
console.log("\nMedian over seeds; in brackets the range from the 10th to the 90th percentile.");
const [planner, random] = [untilGoal.get("planner") ?? Infinity, untilGoal.get("random") ?? Infinity];
console.log(`Goal: at most a third of random search's experiments to the best 1 %. Planner ${planner}, random search ${random}: ${planner <= random / 3 ? "reached" : "NOT reached"}.`);
