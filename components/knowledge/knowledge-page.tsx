"use client";
import Link from "next/link";
import { useState } from "react";
import type { KnowledgeReply } from "#lib/api/knowledge-schema.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { useKnowledge } from "../data/use-knowledge.ts";
import { useSuites } from "../data/use-suites.ts";
import { StillReading } from "../suite/still-reading.tsx";
import { SuitePage } from "../suite/suite-page.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { BestSection } from "./best-section.tsx";
import { ClassesSection, ClipsSection } from "./clips-section.tsx";
import { DeadEndsSection } from "./dead-ends-section.tsx";
import { DigestSection } from "./digest-section.tsx";
import { EffectsSection } from "./effects-section.tsx";
import { FailuresSection } from "./failures-section.tsx";
import { NeverTriedSection } from "./never-tried-section.tsx";
import { ShapeSection } from "./shape-section.tsx";

const SCOPES = [{ value: "here", label: "This suite" }, { value: "everywhere", label: "All suites" }] as const;
type ScopeChoice = (typeof SCOPES)[number]["value"];

function Facts({ reply, scope }: { reply: KnowledgeReply; scope: ScopeChoice }) {
  const { counts } = reply[scope];
  const { noise, history } = reply;
  if (counts.settled === 0) return <span />;
  const verdicts = Object.entries(counts.byVerdict).map(([verdict, count]) => `${count} ${verdict}`);
  return (
    <p className="max-w-prose text-sm text-ink-2">
      {formatPlural(counts.settled, "experiment")}
      {verdicts.length > 0 && `: ${verdicts.join(", ")}`}. Reductions within {noise.floorPercent.toFixed(1)} % of zero over {formatPlural(noise.clips, "clip")} are measurement noise.
      {history.count > 0 && ` ${formatPlural(history.count, "imported record")} without a measured quality ${history.count === 1 ? "is" : "are"} history and no evidence.`}
    </p>
  );
}

function Known({ reply, model }: { reply: KnowledgeReply; model: string | null }) {
  const [scope, setScope] = useState<ScopeChoice>("here");
  const view = reply[scope];
  const withSuite = scope === "everywhere";
  const nothing = view.counts.settled === 0;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <Facts reply={reply} scope={scope} />
        <Segmented label="Tables show" value={scope} onChange={setScope} options={SCOPES} />
      </div>
      {!reply.complete && <StillReading what="the tables" />}
      {nothing ? (
        <EmptyState title={withSuite ? "Nothing is known yet" : "Nothing is known of this suite yet"}>It fills with every experiment that ends: what was best, what each setting did, what led nowhere.</EmptyState>
      ) : (
        <>
          <BestSection view={view} withSuite={withSuite} />
          {view.shape && <ShapeSection shape={view.shape} />}
          <EffectsSection view={view} floorPercent={reply.noise.floorPercent} />
          <ClassesSection view={view} />
          <DeadEndsSection view={view} withSuite={withSuite} />
          <div className="grid gap-8 xl:grid-cols-2">
            <NeverTriedSection view={view} />
            <FailuresSection view={view} />
          </div>
          <ClipsSection view={view} withSuite={withSuite} />
        </>
      )}
      <DigestSection digest={reply.digest} model={model} />
      <p className="no-print text-sm">
        <Link href={`/lineage?suite=${encodeURIComponent(reply.suiteId)}`} className="underline underline-offset-2">
          Which idea came from which
        </Link>
      </p>
    </>
  );
}

/** What the lab learnt when it plans for a suite, and the text of it that a model reads. */
export function KnowledgePage({ suiteId }: { suiteId: string }) {
  const query = useKnowledge(suiteId);
  const researcher = useSuites().data?.researcher;
  return (
    <SuitePage title="What the lab knows" lead="Learnt from every experiment that ended, and all that the researcher reads of the past before it proposes the next one." page="/knowledge" suiteId={suiteId} what="what the lab knows" query={query}>
      {(reply) =>
        reply.heldOut ? <EmptyState title="Nothing of the held-out suite is known">Its clips check whether a plan holds elsewhere: no researcher reads a result of them.</EmptyState> : <Known key={suiteId} reply={reply} model={researcher?.model ?? null} />
      }
    </SuitePage>
  );
}
