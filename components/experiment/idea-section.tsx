import type { Experiment } from "#lib/experiment/schema.ts";
import { Section } from "../ui/card.tsx";
import { ReductionText } from "./delta-badge.tsx";

/** What was believed before the run: why, and the predicted result. The hypothesis itself is the page's headline. */
export function IdeaSection({ experiment: { why, expected } }: { experiment: Experiment }) {
  if (!why && !expected) return null;
  return (
    <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[2fr_1fr]">
      {why && (
        <Section id="why" title="Why">
          <p className="max-w-prose whitespace-pre-line text-ink-2 [overflow-wrap:anywhere]">{why}</p>
        </Section>
      )}
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
