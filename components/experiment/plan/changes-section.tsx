"use client";
import { GitCompareArrows } from "lucide-react";
import Link from "next/link";
import { compareHref } from "#lib/compare/view.ts";
import type { Experiment, Lineage } from "#lib/experiment/schema.ts";
import { describeDiffEffect, type DiffRow, diffRows } from "#lib/format/describe-diff.ts";
import { formatMagnitude, formatPlural } from "#lib/format/format-number.ts";
import { useLineage } from "../../data/use-lineage.ts";
import { ideaOfNode } from "../../lineage/idea.ts";
import { Card, Section } from "../../ui/card.tsx";
import { cx } from "../../ui/cx.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { TableFrame, Td, Th } from "../../ui/table.tsx";
import { DeltaBadge } from "../delta-badge.tsx";

/** More rows than these are folded. */
const SHOWN = 8;
const TONES = { good: "text-good", bad: "text-bad", neutral: "text-ink-2" } as const;

function DiffTable({ rows, label }: { rows: readonly DiffRow[]; label: string }) {
  return (
    <TableFrame label={label}>
      <thead>
        <tr>
          <Th>Setting</Th>
          <Th>Parent</Th>
          <Th>This plan</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, of, label: setting, from, to }) => (
          <tr key={name}>
            <Td className="py-1.5">
              {setting} {of && <span className="text-xs text-ink-3">{of}</span>}
            </Td>
            <Td className="num py-1.5 [overflow-wrap:anywhere] text-ink-3">{from}</Td>
            <Td className="num py-1.5 font-semibold [overflow-wrap:anywhere]">{to}</Td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

/** Only what differs from the parent's plan, old and new, and what the change did to the result. */
export function ChangesSection({ experiment, lineage }: { experiment: Experiment; lineage: Lineage }) {
  const { id, suite, verdict, headline, plan } = experiment;
  const { data } = useLineage(id, lineage.parentId);
  const parent = data?.ancestors[0] ?? null;
  const rows = diffRows(lineage);
  const ladder: DiffRow[] = lineage.rungsChanged && plan ? [{ name: "rungs", of: null, label: "Operating points", from: "others", to: `CRF ${plan.rungs.map(({ crf }) => crf).join(", ")}` }] : [];
  const all = [...rows, ...ladder];
  const own = { verdict, suiteId: suite.id, reductionPercent: headline?.reductionPercent ?? null, interval: headline?.interval ?? null };
  const effect = data ? describeDiffEffect(own, parent) : null;
  return (
    <Section
      id="changes"
      title="What changed from the parent"
      aside={
        <Link href={compareHref({ ids: [lineage.parentId, id] })} prefetch={false} className="no-print inline-flex items-center gap-1.5 text-xs text-ink-3 underline underline-offset-2 hover:text-ink">
          <GitCompareArrows aria-hidden className="size-3.5" /> Both side by side
        </Link>
      }
    >
      <div className="grid items-start gap-4 lg:grid-cols-[3fr_2fr]">
        <div className="min-w-0 space-y-2">
          {all.length === 0 ? <p className="text-sm text-ink-3">No setting but a seed.</p> : <DiffTable rows={all.slice(0, SHOWN)} label="Settings that differ from the parent's" />}
          {all.length > SHOWN && (
            <Disclosure lazy summary={formatPlural(all.length - SHOWN, "further difference")}>
              <DiffTable rows={all.slice(SHOWN)} label="Further settings that differ from the parent's" />
            </Disclosure>
          )}
        </div>
        <Card className="min-w-0 p-4 text-sm">
          <h3 className="mb-2 text-xs font-medium text-ink-3">Measured effect of the change</h3>
          {effect === null ? (
            <p className="text-ink-3">Reading the parent&apos;s result</p>
          ) : (
            <p className={cx("num text-pretty", effect.value === null ? "text-ink-2" : TONES[effect.tone])}>
              {effect.value !== null && (
                <span className="mr-1.5 text-lg font-semibold tracking-tight">
                  {effect.arrow} {effect.value}
                </span>
              )}
              {effect.words}
            </p>
          )}
          {effect?.value && parent && parent.reductionPercent !== null && own.reductionPercent !== null && (
            <p className="num mt-1 text-xs text-ink-3">
              In points of the reduction against HEVC on {suite.title}: {parent.reductionPercent < 0 ? "−" : ""}{formatMagnitude(parent.reductionPercent)} before, {own.reductionPercent < 0 ? "−" : ""}{formatMagnitude(own.reductionPercent)} now.
            </p>
          )}
          <p className="mt-3 flex flex-wrap items-center gap-x-2 gap-y-1 border-t border-line pt-3 text-xs">
            <span className="text-ink-3">Parent</span>
            <Link href={`/blog/${lineage.parentId}`} className="font-mono underline underline-offset-2">
              {lineage.parentId}
            </Link>
            {parent && <DeltaBadge experiment={ideaOfNode(parent)} />}
          </p>
        </Card>
      </div>
    </Section>
  );
}
