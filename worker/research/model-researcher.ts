import { canonicalJson } from "#lib/plan/fingerprint.ts";
import { AnalysisSchema, ProposalSchema, type Analysis, type Plan, type Proposal } from "#lib/plan/schema.ts";
import type { Digest } from "#lib/research/digest-schema.ts";
import { analysisJsonSchema, proposalJsonSchema } from "#lib/research/reply-json-schema.ts";
import type { z } from "zod";
import { askModel, type Asking, type Judged } from "./ask-model.ts";
import type { ModelClient } from "./openai-client.ts";
import { analysisMessages, proposalMessages } from "./prompts.ts";
import { nearTwinOf, twinDifference } from "./novelty/near-twin.ts";
import { leaves, staleFamily, staleText, type StaleFamily } from "./novelty/stale-family.ts";
import type { IsTaken, Log, Researcher } from "./researcher.ts";
import type { Sleep } from "./sleep.ts";
import { withExperiment } from "#lib/research/summarise.ts";

export interface ModelResearcherOptions {
  client: ModelClient;
  model: string;
  retries: number;
  limitMinutes: number;
  /** Experiments in a row in one family without a new best, after which the next plan must leave it. */
  staleAfter: number;
  /** What the digest may take of a prompt, tokens. */
  digestTokens?: number | undefined;
  clock: () => Date;
  log: Log;
  sleep: Sleep;
}

/** Strict schemas make a model write out a transform that does nothing: it means none. */
function withoutIdleTransform(plan: unknown): unknown {
  if (typeof plan !== "object" || plan === null || !("transform" in plan)) return plan;
  const { transform } = plan;
  const idle = typeof transform === "object" && transform !== null && Object.values(transform).every((part) => part === null);
  return idle ? { ...plan, transform: null } : plan;
}

function withPlanTidied(reply: unknown, name: "plan" | "nextPlan"): unknown {
  if (typeof reply !== "object" || reply === null || !(name in reply)) return reply;
  const { novelty, ...rest } = reply as Record<string, unknown>;
  // An empty justification is none.
  const justified = novelty === undefined || (typeof novelty === "string" && novelty.trim() === "") ? {} : { novelty };
  return { ...rest, ...justified, [name]: withoutIdleTransform(rest[name]) };
}

function parse<T>(schema: z.ZodType<T>, reply: unknown): Judged<T> {
  const parsed = schema.safeParse(reply);
  if (parsed.success) return { outcome: "ok", value: parsed.data };
  const problems = parsed.error.issues.slice(0, 12).map((issue) => `${issue.path.join(".") || "the reply"}: ${issue.message}`);
  return { outcome: "invalid-schema", error: problems.join("; ") };
}

/** The experiment that ran this plan on the digest's suite, by the digest or by the store. */
async function twinOf(plan: Plan, digest: Digest, isTaken: IsTaken | undefined): Promise<string | null> {
  const key = canonicalJson(plan);
  const known = digest.rows.find((row) => row.suiteId === digest.suiteId && row.plan !== null && row.status !== "cancelled" && row.status !== "failed" && canonicalJson(row.plan) === key);
  return known?.id ?? (await isTaken?.(plan)) ?? null;
}

const duplicate = (name: string, twin: string): string => `${name} was already run on this suite, by experiment ${twin}: choose another one`;

const ofSuite = ({ rows, suiteId }: Digest): Digest["rows"] => rows.filter((row) => row.suiteId === suiteId);

/** Holds a new plan to the rules of novelty: out of a stale family, and no near twin without a reason. */
function judgeNovelty(proposal: Proposal, digest: Digest, stale: StaleFamily | null): Judged<Proposal> {
  const { plan, novelty } = proposal;
  if (stale && !leaves(plan, stale)) {
    return { outcome: "stale-family", error: `the plan stays in the family ${stale.family.id}, and ${staleText(stale)}: choose a plan with another codec or with other kinds of parts (predictor, adapt, restore, transform)` };
  }
  const twin = nearTwinOf(plan, ofSuite(digest));
  if (!twin || novelty) return { outcome: "ok", value: proposal };
  const error = `the plan is all but that of experiment ${twin.row.id} (distance ${twin.distance.toFixed(3)}, what differs: ${twinDifference(plan, twin.row.plan)}): choose another one, or keep it and say in "novelty" why it is worth running all the same`;
  return { outcome: "near-twin", error };
}

/** A language model as a researcher: asked by schema, held to the plan's bounds, asked again when it fails. */
export function createModelResearcher(options: ModelResearcherOptions): Researcher {
  const { client, retries, clock, sleep } = options;
  const record = { kind: "model" as const, model: options.model, note: null };
  const asking = (signal: AbortSignal, log = options.log): Asking => ({ client, researcher: record, retries, clock, sleep, log, signal });

  return {
    async propose({ experiment, digest, isTaken, signal, log }) {
      const stale = staleFamily(ofSuite(digest), options.staleAfter);
      const { limitMinutes, staleAfter, digestTokens } = options;
      const answer = await askModel(
        {
          kind: "proposal", schemaName: "proposal", jsonSchema: proposalJsonSchema(), messages: proposalMessages(experiment, digest, { limitMinutes, staleAfter, stale, digestTokens }),
          async judge(reply) {
            const parsed = parse(ProposalSchema, withPlanTidied(reply, "plan"));
            if (parsed.outcome !== "ok") return parsed;
            const twin = await twinOf(parsed.value.plan, digest, isTaken);
            return twin === null ? judgeNovelty(parsed.value, digest, stale) : { outcome: "duplicate-plan", error: duplicate("the plan", twin) };
          },
        },
        asking(signal, log),
      );
      if (answer.outcome === "failed") return answer;
      return { outcome: "ok", proposal: answer.value, researcher: record, calls: answer.calls };
    },

    async analyse({ experiment, digest, isTaken, signal, log }) {
      const updated = withExperiment(digest, experiment);
      let note: string | null = null;
      const answer = await askModel<Analysis>(
        {
          kind: "analysis", schemaName: "analysis", jsonSchema: analysisJsonSchema(), messages: analysisMessages(experiment, updated, options.digestTokens),
          async judge(reply, lastTry) {
            const parsed = parse(AnalysisSchema, withPlanTidied(reply, "nextPlan"));
            if (parsed.outcome !== "ok" || parsed.value.nextPlan === null) return parsed;
            const twin = await twinOf(parsed.value.nextPlan, updated, isTaken);
            if (twin === null) return parsed;
            if (!lastTry) return { outcome: "duplicate-plan", error: duplicate("nextPlan", twin) };
            // The analysis itself is sound: it is kept, without a plan that would only be refused.
            note = `The plan that the model suggested next had already run as ${twin} and was left out.`;
            return { outcome: "ok", value: { ...parsed.value, nextPlan: null } };
          },
        },
        asking(signal, log),
      );
      if (answer.outcome === "failed") return answer;
      const researcher = { ...record, note };
      const calls = answer.calls.map((call) => (call.outcome === "ok" ? { ...call, researcher } : call));
      return { outcome: "ok", analysis: answer.value, researcher, calls };
    },
  };
}
