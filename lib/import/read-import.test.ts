import { describe, expect, it } from "vitest";
import { buildExperiment } from "#e2e/builders.ts";
import type { Experiment } from "../experiment/schema.ts";
import { writeExport } from "../export/write-export.ts";
import { trendOf } from "../data/record.ts";
import { bytesOf, postMortemFile, postMortemReport } from "./fixtures.ts";
import { API_LIMITS } from "./limits.ts";
import { MalformedImportError } from "./malformed-import-error.ts";
import { readImport } from "./read-import.ts";

const NOW = new Date("2026-11-23T12:00:00.000Z");
const read = (value: unknown, limits = API_LIMITS) => readImport(bytesOf(value), { limits, now: NOW });
const one = (fields: Record<string, unknown>) => read(postMortemFile([postMortemReport(fields)])).records[0]!;
const codesOf = ({ imported }: Experiment) => imported?.flags.map(({ code }) => code) ?? [];
const misfitsOf = (value: unknown, limits = API_LIMITS) => {
  try {
    read(value, limits);
  } catch (error) {
    if (error instanceof MalformedImportError) return error.misfits.map(({ where, message }) => `${where}: ${message}`);
    throw error;
  }
  throw new Error("it was read");
};
async function exported(rows: readonly Experiment[]): Promise<string> {
  const pieces: string[] = [];
  const each = (async function* () {
    yield* rows;
  })();
  for await (const piece of writeExport("json", { detail: "record", rows: each }, { now: NOW, origin: null })) pieces.push(piece);
  return pieces.join("");
}

describe("a post-mortem file of the ancestor", () => {
  it("becomes unverified records with their numbers as claims, at the time when they ran", () => {
    const record = one({});
    expect(record).toMatchObject({
      createdAt: "2025-10-16T08:00:00.481Z", origin: "imported", researcher: { kind: "imported" }, verdict: "unverified", status: "completed", plan: null, fingerprint: null,
      headline: { reductionPercent: null, claimedReductionPercent: -50.38184, bitrateKbps: 15_038.184, baselineKbps: null, psnrYuvDb: null },
      imported: { source: "post-mortem", originalId: "proc_exp_1760601600" },
    });
    expect(record.id).toMatch(/^imp-proc-exp-1760601600-[0-9a-f]{16}$/);
    expect(codesOf(record)).toEqual(["no-quality"]);
  });

  it("never counts for a best, whatever it claims", () => {
    const record = one({ results: { bitrate_mbps: 0.4, reduction_percent: 96, target_achieved: true } });
    expect(trendOf(record)).toMatchObject({ unverified: true, eligible: false, reductionPercent: 96 });
  });

  for (const [what, fields, codes] of [
    ["an output of nothing", { results: { bitrate_mbps: 0, file_size_mb: 0, reduction_percent: 100 } }, ["empty-output", "contradicts-itself", "no-quality"]],
    ["an output of 0.005 Mbit/s", { results: { bitrate_mbps: 0.005, reduction_percent: 99.95, target_achieved: true } }, ["hardly-any-output", "no-quality"]],
    ["an output larger than raw video", { results: { bitrate_mbps: 812.5, reduction_percent: -8025 } }, ["larger-than-raw", "no-quality"]],
    ["a target that was not reached and is said to be", { results: { bitrate_mbps: 15, reduction_percent: -50, target_achieved: true } }, ["contradicts-itself", "no-quality"]],
    ["no results", { results: {} }, ["no-results"]],
    ["quality on record", { results: { bitrate_mbps: 4, reduction_percent: 60, psnr_db: 38.1 } }, []],
    ["a person wanted", { metadata: { needs_human: true } }, ["no-quality", "needs-human"]],
  ] as const) {
    it(`is flagged for ${what}`, () => expect(codesOf(one(fields))).toEqual(codes));
  }

  it("keeps a timed-out and a still running one as failed, with the reason and what was written down", () => {
    const timedOut = one({ status: "timed_out", results: {}, metadata: { phase_completed: "encode", needs_human: true }, issues: ["no output after 3600 s", { kind: "stderr", text: "killed\u202e" }] });
    expect(timedOut).toMatchObject({ status: "failed", verdict: "unverified", headline: null, resultDigest: null, failure: { stage: null, reason: expect.stringMatching(/timed out .*"encode"/) } });
    expect(timedOut.imported?.issues).toEqual(["no output after 3600 s", '{"kind":"stderr","text":"killed "}']);
    expect(codesOf(timedOut)).toEqual(["timed-out", "no-results", "needs-human"]);
    const running = one({ status: "running", results: {} });
    expect(running).toMatchObject({ status: "failed", failure: { reason: expect.stringMatching(/still running when the file was written/) } });
    expect(codesOf(running)).toEqual(["still-running", "no-results"]);
  });

  it("flags identical results, and gives one record to a report that stands there twice", () => {
    const { records, repeated } = read(postMortemFile([postMortemReport({ experiment_id: "a" }), postMortemReport({ experiment_id: "b" }), postMortemReport({ experiment_id: "a" }), postMortemReport({ experiment_id: "c", results: { bitrate_mbps: 9 } })]));
    expect([records.length, repeated]).toEqual([3, 1]);
    expect(records.map((record) => codesOf(record).includes("identical-results"))).toEqual([true, true, false]);
    expect(records[0]?.imported?.flags.at(-1)?.note).toMatch(/1 other record of the file/);
  });

  it("gives the same ids each time, and another one to other content under the same name", () => {
    expect(one({}).id).toBe(one({}).id);
    expect(one({ results: { bitrate_mbps: 9 } }).id).not.toBe(one({}).id);
    expect(one({ experiment_id: "../../etc/passwd <script>" }).id).toMatch(/^imp-etc-passwd-script-[0-9a-f]{16}$/);
    expect(one({ experiment_id: "実験" }).id).toMatch(/^imp-[0-9a-f]{16}$/);
  });

  it("takes unknown keys, missing optional parts and an odd total, of which it tells", () => {
    const { records, notes } = read(postMortemFile([postMortemReport({ metadata: undefined, issues: undefined, results: undefined, lessons: { a: [1] } })], { total_experiments: 250, schema: 3 }));
    expect(records).toHaveLength(1);
    expect(notes).toEqual(["The file says that there are 250 experiments, and holds 1 report."]);
    expect(read(postMortemFile([])).records).toEqual([]);
  });

  it("keeps text of others well-formed, short and on one line", () => {
    const text = `${JSON.stringify(postMortemFile([postMortemReport({ issues: ["x".repeat(5000), ...Array.from({ length: 40 }, (_, index) => `issue ${index}`)] })])).slice(0, -1)}}`;
    const hostile = text.replace("proc_exp_1760601600", "half \\ud83d and\\u0000 more");
    const record = readImport(bytesOf(hostile), { limits: API_LIMITS, now: NOW }).records[0]!;
    expect(record.imported?.originalId).toBe("half \ufffd and more");
    expect(record.imported?.issues).toHaveLength(21);
    expect(record.imported?.issues[0]).toHaveLength(500);
    expect(record.imported?.issues.at(-1)).toBe("and 21 more");
  });
});

