"use client";
import Link from "next/link";
import type { Experiment } from "#lib/experiment/schema.ts";
import { Section } from "../../ui/card.tsx";
import { ReductionText } from "../delta-badge.tsx";
import { CheckedProse, ProseNotes } from "./checked-prose.tsx";
import { LinkedProse } from "./linked-prose.tsx";
import { useChecked } from "./use-checked.ts";

function SuggestedBy({ id }: { id: string }) {
  return (
    <>
      The analysis of{" "}
      <Link href={`/blog/${id}`} className="font-mono text-[0.92em] underline decoration-line-strong underline-offset-2 hover:decoration-accent">
        {id}
      </Link>{" "}
      suggested this plan as the next one to try.
    </>
  );
}

/** A model's reasons, each number held against the records that they cite; the planner's and a person's are shown as they are. */
function CheckedWhy({ experiment, why }: { experiment: Experiment; why: string }) {
  const checks = useChecked(experiment, [why]);
  return (
    <div className="max-w-prose space-y-2">
      {checks.map((check) => (
        <CheckedProse key={why} checked={check} />
      ))}
      <ProseNotes checks={checks} />
    </div>
  );
}

/** What was believed before the run: why, and the predicted result. The hypothesis itself is the page's headline. */
export function IdeaSection({ experiment }: { experiment: Experiment }) {
  const { why, expected, origin, parentId, plan, researcher } = experiment;
  const suggested = origin === "suggestion" && parentId !== null;
  const byHand = plan !== null && (origin === "suggestion" || origin === "by-hand");
  if (!why && !expected && !suggested && !byHand) return null;
  return (
    <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[2fr_1fr]">
      {(why || suggested || byHand) && (
        <Section id="why" title="Why">
          {why && researcher?.kind === "model" ? (
            <CheckedWhy experiment={experiment} why={why} />
          ) : (
            <p className="max-w-prose whitespace-pre-line text-ink-2 [overflow-wrap:anywhere]">
              {why ? <LinkedProse text={why} /> : suggested ? <SuggestedBy id={parentId} /> : "The plan was chosen by hand, and no reason was written down."}
            </p>
          )}
        </Section>
      )}
      {!expected && byHand && (
        <Section id="predicted" title="Predicted">
          <p className="text-sm text-ink-3">No number was predicted for this plan.</p>
        </Section>
      )}
      {expected && (
        <Section id="predicted" title="Predicted">
          <p className="text-xl">
            <ReductionText percent={expected.reductionPercent} />
          </p>
          <p className="num mt-1 text-sm text-ink-3">{Math.round(expected.confidence * 100)} % sure of beating the baseline</p>
        </Section>
      )}
    </div>
  );
}
