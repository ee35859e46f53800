import type { Experiment } from "#lib/experiment/schema.ts";
import { Section } from "../ui/card.tsx";
import { ReductionText } from "./delta-badge.tsx";

/** What was believed before the run: why, and the predicted result. The hypothesis itself is the page's title. */
export function IdeaSection({ experiment }: { experiment: Experiment }) {
  const { hypothesis, why, expected } = experiment;
  if (!hypothesis && !why && !expected) return null;
  return (
    <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[2fr_1fr]">
      <Section id="hypothesis" title="Hypothesis">
        <div className="max-w-prose space-y-5">
          {hypothesis && <p className="border-l-2 border-accent pl-4 text-base text-pretty [overflow-wrap:anywhere]">{hypothesis}</p>}
          {why && (
            <div>
              <h3 className="mb-1 text-xs font-medium text-ink-3">Why</h3>
              <p className="whitespace-pre-line text-ink-2 [overflow-wrap:anywhere]">{why}</p>
            </div>
          )}
        </div>
      </Section>
      {expected && (
        <Section id="predicted" title="Predicted">
          <p className="text-xl">
            <ReductionText percent={expected.reductionPercent} />
          </p>
          <p className="num mt-1 text-sm text-ink-3">{Math.round(expected.confidence * 100)} % sure of beating the baseline</p>
        </Section>
      )}
    </div>
  );
}
