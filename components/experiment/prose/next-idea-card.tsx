"use client";
import { ArrowRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Experiment } from "#lib/experiment/schema.ts";
import { describePlan } from "#lib/format/describe-plan.ts";
import { HYPOTHESIS_LENGTH } from "#lib/plan/hypothesis-length.ts";
import type { Analysis } from "#lib/plan/schema.ts";
import { isRefusal, newIdempotencyKey, useLaunch } from "../../data/use-launch.ts";
import { LaunchError } from "../../launch/launch-error.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CheckedProse, ProseNotes } from "./checked-prose.tsx";
import { useChecked } from "./use-checked.ts";

/** The suggestion, and the button that launches exactly its plan on the same pictures. */
export function NextIdeaCard({ experiment, analysis }: { experiment: Experiment; analysis: Analysis }) {
  const router = useRouter();
  const launch = useLaunch();
  const [idempotencyKey, setIdempotencyKey] = useState(newIdempotencyKey);
  const { nextIdea, nextPlan } = analysis;
  const checks = useChecked(experiment, [nextIdea], nextPlan);
  const upload = experiment.suite.clips.find((clip) => clip.kind === "upload");
  const start = () => {
    const target = upload ? { uploadId: upload.uploadId } : { suiteId: experiment.suite.id };
    launch.mutate(
      { request: { ...target, plan: nextPlan, hypothesis: nextIdea.slice(0, HYPOTHESIS_LENGTH.most).trim(), parentId: experiment.id }, idempotencyKey },
      { onSuccess: ({ experiment: next }) => router.push(`/blog/${next.id}`), onError: (error) => isRefusal(error) && setIdempotencyKey(newIdempotencyKey()) },
    );
  };
  return (
    <Card className="h-fit border-accent/40 bg-accent-soft/40 p-4">
      <h3 className="text-sm font-semibold">Try next</h3>
      <div className="mt-1.5 space-y-2 text-sm">
        {checks.map((check) => (
          <CheckedProse key={nextIdea} checked={check} />
        ))}
        <ProseNotes checks={checks} />
      </div>
      {nextPlan ? (
        <>
          <p className="num mt-3 rounded-md border border-line bg-surface px-3 py-2 text-xs">
            {describePlan(nextPlan)}
            <span className="block text-ink-3">CRF {nextPlan.rungs.map((rung) => rung.crf).join(", ")}</span>
          </p>
          <Button variant="primary" className="no-print mt-3" disabled={launch.isPending || launch.isSuccess} onClick={start}>
            {launch.isPending ? "Launching" : "Launch this"} <ArrowRight aria-hidden className="size-4" />
          </Button>
        </>
      ) : (
        <p className="mt-2 text-xs text-ink-3">No plan was suggested.</p>
      )}
      {launch.isError && (
        <div className="mt-3">
          <LaunchError error={launch.error} />
        </div>
      )}
    </Card>
  );
}
