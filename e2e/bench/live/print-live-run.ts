import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Interval } from "#lib/experiment/schema.ts";
import { bestSoFar, championOf, LiveRunSchema } from "./live-run.ts";
import { drawLiveRun } from "./draw-live-run.ts";

/* npm run live:print [-- --data FILE --figure FILE]: the kept live run as the README's table and figure. */

const { values } = parseArgs({ options: { data: { type: "string", default: "e2e/bench/data/live-run.json" }, figure: { type: "string", default: "public/live-run.svg" } } });
const run = LiveRunSchema.parse(JSON.parse(await readFile(values.data, "utf8")));
await writeFile(values.figure, drawLiveRun(run));

const percent = (value: number | null): string => (value === null ? "–" : value.toFixed(1));
const span = (interval: Interval | null): string => (interval ? ` (${Math.round(interval.level * 100)} %: ${interval.low.toFixed(1)} to ${interval.high.toFixed(1)})` : "");
const best = bestSoFar(run);

console.log("| # | what changed | predicted | reduction, % | best so far | held-out, % | minutes |\n|---|---|---|---|---|---|---|");
run.experiments.forEach((experiment, index) => {
  const { changes, expected, heldOut, champion, plan, reached, reductionPercent, interval, runtimeMs, verdict } = experiment;
  const what = changes.length > 0 ? changes.slice(0, 4).join(", ") : plan ? `first plan of ${plan.base.codec}` : "no plan";
  const measured = reductionPercent === null ? `${verdict ?? "–"}${reached === "screen" ? ", stopped at screening" : ""}` : `${percent(reductionPercent)}${span(interval)}`;
  const held = heldOut ? `${percent(heldOut.reductionPercent)}${span(heldOut.interval)}${champion?.confirmed ? " **champion**" : ""}` : "";
  console.log(`| ${index + 1} | ${what.replaceAll("|", "\\|")} | ${percent(expected?.reductionPercent ?? null)} | ${measured} | ${percent(best[index] ?? null)} | ${held} | ${runtimeMs === null ? "–" : (runtimeMs / 60_000).toFixed(1)} |`);
});

const champion = championOf(run);
if (champion?.heldOut) console.log(`\nChampion ${champion.id}: ${percent(champion.reductionPercent)} % on ${run.provenance.suite}, held-out ${percent(champion.heldOut.reductionPercent)} %${span(champion.heldOut.interval)}: ${champion.heldOut.clips.map(({ clipId, reductionPercent }) => `${clipId} ${percent(reductionPercent)}`).join(", ")}.\nPlan: ${JSON.stringify(champion.plan)}`);
console.log(`\n${run.provenance.machine}, ${run.provenance.researcher}, ${run.provenance.startedAt} to ${run.provenance.stoppedAt ?? "now"}: ${run.provenance.stopReason ?? "still running"}`);
