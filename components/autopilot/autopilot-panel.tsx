"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import type { AutopilotReply } from "#lib/api/schema.ts";
import { describeReduction } from "#lib/format/describe-delta.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { suiteName } from "#lib/format/suite-name.ts";
import { messageOf } from "../data/request-json.ts";
import { useAutopilot } from "../data/use-autopilot.ts";
import { Card } from "../ui/card.tsx";
import { Tag, type Tone } from "../ui/tag.tsx";
import { Time } from "../ui/time.tsx";
import { BudgetLines } from "./budget-lines.tsx";
import { StartAutopilotButton } from "./start-button.tsx";
import { SteerButtons } from "./steer-buttons.tsx";

type Run = NonNullable<AutopilotReply["autopilot"]>;
const TAGS: Record<Run["state"], { tone: Tone; word: string }> = {
  running: { tone: "accent", word: "Running" },
  paused: { tone: "warn", word: "Paused" },
  stopped: { tone: "plain", word: "Stopped" },
};

function ToExperiment({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Link href={`/blog/${id}`} className="underline decoration-line-strong underline-offset-2 hover:text-ink hover:decoration-accent">
      {children}
    </Link>
  );
}

/** What is under way, in one sentence. */
function NowLine({ run: { state, currentId, stoppedAt, stopReason } }: { run: Run }) {
  const current = currentId === null ? null : <ToExperiment id={currentId}>{currentId}</ToExperiment>;
  if (state === "running") return <>{current ? <>Under way: {current}</> : "The next experiment is about to be enqueued."}</>;
  if (state === "paused") return <>{current ? <>{current} is let to its end, and no further one follows.</> : "No experiment is under way, and the time stands still."}</>;
  return (
    <>
      <span className="text-ink">{stopReason}</span> {stoppedAt && <Time iso={stoppedAt} className="text-xs text-ink-3" />}
      {current && <span className="block">{current} is let to its end.</span>}
    </>
  );
}

function BestLine({ run: { settings, bestId, bestPercent, failed, finished } }: { run: Run }) {
  const best = bestPercent === null ? null : describeReduction(bestPercent);
  return (
    <>
      On {suiteName(settings.suiteId)} · {formatPlural(finished, "experiment")} ended{failed > 0 && `, ${failed} failed`} · best of this run:{" "}
      {best && bestId !== null ? (
        <ToExperiment id={bestId}>
          {best.arrow} {best.value} {best.word}
        </ToExperiment>
      ) : (
        "none yet"
      )}
      {settings.targetPercent !== null && ` · target ${settings.targetPercent} %`}
    </>
  );
}

/** The autopilot on the dashboard: start it, see what it spent and what is left, pause and stop it, read why it stopped. */
export function AutopilotPanel() {
  const { data, error } = useAutopilot();
  if (!data && !error) return null;
  const run = data?.autopilot ?? null;
  return (
    <section id="autopilot" aria-labelledby="autopilot-title" className="scroll-mt-20">
      <Card className="space-y-4 p-4">
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="min-w-0 flex-1 basis-80 space-y-1">
            <h2 id="autopilot-title" className="flex items-center gap-2 text-sm font-semibold tracking-tight">
              Autopilot {run && <Tag tone={TAGS[run.state].tone}>{TAGS[run.state].word}</Tag>}
            </h2>
            {run ? (
              <>
                <p role="status" className="text-sm text-ink-2 [overflow-wrap:anywhere]">
                  <NowLine run={run} />
                </p>
                <p className="num text-xs text-ink-3">
                  <BestLine run={run} />
                </p>
              </>
            ) : (
              <p className="text-sm text-ink-3">Runs one experiment after the other by itself, within limits on experiments, time, tokens and money.</p>
            )}
            {error && <p className="text-xs text-warn">{messageOf(error)}</p>}
          </div>
          {run && run.state !== "stopped" ? <SteerButtons state={run.state} currentId={run.currentId} /> : <StartAutopilotButton />}
        </div>
        {data?.budget && <BudgetLines budget={data.budget} />}
      </Card>
    </section>
  );
}
