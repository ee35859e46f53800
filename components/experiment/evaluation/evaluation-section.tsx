import type { Evaluation, Experiment } from "#lib/experiment/schema.ts";
import { formatBits } from "#lib/format/describe-evaluation.ts";
import { Callout } from "../../ui/callout.tsx";
import { Card, Section } from "../../ui/card.tsx";
import { CascadeSteps } from "./cascade-steps.tsx";
import { ChampionPanel, ChampionVerdict } from "./champion-panel.tsx";
import { HeldOutTable } from "./held-out-table.tsx";
import { MeasureFullyButton } from "./measure-fully-button.tsx";

/** A plan that was hopeless on two rungs: what it spent, and that nothing else was measured. */
export function StoppedNotice({ experiment, evaluation }: { experiment: Experiment; evaluation: Evaluation }) {
  const { screen, bits } = evaluation;
  return (
    <Callout tone="warn" title="Stopped at screening">
      {screen && <p className="first-letter:uppercase">{screen.reason.replace(/\.?$/, ".")}</p>}
      <p className="mt-1 text-ink-2">
        So there is no reduction, no curve and no BD-rate to show. {bits.screen > 0 && `${formatBits(bits.screen)} of bitstreams were spent to find that out.`}
      </p>
      <MeasureFullyButton experiment={experiment} />
    </Callout>
  );
}

/** How far the evaluation cascade took the plan, what each level said, and whether the held-out suite makes it champion. */
export function EvaluationSection({ experiment, evaluation }: { experiment: Experiment; evaluation: Evaluation }) {
  const { validation, champion } = evaluation;
  return (
    <Section id="evaluation" title="Evaluation" aside={<p className="text-xs text-ink-3">Each level costs more than the one before; a plan goes on only while it may still win.</p>}>
      <div className="space-y-4">
        <CascadeSteps experiment={experiment} evaluation={evaluation} />
        {validation?.outcome === "measured" && (
          <>
            <ChampionPanel experiment={experiment} validation={validation} champion={champion} />
            <div>
              <HeldOutTable clips={validation.clips} />
              <p className="mt-2 text-xs text-ink-3">Held-out figures are for people. No researcher ever sees them: they stand in no digest, no prompt and no list that a researcher reads.</p>
            </div>
          </>
        )}
        {champion && validation?.outcome !== "measured" && (
          <Card>
            <ChampionVerdict champion={champion} heldOut={null} />
          </Card>
        )}
        {validation?.outcome === "failed" && validation.detail && (
          <pre tabIndex={0} aria-label="What the failed tool said last on the held-out suite" className="max-h-60 overflow-auto rounded-md border border-line bg-surface p-3 font-mono text-xs whitespace-pre-wrap text-ink-2">
            {validation.detail}
          </pre>
        )}
      </div>
    </Section>
  );
}
