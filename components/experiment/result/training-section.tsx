"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Experiment } from "#lib/experiment/schema.ts";
import { messageOf } from "../../data/request-json.ts";
import { useTraining } from "../../data/use-training.ts";
import { Card, Section } from "../../ui/card.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

const loading = () => <Skeleton className="h-full" />;
const TrainingChart = dynamic(() => import("../../charts/training-chart.tsx").then((module) => module.TrainingChart), { ssr: false, loading });
const TrainingLegend = dynamic(() => import("../../charts/training-chart.tsx").then((module) => module.TrainingLegend), { ssr: false });

const FILE = /^training\/(.+)\.json$/;

/** How the networks of an experiment learned, clip by clip; nothing where none was trained. */
export function TrainingSection({ experiment: { id, artifacts, suite } }: { experiment: Pick<Experiment, "id" | "artifacts" | "suite"> }) {
  const clips = artifacts.flatMap(({ name }) => (FILE.test(name) ? [{ clipId: name.replace(FILE, "$1"), name }] : []));
  const [chosen, setChosen] = useState<string | null>(null);
  const clip = clips.find(({ clipId }) => clipId === chosen) ?? clips[0];
  if (!clip) return null;
  const titleOf = (clipId: string) => suite.clips.find((each) => each.id === clipId)?.title ?? clipId;
  return (
    <Section
      id="training"
      title="Training"
      className="no-print"
      aside={clips.length > 1 && <Segmented label="Clip" value={clip.clipId} onChange={setChosen} options={clips.map(({ clipId }) => ({ value: clipId, label: titleOf(clipId) }))} />}
    >
      <p className="mb-3 max-w-prose text-xs text-ink-3">Squared error of the training patches against the unrestored pictures, weighted over the planes: below 1 is a gain. Weights are rounded in the last part.</p>
      <Curves key={clip.name} id={id} artifact={clip.name} title={titleOf(clip.clipId)} />
    </Section>
  );
}

function Curves({ id, artifact, title }: { id: string; artifact: string; title: string }) {
  const { data, error } = useTraining(id, artifact);
  if (error) return <p className="text-sm text-ink-3">The loss curves cannot be read: {messageOf(error)}</p>;
  if (!data) return <Skeleton className="h-64" />;
  return (
    <Card className="space-y-2 p-4">
      <figure aria-label={`Training loss on ${title}, a line per rung`}>
        <div className="h-56">
          <TrainingChart curves={data} />
        </div>
      </figure>
      <TrainingLegend curves={data} />
    </Card>
  );
}
