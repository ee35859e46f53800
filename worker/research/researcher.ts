import type { Env } from "#lib/env.ts";
import type { Experiment, Reasoning, Researcher as ResearcherRecord } from "#lib/experiment/schema.ts";
import type { Analysis, Plan, Proposal } from "#lib/plan/schema.ts";
import type { Digest } from "#lib/research/digest-schema.ts";
import { isHeldOut } from "#lib/research/held-out.ts";
import { createBuiltInResearcher } from "./built-in-researcher.ts";
import { createModelResearcher } from "./model-researcher.ts";
import { createModelClient, type ChatMessage } from "./openai-client.ts";
import { oneLine } from "#lib/research/quote.ts";
import { sleep, type Sleep } from "./sleep.ts";

/** What was sent and what came back, to be kept as an artifact. */
export interface Transcript {
  messages: ChatMessage[];
  rawReply: string | null;
}

/** One call of the researcher, ready for the reasoning table but for the experiment and the transcript's key. */
export type CallRecord = Omit<Reasoning, "experimentId" | "transcriptKey"> & { transcript: Transcript | null };

/** Says whose twin a plan would be on the experiment's suite, or null. */
export type IsTaken = (plan: Plan) => Promise<string | null>;

export interface ProposeInput {
  experiment: Experiment;
  digest: Digest;
  isTaken: IsTaken;
  signal: AbortSignal;
  /** The log of the run that asks, in place of the researcher's own. */
  log?: Log;
}

export interface AnalyseInput {
  /** Settled: with results, headline and verdict. */
  experiment: Experiment;
  digest: Digest;
  /** Guards the next plan; without it only the digest's plans count as taken. */
  isTaken?: IsTaken;
  signal: AbortSignal;
  /** The log of the run that asks, in place of the researcher's own. */
  log?: Log;
}

export interface Failed {
  outcome: "failed";
  reason: string;
  detail: string | null;
  calls: CallRecord[];
}

export type ProposeResult = { outcome: "ok"; proposal: Proposal; researcher: ResearcherRecord; calls: CallRecord[] } | Failed;
export type AnalyseResult = { outcome: "ok"; analysis: Analysis; researcher: ResearcherRecord; calls: CallRecord[] } | Failed;

/** Proposes experiments and analyses them. Both throw the signal's reason when it aborts; every other failure is a value. */
export interface Researcher {
  propose(input: ProposeInput): Promise<ProposeResult>;
  analyse(input: AnalyseInput): Promise<AnalyseResult>;
}

export type Log = (level: "debug" | "info" | "warn" | "error", message: string) => void;

export interface ResearcherTools {
  clock: () => Date;
  log: Log;
  /** Waits between tries of a busy server. */
  sleep?: Sleep;
}

/** Part of an experiment's wall-time limit that the planner lets a plan be expected to take. */
const BUDGET_SHARE = 0.5;
const MINUTE_MS = 60_000;

type ResearcherEnv = Pick<
  Env,
  | "LLM_MODEL" | "LLM_BASE_URL" | "LLM_API_KEY" | "LLM_TIMEOUT_SECONDS" | "LLM_RETRIES" | "LLM_MAX_TOKENS" | "LLM_TEMPERATURE"
  | "LLM_RESPONSE_FORMAT" | "LLM_FALLBACK" | "LAB_EXPERIMENT_MINUTES" | "LAB_STALE_FAMILY"
> & Partial<Pick<Env, "DIGEST_TOKENS">>;

