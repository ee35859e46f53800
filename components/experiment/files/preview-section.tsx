"use client";
import { useState } from "react";
import type { Experiment } from "#lib/experiment/schema.ts";
import { Section } from "../../ui/card.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { previewGroups } from "./preview-groups.ts";
import { PreviewVideos } from "./preview-videos.tsx";

/** The pictures, as previews that every browser plays; they are lossy copies and say so. */
export function PreviewSection({ experiment: { id, artifacts, suite } }: { experiment: Pick<Experiment, "id" | "artifacts" | "suite"> }) {
  const groups = previewGroups(artifacts);
  const [clip, setClip] = useState<string | null>(null);
  const group = groups.find((each) => each.clip === clip) ?? groups[0];
  if (!group) return null;
  const titleOf = (clipId: string) => suite.clips.find((each) => each.id === clipId)?.title ?? clipId;
  return (
    <Section
      id="pictures"
      title="The pictures"
      className="no-print"
      aside={groups.length > 1 && <Segmented label="Clip" value={group.clip} onChange={setClip} options={groups.map((each) => ({ value: each.clip, label: titleOf(each.clip) }))} />}
    >
      <p className="mb-3 max-w-prose text-xs text-ink-3">Previews for the eye, coded once more for the browser. Every number on this page comes from the decoded pictures themselves.</p>
      <PreviewVideos key={group.clip} id={id} group={group} title={titleOf(group.clip)} />
    </Section>
  );
}
