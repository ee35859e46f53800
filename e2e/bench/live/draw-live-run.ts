import { bestSoFar, type LiveExperiment, type LiveRun } from "./live-run.ts";

const WIDTH = 960;
const HEIGHT = 420;
const AREA = { left: 56, right: 24, top: 40, bottom: 46 };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);
const at = (value: number): string => value.toFixed(1);

const STYLE = `
svg { color-scheme: light dark; --ink: #1c2330; --soft: #5c6675; --line: #d9dee6; --paper: #ffffff; --good: #157f3d; --bad: #b42318; --held: #1d5fd1; }
@media (prefers-color-scheme: dark) { svg { --ink: #e7ebf2; --soft: #98a3b3; --line: #2c3542; --paper: #10151d; --good: #4ade80; --bad: #f87171; --held: #7db1ff; } }
text { font: 12px system-ui, sans-serif; fill: var(--soft); } .title { font-size: 14px; font-weight: 600; fill: var(--ink); } .value { fill: var(--ink); font-weight: 600; }
.grid { stroke: var(--line); } .best { fill: none; stroke: var(--good); stroke-width: 2; } .held { stroke: var(--held); stroke-width: 1.5; fill: var(--paper); } .held.confirmed { fill: var(--held); }`;

/**
 * The history of a run as SVG: every experiment's reduction on its suite, the best so far as a line, and what the new bests
 * reached on the held-out suite, with intervals. Axes in percent and in experiments. Follows the reader's light or dark theme.
 */
export function drawLiveRun(run: LiveRun): string {
  const { experiments } = run;
  const best = bestSoFar(run);
  const known = experiments.flatMap(({ reductionPercent, heldOut }) => [reductionPercent, heldOut?.interval?.low, heldOut?.interval?.high]).filter((value) => typeof value === "number");
  const low = Math.min(0, Math.floor(Math.min(...known) / 10) * 10);
  const high = Math.max(10, Math.ceil(Math.max(...known) / 10) * 10);
  const x = (index: number): number => AREA.left + ((index + 0.5) / Math.max(experiments.length, 1)) * (WIDTH - AREA.left - AREA.right);
  const y = (percent: number): number => AREA.top + ((high - percent) / (high - low)) * (HEIGHT - AREA.top - AREA.bottom);

  const step = high - low > 60 ? 20 : 10;
  const lines = Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, index) => low + index * step)
    .map((value) => `<line class="grid" x1="${AREA.left}" x2="${WIDTH - AREA.right}" y1="${at(y(value))}" y2="${at(y(value))}"${value === 0 ? ' stroke-width="2"' : ""}/><text x="${AREA.left - 8}" y="${at(y(value) + 4)}" text-anchor="end">${value} %</text>`);
  const numbers = experiments.map((_, index) => `<text x="${at(x(index))}" y="${HEIGHT - AREA.bottom + 20}" text-anchor="middle">${index + 1}</text>`);
  const path = best.flatMap((value, index) => (value === null ? [] : [`${at(x(index))} ${at(y(value))}`]));
  const stairs = path.map((point, index) => (index === 0 ? `M ${point}` : `H ${point.split(" ")[0]} V ${point.split(" ")[1]}`)).join(" ");
  const dots = experiments.map((experiment, index) => dot(experiment, x(index), experiment.reductionPercent === null ? y(low) : y(experiment.reductionPercent)));
  const held = experiments.map(({ heldOut, champion }, index) => {
    if (!heldOut || heldOut.reductionPercent === null) return "";
    const [cx, cy] = [x(index), y(heldOut.reductionPercent)];
    const whisker = heldOut.interval ? `<line class="held" x1="${at(cx)}" x2="${at(cx)}" y1="${at(y(heldOut.interval.low))}" y2="${at(y(heldOut.interval.high))}"/>` : "";
    return `${whisker}<path class="held${champion?.confirmed ? " confirmed" : ""}" d="M ${at(cx)} ${at(cy - 6)} l 6 6 l -6 6 l -6 -6 z"><title>Held-out: ${heldOut.reductionPercent.toFixed(2)} %${champion?.confirmed ? ", champion" : ""}</title></path>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(`Reduction of ${experiments.length} experiments in the order in which they ran`)}">
<style>${STYLE}</style>
<rect width="${WIDTH}" height="${HEIGHT}" fill="var(--paper)"/>
<text class="title" x="${AREA.left}" y="22">Reduction against x265 medium at equal PSNR-YUV: ${experiments.length} experiments of the built-in planner</text>
${lines.join("\n")}
${numbers.join("")}
<text x="${AREA.left}" y="${HEIGHT - 8}">experiment · ● suite ${escaped(run.provenance.suite)} · line: best so far · ◆ champion on held-out clips · ◇ not confirmed · × stopped, failed or incomparable</text>
<path class="best" d="${stairs}"/>
${dots.join("\n")}
${held.join("\n")}
</svg>
`;
}

function dot({ hypothesis, reductionPercent, verdict }: LiveExperiment, x: number, y: number): string {
  const title = `<title>${escaped(`${reductionPercent === null ? (verdict ?? "no number") : `${reductionPercent.toFixed(2)} %`}: ${hypothesis ?? ""}`.slice(0, 300))}</title>`;
  if (reductionPercent === null) return `<path d="M ${at(x - 4)} ${at(y - 4)} l 8 8 m 0 -8 l -8 8" stroke="var(--soft)" stroke-width="1.5">${title}</path>`;
  const colour = verdict === "better" ? "var(--good)" : verdict === "worse" ? "var(--bad)" : "var(--soft)";
  return `<circle cx="${at(x)}" cy="${at(y)}" r="4" fill="${colour}">${title}</circle>`;
}
