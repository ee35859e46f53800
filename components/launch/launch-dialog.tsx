"use client";
import { useState } from "react";
import type { LaunchRequest, SuitesReply } from "#lib/api/schema.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { estimateCost, type SuiteCost } from "#lib/clips/cost.ts";
import { suiteForUpload } from "#lib/clips/suites.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { formatRoughMinutes } from "#lib/format/format-time.ts";
import { isRefusal, newIdempotencyKey, useLaunch } from "../data/use-launch.ts";
import { useOverview } from "../data/use-overview.ts";
import { useSuites } from "../data/use-suites.ts";
import { type UploadState, useUpload } from "../data/use-upload.ts";
import { Button } from "../ui/button.tsx";
import { ChoiceCards } from "../ui/choice-cards.tsx";
import { Modal } from "../ui/modal.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { NoWorkerNote } from "../dashboard/no-worker-note.tsx";
import { Unreadable } from "../data/unreadable.tsx";
import { Loading } from "../ui/loading.tsx";
import { LaunchError } from "./launch-error.tsx";
import { PlanEditor } from "./plan-editor.tsx";
import { newDraft, readDraft } from "./plan-draft.ts";
import { SourcePicker, UPLOAD } from "./source-picker.tsx";
import { UploadBox } from "./upload-box.tsx";

type Decider = "researcher" | "person";

/** Everything one opening of the dialog decides. The idempotency key belongs to the opening: a repeated click enqueues once. */
export function LaunchDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const suites = useSuites();
  const workers = useOverview().data?.workers.length ?? null;
  const upload = useUpload(suites.data?.upload.maxBytes ?? Number.POSITIVE_INFINITY);
  const launch = useLaunch();
  const [idempotencyKey, setIdempotencyKey] = useState(newIdempotencyKey);
  const [decider, setDecider] = useState<Decider>("researcher");
  const [source, setSource] = useState<string | null>(null);
  const [draft, setDraft] = useState(newDraft);

  const chosen = source ?? suites.data?.suites[0]?.suite.id ?? "";
  const byHand = decider === "person";
  const reading = readDraft(draft);
  const hypothesis = draft.hypothesis.trim();
  const errors = { ...reading.errors, ...(byHand && hypothesis.length > 0 && hypothesis.length < 10 ? { hypothesis: "Say it in at least 10 characters, or leave it empty." } : {}) };
  const uploadReady = chosen !== UPLOAD || upload.state.phase === "ready";
  const allowed = chosen === UPLOAD || suites.data?.suites.some(({ suite, researcherMayUse }) => suite.id === chosen && (byHand || researcherMayUse));
  const ready = suites.data !== undefined && allowed && uploadReady && (!byHand || Object.keys(errors).length === 0);

  const submit = () => {
    const target = chosen === UPLOAD ? { uploadId: upload.state.phase === "ready" ? upload.state.upload.id : undefined } : { suiteId: chosen };
    const plan = byHand ? { plan: reading.plan, hypothesis: hypothesis || null, screening: draft.screening } : {};
    const request: LaunchRequest = { ...target, ...plan };
    launch.mutate(
      { request, idempotencyKey },
      // A refused request settled nothing, and the changed one that follows needs a key of its own. After a broken
      // connection or a 5xx the first one may have arrived: the same key makes the repeat harmless.
      { onSuccess: onClose, onError: (error) => isRefusal(error) && setIdempotencyKey(newIdempotencyKey()) },
    );
  };

  return (
    <Modal
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title="Launch experiment"
      description="One hypothesis, one plan, one run, one analysis."
      footer={
        <div className="space-y-3">
          {launch.isError && <LaunchError error={launch.error} onFollow={onClose} />}
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
            <CostLine cost={suites.data ? costOf(suites.data, chosen, upload.state, byHand ? reading.plan : null) : null} />
            <div className="ml-auto flex gap-2">
              <Button onClick={onClose}>Cancel</Button>
              <Button variant="primary" disabled={!ready || launch.isPending} onClick={submit}>
                {launch.isPending ? "Launching" : "Launch"}
              </Button>
            </div>
          </div>
        </div>
      }
    >
      {suites.isError && <Unreadable title="The suites cannot be read right now" error={suites.error} />}
      {suites.isPending && (
        <Loading what="the suites" className="space-y-4">
          <Skeleton className="h-20" />
          <Skeleton className="h-48" />
        </Loading>
      )}
      {suites.data && (
        <div className="space-y-6">
          {workers === 0 && <NoWorkerNote />}
          <ChoiceCards
            legend="Who decides the plan"
            value={decider}
            onChange={setDecider}
            className="sm:grid-cols-2"
            choices={[
              { value: "researcher", title: "The researcher decides", body: <ResearcherBody researcher={suites.data.researcher} /> },
              { value: "person", title: "Plan by hand", body: "Choose the codec and every setting yourself." },
            ]}
          />
          <SourcePicker suites={suites.data} byHand={byHand} value={chosen} onChange={setSource} />
          {chosen === UPLOAD && <UploadBox state={upload.state} limits={suites.data.upload} workersAlive={workers} onFile={upload.start} onReset={upload.reset} />}
          {byHand && <PlanEditor draft={draft} errors={errors} onChange={setDraft} />}
        </div>
      )}
    </Modal>
  );
}

function ResearcherBody({ researcher }: { researcher: SuitesReply["researcher"] }) {
  const name = researcher.kind === "model" ? <span className="font-mono">{researcher.model}</span> : "The built-in planner (no model is configured)";
  return <>{name} reads every past experiment and proposes the next one.</>;
}

/** With a plan by hand, its parts decide the minutes: SVT-AV1 preset 2 takes ten times as long as preset 6, training more than both. */
function costOf(suites: SuitesReply, chosen: string, upload: UploadState, plan: Plan | null): SuiteCost | null {
  const known = suites.suites.find(({ suite }) => suite.id === chosen);
  if (known) return estimateCost(known.suite, plan);
  if (upload.phase !== "ready" || !upload.upload.facts) return null;
  return estimateCost(suiteForUpload(upload.upload), plan, upload.upload.facts);
}

const LISTS = new Intl.ListFormat("en-GB");

function CostLine({ cost }: { cost: SuiteCost | null }) {
  if (!cost) return <p className="text-xs text-ink-3">The cost is known once the pictures are chosen.</p>;
  return (
    <p className="num text-xs text-ink-3">
      <span className="font-medium text-ink-2">{formatPlural(cost.encodes, "encode")}</span> on {formatPlural(cost.clips, "clip")},{" "}
      <span className="font-medium text-ink-2">{formatRoughMinutes(cost.roughMinutes)}</span>
      {cost.includes.length > 0 && ` with ${LISTS.format(cost.includes)}`}
      <span className="block">with the {formatPlural(cost.baselineEncodes, "baseline encode")} that only the first run on these pictures needs</span>
    </p>
  );
}
