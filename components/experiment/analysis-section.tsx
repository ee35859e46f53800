import { useMemo } from "react";
import type { Experiment } from "#lib/experiment/schema.ts";
import { checkNumbers } from "#lib/research/check-numbers.ts";
import { factsOf } from "#lib/research/facts-of.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { Section } from "../ui/card.tsx";
import { CheckedProse } from "./checked-prose.tsx";
import type { WrittenAnalysis } from "./latest-reply.ts";
import { NextIdeaCard } from "./next-idea-card.tsx";
import { ResearcherName } from "./researcher-name.tsx";

/** Finding, root cause and next idea, each number checked against the record. */
export function AnalysisSection({ experiment, analysis: written }: { experiment: Experiment; analysis: WrittenAnalysis | null }) {
  const checked = useMemo(() => {
    const facts = factsOf(experiment, []);
    const parts = written ? [["Finding", written.analysis.finding], ["Root cause", written.analysis.rootCause]] as const : [["Finding", experiment.finding ?? ""]] as const;
    return parts.map(([title, prose]) => ({ title, prose: checkNumbers(prose, facts) }));
  }, [experiment, written]);
  const unmatched = checked.reduce((sum, part) => sum + part.prose.unmatched, 0);
  return (
    <Section id="analysis" title="Analysis" aside={written && <p className="text-xs text-ink-3">Written by <ResearcherName researcher={written.researcher} /></p>}>
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[2fr_1fr]">
        <div className="max-w-prose space-y-5">
          {checked.map(({ title, prose }) => (
            <div key={title}>
              <h3 className="mb-1 text-xs font-medium text-ink-3">{title}</h3>
              <CheckedProse checked={prose} />
            </div>
          ))}
          {unmatched > 0 && (
            <p className="text-xs text-warn">
              {formatPlural(unmatched, "number")} in this text {unmatched === 1 ? "is" : "are"} not found in the record, and marked.
            </p>
          )}
        </div>
        {written && <NextIdeaCard experiment={experiment} analysis={written.analysis} />}
      </div>
    </Section>
  );
}
