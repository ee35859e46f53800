"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Experiment } from "#lib/experiment/schema.ts";
import { isRefusal, newIdempotencyKey, useLaunch } from "../../data/use-launch.ts";
import { LaunchError } from "../../launch/launch-error.tsx";
import { Button } from "../../ui/button.tsx";

/** Launches the stopped plan once more, this time without a screening: a person may want the whole curve of a loser. */
export function MeasureFullyButton({ experiment }: { experiment: Experiment }) {
  const router = useRouter();
  const launch = useLaunch();
  const [idempotencyKey, setIdempotencyKey] = useState(newIdempotencyKey);
  const { plan, hypothesis, suite } = experiment;
  if (!plan) return null;
  const upload = suite.clips.find((clip) => clip.kind === "upload");
  const start = () => {
    const target = upload ? { uploadId: upload.uploadId } : { suiteId: suite.id };
    launch.mutate(
      { request: { ...target, plan, hypothesis, screening: false }, idempotencyKey },
      { onSuccess: ({ experiment: next }) => router.push(`/blog/${next.id}`), onError: (error) => isRefusal(error) && setIdempotencyKey(newIdempotencyKey()) },
    );
  };
  return (
    <div className="no-print mt-2.5 space-y-2">
      <Button size="sm" disabled={launch.isPending || launch.isSuccess} onClick={start}>
        {launch.isPending ? "Launching" : "Measure it fully all the same"}
      </Button>
      {launch.isError && <LaunchError error={launch.error} />}
    </div>
  );
}
