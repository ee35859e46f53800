"use client";
import type { SuitesReply } from "#lib/api/schema.ts";
import { clipGeometry, clipOrigin } from "#lib/format/clip-facts.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { ChoiceCards } from "../ui/choice-cards.tsx";
import { Tag } from "../ui/tag.tsx";

export const UPLOAD = "upload";

/** Which pictures: a suite, or a video of one's own. */
export function SourcePicker({ suites, byHand, value, onChange }: { suites: SuitesReply; byHand: boolean; value: string; onChange: (value: string) => void }) {
  const cards = suites.suites.map(({ suite, researcherMayUse }) => ({
    value: suite.id,
    disabled: !byHand && !researcherMayUse,
    title: (
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {suite.title}
        <span className="text-xs font-normal text-ink-3">{formatPlural(suite.clips.length, "clip")}</span>
        {!researcherMayUse && <Tag tone="outline">by hand only</Tag>}
      </span>
    ),
    body: (
      <>
        {suite.description}
        {!researcherMayUse && " The researcher never sees it, so that it tells learning from fitting."}
      </>
    ),
  }));
  const upload = { value: UPLOAD, disabled: false, title: <>Your own video</>, body: <>Upload a file; the experiment runs on its first seconds.</> };
  const chosen = suites.suites.find(({ suite }) => suite.id === value)?.suite;
  return (
    <div>
      <ChoiceCards legend="Which pictures" value={value} onChange={onChange} choices={[...cards, upload]} className="sm:grid-cols-2" />
      {chosen && (
        <ul aria-label={`Clips of the suite ${chosen.title}`} className="num mt-3 space-y-0.5 text-xs text-ink-3">
          {chosen.clips.map((clip) => (
            <li key={clip.id}>
              <span className="text-ink-2">{clip.title}</span>: {clipOrigin(clip)}, {clipGeometry(clip)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
