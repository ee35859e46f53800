import { Check, CircleDashed, CircleX, OctagonMinus, SkipForward } from "lucide-react";
import type { ReactNode } from "react";
import type { Evaluation, EvaluationLevel, Experiment, Screen } from "#lib/experiment/schema.ts";
import { EVALUATION_LEVELS } from "#lib/experiment/names.ts";
import { formatBits, STEP_WORDS, type StepState, stepStates } from "#lib/format/describe-evaluation.ts";
import { formatDecibels, formatPlural, formatRate } from "#lib/format/format-number.ts";
import { Card } from "../../ui/card.tsx";
import { cx } from "../../ui/cx.ts";
import { DeltaBadge, ReductionText } from "../delta-badge.tsx";

const LOOKS: Record<StepState, { icon: typeof Check; tone: string; line: string }> = {
  passed: { icon: Check, tone: "text-accent", line: "border-t-accent" },
  stopped: { icon: OctagonMinus, tone: "text-bad", line: "border-t-bad" },
  failed: { icon: CircleX, tone: "text-bad", line: "border-t-bad" },
  skipped: { icon: SkipForward, tone: "text-ink-3", line: "border-t-line-strong" },
  "not-reached": { icon: CircleDashed, tone: "text-ink-3", line: "border-t-line-strong" },
};
const TITLES: Record<EvaluationLevel, string> = { schema: "Schema and bounds", screen: "Screening", suite: "Suite", "held-out": "Held-out suite" };

function Step({ level, state, word, what, bits, children }: { level: EvaluationLevel; state: StepState; word?: string; what: string; bits: number; children: ReactNode }) {
  const { icon: Icon, tone, line } = LOOKS[state];
  return (
    <li className={cx("flex min-w-0 flex-col border-t-2 px-4 pt-3 pb-3.5", line)}>
      <div className="flex items-baseline justify-between gap-3">
        <h3 className={cx("text-sm font-semibold", state === "not-reached" && "text-ink-3")}>{TITLES[level]}</h3>
        <span className={cx("flex shrink-0 items-center gap-1 text-xs", tone)}>
          <Icon aria-hidden className="size-3.5" />
          {word ?? STEP_WORDS[state]}
        </span>
      </div>
      <p className="text-xs text-ink-3">{what}</p>
      <div className="mt-2.5 mb-3 min-w-0 space-y-2 text-sm">{children}</div>
      <p className="num mt-auto text-xs text-ink-3">{bits > 0 ? `${formatBits(bits)} of bitstreams` : "No bits spent"}</p>
    </li>
  );
}

function ScreenRungs({ screen }: { screen: Screen }) {
  return (
    <ul className="space-y-1.5">
      {screen.rungs.map(({ point, reductionPercent }) => (
        <li key={point.crf} className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="num text-xs text-ink-3" title={`${formatRate(point.kbps)} at ${formatDecibels(point.psnrYuv)}`}>
            CRF {point.crf}
          </span>
          {reductionPercent === null ? (
            <span className="text-xs text-ink-2" title="The baseline's curve does not reach its quality, so there is no rate to compare with">
              beyond the baseline&apos;s curve
            </span>
          ) : (
            <ReductionText percent={reductionPercent} />
          )}
        </li>
      ))}
    </ul>
  );
}

const nothing = (text: string) => <p className="text-xs text-ink-3">{text}</p>;

function heldOutStep({ validation, champion }: Evaluation): { word?: string; body: ReactNode } {
  if (validation === null && champion) return { word: "not measured", body: nothing("A new best of its suite, but this lab did not validate it.") };
  if (validation === null) return { word: "not asked", body: nothing("Only a new best of its suite goes here: every look at held-out clips wears them out a little.") };
  if (validation.outcome === "failed") return { body: <p className="text-xs [overflow-wrap:anywhere] text-bad">{validation.reason}</p> };
  return { body: <DeltaBadge experiment={{ status: "completed", verdict: validation.verdict, verdictReason: validation.verdictReason, headline: validation.headline }} /> };
}

/** The four levels with what each one said and what it cost in bits. */
export function CascadeSteps({ experiment, evaluation }: { experiment: Experiment; evaluation: Evaluation }) {
  const states = stepStates({ status: experiment.status, evaluation });
  const { screen, bits, validation } = evaluation;
  const clips = formatPlural(experiment.suite.clips.length, "clip");
  const heldOut = heldOutStep(evaluation);
  const heldOutClips = validation?.outcome === "measured" ? `${formatPlural(validation.clips.length, "clip")}, all rungs` : "other clips, all rungs";
  const steps: Record<EvaluationLevel, ReactNode> = {
    schema: (
      <Step key="schema" level="schema" state={states.schema} word="passed" what="before any work" bits={0}>
        {nothing("Every setting is known and within its bounds, and no past experiment ran this very plan.")}
      </Step>
    ),
    screen: (
      <Step key="screen" level="screen" state={states.screen} word={states.screen === "passed" ? "passed" : undefined} what={screen && screen.rungs.length > 0 ? `${formatPlural(screen.rungs.length, "rung")} of ${screen.clipTitle}` : "one clip, two rungs"} bits={bits.screen}>
        {screen && screen.rungs.length > 0 && <ScreenRungs screen={screen} />}
        {screen ? <p className="text-xs text-pretty [overflow-wrap:anywhere] text-ink-2 first-letter:uppercase">{screen.reason}</p> : nothing("The plan did not get here.")}
      </Step>
    ),
    suite: (
      <Step key="suite" level="suite" state={states.suite} what={`${experiment.suite.title}: ${clips}, all rungs`} bits={bits.suite}>
        {states.suite === "passed" ? <DeltaBadge experiment={experiment} /> : nothing(states.suite === "failed" ? "The run failed before this level gave a figure." : "Not measured, so there is no figure.")}
      </Step>
    ),
    "held-out": (
      <Step key="held-out" level="held-out" state={states["held-out"]} word={heldOut.word} what={heldOutClips} bits={bits.heldOut}>
        {heldOut.body}
      </Step>
    ),
  };
  return (
    <Card className="overflow-hidden">
      <ol className="-mt-px grid sm:grid-cols-2 xl:grid-cols-4 [&>li+li]:border-l-line sm:[&>li:nth-child(even)]:border-l xl:[&>li+li]:border-l">{EVALUATION_LEVELS.map((level) => steps[level])}</ol>
    </Card>
  );
}
