"use client";
import type { Experiment } from "#lib/experiment/schema.ts";
import { checkNumbers } from "#lib/research/check-numbers.ts";
import { factsOf } from "#lib/research/facts-of.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { useCited } from "../data/use-cited.ts";
import { Section } from "../ui/card.tsx";
import { CheckedProse } from "./checked-prose.tsx";
import type { WrittenAnalysis } from "./latest-reply.ts";
import { NextIdeaCard } from "./next-idea-card.tsx";
import { ResearcherName } from "./researcher-name.tsx";
import { splitIds } from "./split-ids.ts";

/** Finding, root cause and next idea, each number checked against the record. */
export function AnalysisSection({ experiment, analysis: written }: { experiment: Experiment; analysis: WrittenAnalysis | null }) {
  const parts = written ? [["Finding", written.analysis.finding], ["Root cause", written.analysis.rootCause]] as const : [["Finding", experiment.finding ?? ""]] as const;
  const ids = new Set(parts.flatMap(([, prose]) => splitIds(prose).flatMap((part) => (part.isId && part.text !== experiment.id ? [part.text] : []))));
  const { cited, pending } = useCited([...ids]);
  const facts = factsOf(experiment, cited, written?.analysis.nextPlan ?? null);
  // A number may be a cited experiment's: until those are here, nothing is called missing.
  const checked = parts.map(([title, prose]) => ({ title, prose: pending ? { segments: [{ text: prose, kind: "text" as const }], unmatched: 0 } : checkNumbers(prose, facts) }));
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
              {formatPlural(unmatched, "number")} in this text {unmatched === 1 ? "is" : "are"} found neither in this record nor in those it cites, and marked.
            </p>
          )}
        </div>
        {written && <NextIdeaCard experiment={experiment} analysis={written.analysis} />}
      </div>
    </Section>
  );
}
