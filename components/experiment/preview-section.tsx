"use client";
import { useState } from "react";
import type { Artifact } from "#lib/experiment/schema.ts";
import { Section } from "../ui/card.tsx";
import { cx } from "../ui/cx.ts";
import { Segmented } from "../ui/segmented.tsx";
import { artifactUrl } from "./artifact-url.ts";
import { previewGroups } from "./preview-groups.ts";

const TITLES = { source: "Source", baseline: "HEVC baseline", candidate: "Candidate" } as const;

/** The pictures, as previews that every browser plays; they are H.264 copies and say so. */
export function PreviewSection({ id, artifacts }: { id: string; artifacts: readonly Artifact[] }) {
  const groups = previewGroups(artifacts);
  const [clip, setClip] = useState<string | null>(null);
  const group = groups.find((each) => each.clip === clip) ?? groups[0];
  if (!group) return null;
  return (
    <Section
      id="pictures"
      title="The pictures"
      className="no-print"
      aside={groups.length > 1 && <Segmented label="Clip" value={group.clip} onChange={setClip} options={groups.map((each) => ({ value: each.clip, label: each.clip || "all" }))} />}
    >
      <div className={cx("grid gap-4", group.videos.length > 2 ? "md:grid-cols-3" : "md:grid-cols-2")}>
        {group.videos.map(({ role, crf, artifact }) => (
          <figure key={artifact.name} className="m-0">
            {/* The previews are silent film excerpts: there is nothing to caption. */}
            <video controls loop muted playsInline preload="metadata" src={artifactUrl(id, artifact.name)} className="aspect-video w-full rounded-lg border border-line bg-black" aria-label={`${role ? TITLES[role] : artifact.name}, ${group.clip}`} />
            <figcaption className="mt-1.5 flex justify-between text-xs">
              <span className="font-medium">
                {role ? TITLES[role] : artifact.name}
                {crf !== null && ` at CRF ${crf}`}
              </span>
              <span className="text-ink-3">preview, H.264</span>
            </figcaption>
          </figure>
        ))}
      </div>
    </Section>
  );
}
