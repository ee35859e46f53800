import { beforeEach, describe, expect, it } from "vitest";
import { loopbackResearcher } from "#e2e/loopback-researcher.ts";
import { findSuite, HELD_OUT_SUITE_ID } from "#lib/clips/suites.ts";
import { buildDigest } from "#lib/data/build-digest.ts";
import { importExperiment } from "#lib/data/import-experiment.ts";
import type { Lab } from "#lib/data/lab.ts";
import { createTestLab } from "#lib/data/testing.ts";
import type { Applied, Experiment, Validation } from "#lib/experiment/schema.ts";
import { renderDigest } from "#lib/research/render-digest.ts";
import { makeApplied } from "./applied.fixture.ts";
import { clipResult, makeExperiment, makePlan } from "./experiment.fixture.ts";
import { analysisMessages, proposalMessages } from "./prompts.ts";
import { sumParts } from "#lib/research/sum-parts.ts";
import { withExperiment } from "#lib/research/summarise.ts";

/*
 * Held-out clips never enter a digest or a prompt. Every record here that knows something of them says it in numbers and
 * names that stand nowhere else, and everything that is sent to a model is searched for each.
 */

const heldOut = findSuite(HELD_OUT_SUITE_ID)!;
const quick = findSuite("quick")!;

/** What must never be sent: names of suite and clips, ids, numbers and words of what was measured there. */
const NUMBERS = ["71.2345", "83.4567", "-19.8765", "4321.0987", "67.6543", "58.9753"];
const WORDS = ["zyxheldresult", "zyxfinding", "zyxhypothesis", "zyxchampion", "zyxtail", "zyxscene", "exp-heldrun", "exp-heldfail", "exp-heldbest"];
const SECRETS = [...NUMBERS.flatMap((number) => [number, number.slice(0, -2)]), ...WORDS, HELD_OUT_SUITE_ID, heldOut.title, heldOut.description, ...heldOut.clips.flatMap(({ id, title }) => [id, title])];

const secretClips = heldOut.clips.map(({ id, title }, index) => {
  const made = clipResult(id, 71.2345 + index, { title, si: 67.6543, ti: 58.9753 });
  return { ...made, reduction: { ...made.reduction, baselineKbps: 4321.0987 } } as typeof made;
});
const secretHeadline = { reductionPercent: 83.4567, claimedReductionPercent: null, bdRatePercent: -19.8765, bitrateKbps: 4321.0987, baselineKbps: 4321.0987, psnrYuvDb: 67.6543, clips: 5, clampedClips: 0, interval: null };

const validation = (outcome: "measured" | "failed"): Validation =>
  outcome === "measured"
    ? { outcome, suiteId: HELD_OUT_SUITE_ID, verdict: "better", verdictReason: "zyxheldresult 83.4567 %", headline: secretHeadline, clips: secretClips, measuredAt: "2026-11-23T10:00:00.000Z" }
    : { outcome, suiteId: HELD_OUT_SUITE_ID, reason: `zyxheldresult: ${heldOut.clips[0]!.id} broke`, detail: "zyxtail" };

/** What the stages wrote, with rungs of held-out clips among the suite's own. */
function appliedTo(clipIds: readonly string[]): Applied {
  const filters = { gainDb: 0.2, bytes: 300 };
  return makeApplied([...clipIds.map((clipId) => ({ clipId, restoration: { used: true, ...filters } })), ...heldOut.clips.map(({ id }) => ({ clipId: id, restoration: { used: false, ...filters }, program: { used: "alone" as const, explainedDb: 67.6543, bytes: 9 } }))]);
}

/** An experiment on the quick suite that was validated on the held-out one. */
function validated(id: string, minute: number, preset: number, outcome: "measured" | "failed"): Experiment {
  const clips = quick.clips.map((clip, index) => clipResult(clip.id, 30 + preset + index, { title: clip.title }));
  return makeExperiment({
    id, minute, plan: makePlan({ codec: "svt-av1", preset }), reduction: 31 + preset,
    change: {
      suite: quick, results: { clips, notMeasured: {} }, applied: appliedTo(quick.clips.map((clip) => clip.id)),
      artifacts: [{ name: `held-out/${heldOut.clips[0]!.id}-crf22.avcl`, key: "k", bytes: 1, sha256: "zyxheldresult", contentType: "application/octet-stream" }],
      evaluation: { reached: "held-out", screen: null, validation: validation(outcome), champion: { confirmed: outcome === "measured", reason: "zyxchampion: 83.4567 % on held-out clips", previousId: "exp-heldbest" }, bits: { screen: 1, suite: 2, heldOut: 432_109_87 } },
    },
  });
}