describe("a malformed file imports nothing and says where", () => {
  const good = postMortemReport();
  for (const [what, value, misfit] of [
    ["broken JSON, with its line", '{\n"total_experiments": 1,\n"reports": [,]}', /^line 3, column 13: this is not JSON: a value was expected/],
    ["nothing", "", /^the file: it is empty/],
    ["another kind of JSON", [1, 2], /^the file: .*expected object/],
    ["no reports", { total_experiments: 1, generated_at: "x" }, /^reports: .*expected array/],
    ["no total", { generated_at: "x", reports: [] }, /^total_experiments: .*expected number/],
    ["a status of its own", postMortemFile([good, postMortemReport({ status: "exploded" })]), /^reports\[1\]\.status: .*completed/],
    ["a time in words", postMortemFile([postMortemReport({ timestamp: "yesterday" })]), /^reports\[0\]\.timestamp: .*expected number/],
    ["a time that has not come", postMortemFile([postMortemReport({ timestamp: 3.5e9 })]), /^reports\[0\]: 2080-\S+ has not come yet/],
    ["a time in milliseconds", postMortemFile([postMortemReport({ timestamp: 1760601600481 })]), /^reports\[0\]\.timestamp: /],
    ["a rate in words", postMortemFile([postMortemReport({ results: { bitrate_mbps: "15 Mbps" } })]), /^reports\[0\]\.results\.bitrate_mbps: .*expected number/],
    ["a rate below nothing", postMortemFile([postMortemReport({ results: { bitrate_mbps: -1 } })]), /^reports\[0\]\.results\.bitrate_mbps: /],
    ["an infinite number", JSON.stringify(postMortemFile([good])).replace("15.038184", "1e999"), /^reports\[0\]\.results\.bitrate_mbps: /],
    ["an issue that is a number", postMortemFile([postMortemReport({ issues: ["a", 7] })]), /^reports\[0\]\.issues\[1\]: neither text nor an object/],
    ["a report that is text", postMortemFile([good, good, "gone"]), /^reports\[2\]: .*expected object/],
    ["no id", postMortemFile([postMortemReport({ experiment_id: "" })]), /^reports\[0\]\.experiment_id: /],
    ["an id without end", postMortemFile([postMortemReport({ experiment_id: "x".repeat(10_000) })]), /^reports\[0\]\.experiment_id: /],
    ["brackets without end", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, /^the file: brackets nest deeper than 64/],
  ] as const) {
    it(`for ${what}`, () => expect(misfitsOf(value)[0]).toMatch(misfit));
  }

  it("for all places at once, and too many or too large a file", () => {
    expect(misfitsOf(postMortemFile([postMortemReport({ status: 1 }), postMortemReport({ timestamp: null, results: [] })])).map((text) => text.split(":")[0])).toEqual(["reports[0].status", "reports[1].timestamp", "reports[1].results"]);
    expect(misfitsOf(postMortemFile([good, good]), { maxBytes: 1e6, maxRecords: 1 })).toEqual(["reports: more than 1 records"]);
    expect(misfitsOf(postMortemFile([good]), { maxBytes: 100, maxRecords: 1 })[0]).toMatch(/larger than 100 bytes/);
    expect(() => readImport(Uint8Array.of(0xff, 0xfe, 0x7b, 0), { limits: API_LIMITS, now: NOW })).toThrow(/not UTF-8/);
  });
});

