"use client";
import type { ExperimentReply } from "#lib/api/schema.ts";
import { isActive } from "#lib/experiment/is-active.ts";
import { isStoppedAtScreening } from "#lib/format/describe-evaluation.ts";
import type { PlanFields } from "#lib/format/plan-fields.ts";
import { isReproducible } from "#lib/reproduce/what-to-reproduce.ts";
import { CompareLinks } from "../compare/compare-links.tsx";
import { ApiError } from "../data/request-json.ts";
import { StaleNote } from "../data/stale-note.tsx";
import { Unreadable } from "../data/unreadable.tsx";
import { useExperiment } from "../data/use-experiment.ts";
import { LineageSection } from "../lineage/lineage-section.tsx";
import { ImportedNotice } from "../import/imported-notice.tsx";
import { Callout } from "../ui/callout.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AnalysisSection } from "./prose/analysis-section.tsx";
import { AppliedSection } from "./plan/applied-section.tsx";
import { ArtifactsSection } from "./files/artifacts-section.tsx";
import { BitsSection } from "./result/bits-section.tsx";
import { ChangesSection } from "./plan/changes-section.tsx";
import { ClipTable } from "./result/clip-table.tsx";
import { EvaluationSection, StoppedNotice } from "./evaluation/evaluation-section.tsx";
import { ExperimentHead } from "./experiment-head.tsx";
import { FailureBox, NotAnalysedBox } from "./run/failure-box.tsx";
import { IdeaSection } from "./prose/idea-section.tsx";
import { IdenticalNotice } from "./result/identical-notice.tsx";
import { LogSection } from "./run/log-section.tsx";
import { PlanSection } from "./plan/plan-section.tsx";
import { PredictionSection } from "./result/prediction-section.tsx";
import { PicturesSection } from "../pictures/pictures-section.tsx";
import { Loading } from "../ui/loading.tsx";
import { RdSection } from "./result/rd-section.tsx";
import { ReasoningSection } from "./prose/reasoning-section.tsx";
import { ReproduceSection } from "./files/reproduce-section.tsx";
import { StageStepper } from "./run/stage-stepper.tsx";
import { StoryContents } from "./story-contents.tsx";
import { StoryNav } from "./story-nav.tsx";
import { TimelineSection } from "./run/timeline-section.tsx";
import { TrainingSection } from "./result/training-section.tsx";

const ARTICLE = "story";

/** An experiment told as a story, from its record alone; live while it runs. @param fields the settings that a plan may have */
export function ExperimentPage({ id, initial, fields }: { id: string; initial: ExperimentReply | null; fields: PlanFields }) {
  const { data, dataUpdatedAt, error, isError, refetch } = useExperiment(id, initial);
  if (!data) {
    if (!isError) return <StoryLoading />;
    const missing = error instanceof ApiError && error.code === "not-found";
    return (
      <div className="shell max-w-3xl py-16">
        <h1 className="sr-only">Experiment {id}</h1>
        {missing ? <Callout tone="bad" title={`There is no experiment ${id}`} /> : <Unreadable title="This experiment cannot be read right now" error={error} onRetry={refetch} />}
      </div>
    );
  }
  const { experiment, reasoning, analysis } = data;
  // A plan that was stopped at screening has no result of any clip.
  const results = experiment.results && experiment.results.clips.length > 0 ? experiment.results : null;
  return (
    <article id={ARTICLE} className="shell max-w-6xl space-y-10 py-8 sm:py-12">
      <StoryContents articleId={ARTICLE} />
      <ExperimentHead experiment={experiment} />
      <CompareLinks experiment={experiment} />
      {isError && <StaleNote error={error} readAt={dataUpdatedAt} />}
      {isActive(experiment) && <StageStepper experiment={experiment} />}
      {experiment.failure && experiment.status === "failed" && !experiment.imported && <FailureBox failure={experiment.failure} />}
      {experiment.failure && experiment.status === "completed" && experiment.analysedAt === null && <NotAnalysedBox failure={experiment.failure} />}
      {experiment.evaluation && isStoppedAtScreening(experiment) && <StoppedNotice experiment={experiment} evaluation={experiment.evaluation} />}
      {experiment.imported && <ImportedNotice imported={experiment.imported} />}
      {experiment.identicalTo.length > 0 && <IdenticalNotice experiment={experiment} />}
      <IdeaSection experiment={experiment} />
      {results && <RdSection results={results} />}
      {results && <ClipTable results={results} suite={experiment.suite} />}
      {experiment.expected && experiment.status === "completed" && <PredictionSection experiment={experiment} expected={experiment.expected} />}
      {experiment.lineage && <ChangesSection experiment={experiment} lineage={experiment.lineage} />}
      {experiment.plan && <PlanSection experiment={experiment} plan={experiment.plan} fields={fields} />}
      {experiment.applied && <AppliedSection applied={experiment.applied} suite={experiment.suite} />}
      {experiment.plan && experiment.evaluation && <EvaluationSection experiment={experiment} evaluation={experiment.evaluation} />}
      {experiment.applied && <BitsSection applied={experiment.applied} results={results} suite={experiment.suite} />}
      <TrainingSection experiment={experiment} />
      <PicturesSection experiment={experiment} />
      {(analysis || experiment.finding) && <AnalysisSection experiment={experiment} analysis={analysis} />}
      {experiment.plan && <LineageSection experiment={experiment} />}
      {reasoning.length > 0 && <ReasoningSection id={experiment.id} reasoning={reasoning} />}
      {experiment.artifacts.length > 0 && <ArtifactsSection id={experiment.id} artifacts={experiment.artifacts} />}
      {isReproducible(experiment) && <ReproduceSection experiment={experiment} />}
      {experiment.stages.length > 0 && <TimelineSection experiment={experiment} />}
      {experiment.attempt > 0 && experiment.origin !== "imported" && <LogSection key={experiment.id} experiment={experiment} />}
      <StoryNav experiment={experiment} />
    </article>
  );
}

function StoryLoading() {
  return (
    <Loading what="the experiment" className="shell max-w-6xl space-y-6 py-12">
      <Skeleton className="h-5 w-56" />
      <Skeleton className="h-10 w-full max-w-3xl" />
      <Skeleton className="h-24" />
      <Skeleton className="h-72" />
    </Loading>
  );
}