/** Experiments that ran on the held-out suite itself, by hand. */
const onHeldOut: Experiment[] = [
  makeExperiment({ id: "exp-heldrun", minute: 5, suiteId: HELD_OUT_SUITE_ID, plan: makePlan({ codec: "svt-av1", preset: 1 }), reduction: 83.4567, change: { suite: heldOut, headline: secretHeadline, results: { clips: secretClips, notMeasured: {} }, hypothesis: "zyxhypothesis", finding: "zyxfinding 71.2345 %", verdictReason: "zyxheldresult" } }),
  makeExperiment({ id: "exp-heldfail", minute: 6, suiteId: HELD_OUT_SUITE_ID, reduction: null, change: { suite: heldOut, status: "failed", verdict: "failed", failure: { stage: "encode", reason: "zyxheldresult", detail: "zyxtail 4321.0987" } } }),
  makeExperiment({ id: "exp-heldbest", minute: 7, suiteId: HELD_OUT_SUITE_ID, plan: makePlan({ codec: "svt-av1", preset: 0 }), reduction: -19.8765, change: { suite: heldOut, hypothesis: "zyxhypothesis", verdictReason: "zyxheldresult -19.8765" } }),
];

/** Ran into its time limit while the held-out clips were measured. */
const brokeOff = makeExperiment({ id: "exp-broke", minute: 3, reduction: null, change: { suite: quick, status: "failed", verdict: "failed", results: null, verdictReason: `zyxheldresult on ${heldOut.clips[1]!.id}`, failure: { stage: "validate", reason: `zyxheldresult on ${heldOut.clips[1]!.id}`, detail: "zyxtail 4321.0987" } } });

const past: Experiment[] = [brokeOff, validated("exp-first", 0, 2, "measured"), validated("exp-second", 1, 3, "failed"), validated("exp-third", 2, 4, "measured"), ...onHeldOut];
const next = makeExperiment({ id: "exp-next", minute: 20, plan: null, reduction: null, change: { suite: quick, status: "running", verdict: null } });

let lab: Lab;
beforeEach(async () => {
  ({ lab } = await createTestLab());
  for (const experiment of past) await importExperiment(lab, experiment);
});

function expectNothingOfIt(text: string): void {
  const plain = text.toLowerCase();
  expect(SECRETS.filter((secret) => plain.includes(secret.toLowerCase()))).toEqual([]);
}

describe("the held-out clips", () => {
  it("are in no digest, of rows, records or knowledge", async () => {
    const digest = await buildDigest(lab, { suiteId: "quick" });
    expect(digest.rows.map(({ id }) => id)).toEqual(["exp-broke", "exp-third", "exp-second", "exp-first"]);
    expect(digest.details).toHaveLength(3);
    expectNothingOfIt(JSON.stringify(digest));
    expectNothingOfIt(renderDigest(digest, 200_000));
    expectNothingOfIt(JSON.stringify(await buildDigest(lab, { suiteId: "film" })));
  });

  it("are in no message that asks for a plan or an analysis", async () => {
    const digest = await buildDigest(lab, { suiteId: "quick" });
    const own = validated("exp-now", 10, 5, "measured");
    const proposal = proposalMessages(next, digest, { limitMinutes: 30, staleAfter: 5, stale: null, digestTokens: 200_000 });
    const analysis = analysisMessages(own, withExperiment(digest, own), 200_000);
    // The search would find them: the record itself is full of them.
    expect(SECRETS.filter((secret) => JSON.stringify(own).includes(secret)).length).toBeGreaterThan(10);
    expect(JSON.stringify(sumParts(own.applied))).toContain(heldOut.clips[0]!.id);
    for (const { content } of [...proposal, ...analysis]) expectNothingOfIt(content);
    expect(analysis[1]!.content).toContain("exp-now");
    expect(proposal[1]!.content).toContain("exp-third");
  });

  it("are in nothing that reaches a model's server, retries included", async () => {
    const { researcher, server } = await loopbackResearcher([{ kind: "broken-json" }, { kind: "ok" }, { kind: "out-of-bounds" }, { kind: "ok" }], { DIGEST_TOKENS: 100_000 });
    const { signal } = new AbortController();
    const isTaken = (): Promise<null> => Promise.resolve(null);
    const digest = await buildDigest(lab, { suiteId: "quick", without: next.id });
    expect((await researcher.propose({ experiment: next, digest, isTaken, signal })).outcome).toBe("ok");
    expect((await researcher.analyse({ experiment: validated("exp-now", 10, 5, "measured"), digest, isTaken, signal })).outcome).toBe("ok");
    // Experiments on the suite itself are planned and analysed without a model.
    const secret = await buildDigest(lab, { suiteId: HELD_OUT_SUITE_ID });
    const analysed = await researcher.analyse({ experiment: onHeldOut[0]!, digest: secret, isTaken, signal });
    expect(analysed).toMatchObject({ outcome: "ok", researcher: { kind: "built-in" } });
    await researcher.propose({ experiment: { ...next, suite: heldOut }, digest: secret, isTaken, signal });
    expect(server.requests).toHaveLength(4);
    for (const { body } of server.requests) expectNothingOfIt(JSON.stringify(body));
  });
});