describe("an export of this lab, read by another one", () => {
  it("comes back unverified, with its plan free, its curves shown and its numbers as claims", async () => {
    const original = buildExperiment({ id: "exp-original", finding: "It is smaller.", analysedAt: "2026-11-01T10:01:00.000Z" });
    const [record] = read(await exported([original])).records;
    expect(record).toMatchObject({
      origin: "imported", verdict: "unverified", fingerprint: null, method: original.method, hypothesis: original.hypothesis, finding: "It is smaller.", createdAt: original.createdAt,
      headline: { reductionPercent: null, claimedReductionPercent: original.headline?.reductionPercent, interval: null, bitrateKbps: original.headline?.bitrateKbps },
      suite: { id: "imported-quick" }, imported: { source: "lab-export", originalId: "exp-original", flags: [] },
    });
    expect(record?.plan).toEqual(original.plan);
    expect(record?.results).toEqual(original.results);
    expect(record?.resultDigest).not.toBe(original.resultDigest);
    expect(trendOf(record!)).toMatchObject({ eligible: false, unverified: true });
  });

  it("keeps failures and cancellations, and takes what ran then as failed", async () => {
    const none = { headline: null, results: null, applied: null, resultDigest: null, plan: null } as const;
    const file = await exported([
      buildExperiment({ id: "f", ...none, status: "failed", verdict: "failed", failure: { stage: "encode", reason: "It crashed.", detail: null } }),
      buildExperiment({ id: "c", ...none, status: "cancelled", verdict: "cancelled" }),
      buildExperiment({ id: "r", ...none, status: "running", verdict: null, finishedAt: null }),
    ]);
    expect(read(file).records.map(({ status, verdict, failure }) => [status, verdict, failure?.reason ?? null])).toEqual([
      ["failed", "unverified", "It crashed."], ["cancelled", "unverified", null], ["failed", "unverified", "It was still running when the file was written; how it ended is not on record."],
    ]);
  });

  it("hides what is known of held-out clips from researchers here as well", async () => {
    const [record] = read(await exported([buildExperiment({ id: "h", suite: { ...buildExperiment({ id: "x" }).suite, id: "held-out" } })])).records;
    expect(record?.suite.id).toBe("held-out");
  });

  it("is refused when it was cut off, is of another version, or holds what cannot be drawn or planned", async () => {
    const text = await exported([buildExperiment({ id: "a" }), buildExperiment({ id: "b" })]);
    const changed = (change: (file: { version: number; count: number; experiments: Experiment[] }) => void) => {
      const file = JSON.parse(text);
      change(file);
      return misfitsOf(file)[0];
    };
    expect(misfitsOf(text.slice(0, 5000))[0]).toMatch(/^line 2, column \d+: this is not JSON/);
    expect(changed((file) => file.experiments.pop())).toMatch(/^count: it says 2, and the file holds 1 experiment: it is not whole/);
    expect(changed((file) => (file.version = 2))).toMatch(/^version: this lab reads version 1/);
    expect(changed((file) => (file.experiments[1]!.results!.clips[0]!.points[0]!.kbps = 0))).toMatch(/^experiments\[1\]\.results\.clips\[0\]\.points\[0\]: .*rate above 0/);
    expect(changed((file) => (file.experiments[0]!.plan!.base = { codec: "x265", preset: "medium:input=/etc/passwd" } as never))).toMatch(/^experiments\[0\]\.plan\.base/);
    expect(changed((file) => (file.experiments[0]!.createdAt = "2031-01-01T00:00:00.000Z"))).toMatch(/^experiments\[0\]: 2031\S+ has not come yet/);
    expect(changed((file) => (file.experiments[0]!.results!.clips[0]!.clip.title = "x".repeat(400_000)))).toMatch(/^experiments\[0\]: larger than/);
  });
});