/** Says the hypothesis and the finding in the operator's log, one line each. */
function withLog(researcher: Researcher, ownLog: Log): Researcher {
  const name = (record: ResearcherRecord): string => record.model ?? "built-in planner";
  return {
    async propose(input) {
      const log = input.log ?? ownLog;
      log("info", `experiment ${input.experiment.id}: asking for a hypothesis on suite ${input.experiment.suite.id}, ${input.digest.rows.length} past experiments in the digest`);
      const result = await researcher.propose(input);
      if (result.outcome === "ok") {
        const { hypothesis, expected } = result.proposal;
        log("info", `experiment ${input.experiment.id}: hypothesis (${name(result.researcher)}): ${oneLine(hypothesis)} Predicted reduction ${expected.reductionPercent} %, confidence ${expected.confidence}`);
      } else log("warn", `experiment ${input.experiment.id}: no plan: ${oneLine(result.reason)}`);
      return result;
    },
    async analyse(input) {
      const log = input.log ?? ownLog;
      log("info", `experiment ${input.experiment.id}: asking for an analysis; the hypothesis was: ${oneLine(input.experiment.hypothesis ?? "none")}`);
      const result = await researcher.analyse(input);
      if (result.outcome === "ok") log("info", `experiment ${input.experiment.id}: finding (${name(result.researcher)}): ${oneLine(result.analysis.finding)}`);
      else log("warn", `experiment ${input.experiment.id}: no analysis: ${oneLine(result.reason)}`);
      return result;
    },
  };
}

/** The built-in planner steps in where the model failed, when the operator chose so, and says it. */
function withFallback(model: Researcher, builtIn: Researcher): Researcher {
  const note = ({ reason }: Failed): string => `The model failed (${oneLine(reason)}), so the built-in planner took over.`;
  const joined = (failed: Failed, calls: readonly CallRecord[], researcher: ResearcherRecord): CallRecord[] => [
    ...failed.calls, ...calls.map((call, index) => ({ ...call, sequence: failed.calls.length + index + 1, researcher })),
  ];
  return {
    async propose(input) {
      const first = await model.propose(input);
      if (first.outcome === "ok") return first;
      const second = await builtIn.propose(input);
      if (second.outcome === "failed") return { ...second, calls: [...first.calls, ...second.calls] };
      const researcher = { ...second.researcher, note: note(first) };
      return { ...second, researcher, calls: joined(first, second.calls, researcher) };
    },
    async analyse(input) {
      const first = await model.analyse(input);
      if (first.outcome === "ok") return first;
      const second = await builtIn.analyse(input);
      if (second.outcome === "failed") return { ...second, calls: [...first.calls, ...second.calls] };
      const researcher = { ...second.researcher, note: note(first) };
      return { ...second, researcher, calls: joined(first, second.calls, researcher) };
    },
  };
}

/** No model ever sees the held-out suite: the built-in planner, which learns nothing from it, writes its analyses. */
function withHeldOut(model: Researcher, builtIn: Researcher): Researcher {
  const choose = (input: { experiment: Experiment }): Researcher => (isHeldOut(input.experiment.suite.id) ? builtIn : model);
  return { propose: (input) => choose(input).propose(input), analyse: (input) => choose(input).analyse(input) };
}

/** The researcher that the environment asks for: the model of LLM_MODEL, or the built-in planner without one. */
export function createResearcher(env: ResearcherEnv, tools: ResearcherTools): Researcher {
  const { clock, log } = tools;
  const builtIn = createBuiltInResearcher({ clock, budget: { runtimeMs: env.LAB_EXPERIMENT_MINUTES * MINUTE_MS * BUDGET_SHARE }, staleAfter: env.LAB_STALE_FAMILY });
  if (env.LLM_MODEL === undefined) return withLog(builtIn, log);
  const client = createModelClient({
    model: env.LLM_MODEL, baseUrl: env.LLM_BASE_URL, apiKey: env.LLM_API_KEY, timeoutSeconds: env.LLM_TIMEOUT_SECONDS,
    maxTokens: env.LLM_MAX_TOKENS, temperature: env.LLM_TEMPERATURE, responseFormat: env.LLM_RESPONSE_FORMAT, now: () => clock().getTime(),
  });
  const model = createModelResearcher({ client, model: env.LLM_MODEL, retries: env.LLM_RETRIES, limitMinutes: env.LAB_EXPERIMENT_MINUTES, staleAfter: env.LAB_STALE_FAMILY, digestTokens: env.DIGEST_TOKENS, clock, log, sleep: tools.sleep ?? sleep });
  return withLog(withHeldOut(env.LLM_FALLBACK ? withFallback(model, builtIn) : model, builtIn), log);
}
