"use client";
import dynamic from "next/dynamic";
import type { CommonClips } from "#lib/compare/common-clips.ts";
import type { Compared } from "#lib/compare/schema.ts";
import type { CompareView } from "#lib/compare/view.ts";
import { Callout } from "../ui/callout.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ClipsSection } from "./clips-section.tsx";
import { CompareToolbar } from "./compare-toolbar.tsx";
import { CurvesSection } from "./curves-section.tsx";
import { MatrixSection } from "./matrix-section.tsx";
import { Notices } from "./notices.tsx";
import { PartsSection } from "./parts-section.tsx";
import type { SeriesLook } from "./series-look.ts";
import { TimeSection } from "./time-section.tsx";

/* The plan's schemas come with it, and are on their way for the reply already. */
const PlanSection = dynamic(() => import("./plan-section.tsx").then((module) => module.PlanSection), { ssr: false, loading: () => <Skeleton className="h-40" /> });

/** Everything below the cards: the numbers of those that have some, and the plans of all. */
export function Comparison({ experiments, common, anchor, view, looks, onChange }: {
  experiments: readonly Compared[];
  common: CommonClips;
  anchor: string;
  view: CompareView;
  looks: ReadonlyMap<string, SeriesLook>;
  onChange: (patch: Partial<CompareView>) => void;
}) {
  const plans = <PlanSection experiments={experiments} looks={looks} />;
  if (common.measured.length === 0) {
    return (
      <>
        <Callout tone="warn" title="None of them has numbers to compare">Each card says why. Add one that was measured, or compare what their plans say.</Callout>
        {plans}
      </>
    );
  }
  // A clip in the address that is not among the shared ones shows them all.
  const chosen = common.clips.filter(({ facts }) => facts.clipId === view.clip);
  const clips = chosen.length > 0 ? chosen : common.clips;
  const shown = { ...view, clip: chosen[0]?.facts.clipId ?? null };
  return (
    <>
      <Notices common={common} experiments={experiments} looks={looks} />
      <CompareToolbar view={shown} common={common} experiments={experiments} anchor={anchor} looks={looks} onChange={onChange} />
      <CurvesSection clips={clips} common={common} view={shown} looks={looks} />
      <MatrixSection clips={clips} common={common} view={shown} anchor={anchor} looks={looks} />
      <ClipsSection common={common} anchor={anchor} clipId={shown.clip} looks={looks} />
      {plans}
      <TimeSection clips={clips} common={common} experiments={experiments} view={shown} looks={looks} onChange={onChange} />
      <PartsSection clips={clips} common={common} looks={looks} />
    </>
  );
}
