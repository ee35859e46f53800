"use client";
import type { WrittenAnalysis } from "#lib/api/schema.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import { Section } from "../../ui/card.tsx";
import { CheckedProse, ProseNotes } from "./checked-prose.tsx";
import { NextIdeaCard } from "./next-idea-card.tsx";
import { ResearcherName } from "../researcher-name.tsx";
import { useChecked } from "./use-checked.ts";

/** Finding, root cause and next idea, each number and each claim of better or worse checked against the record. */
export function AnalysisSection({ experiment, analysis: written }: { experiment: Experiment; analysis: WrittenAnalysis | null }) {
  const parts = written ? [["Finding", written.analysis.finding], ["Root cause", written.analysis.rootCause]] as const : [["Finding", experiment.finding ?? ""]] as const;
  const checks = useChecked(experiment, parts.map(([, prose]) => prose), written?.analysis.nextPlan ?? null);
  return (
    <Section id="analysis" title="Analysis" aside={written && <p className="text-xs text-ink-3">Written by <ResearcherName researcher={written.researcher} /></p>}>
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[2fr_1fr]">
        <div className="max-w-prose space-y-5">
          {checks.map((check, index) => (
            <div key={parts[index]?.[0]}>
              <h3 className="mb-1 text-xs font-medium text-ink-3">{parts[index]?.[0]}</h3>
              <CheckedProse checked={check} />
            </div>
          ))}
          <ProseNotes checks={checks} />
        </div>
        {written && <NextIdeaCard experiment={experiment} analysis={written.analysis} />}
      </div>
    </Section>
  );
}
