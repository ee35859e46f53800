"use client";
import { useState } from "react";
import type { KnowledgeView } from "#lib/api/knowledge-schema.ts";
import { describeEffect } from "#lib/format/describe-effect.ts";
import type { Effect } from "#lib/knowledge/schema.ts";
import { Button } from "../ui/button.tsx";
import { Section } from "../ui/card.tsx";
import { cx } from "../ui/cx.ts";
import { TableFrame, Td, Th } from "../ui/table.tsx";
import { EffectBar } from "./effect-bar.tsx";
import { ExperimentLink } from "./experiment-link.tsx";

/** Rows before the reader asks for all. */
const SHOWN = 12;
const TEXTS = { good: "text-good", bad: "text-bad", neutral: "text-ink-2" } as const;
const spreadOf = ({ n, m2 }: Effect): number => (n > 1 ? Math.sqrt(m2 / (n - 1)) : 0);

function EffectRow({ effect, most, floorPercent }: { effect: Effect; most: number; floorPercent: number }) {
  const { change, of, tone, arrow, value, word, evidence } = describeEffect(effect, floorPercent);
  const [example] = effect.examples;
  return (
    <tr>
      <Td>
        <span className="font-medium whitespace-nowrap">{change}</span>
        {of !== null && <span className="block text-2xs text-ink-3">{of}</span>}
      </Td>
      <Td>
        <span className={cx("num font-medium whitespace-nowrap", TEXTS[tone])}>
          {arrow} {value} <span className="text-[0.85em]">{word}</span>
        </span>
      </Td>
      <Td className="w-[30%]">
        <EffectBar mean={effect.mean} spread={spreadOf(effect)} most={most} tone={tone} />
      </Td>
      <Td className="num text-xs whitespace-nowrap text-ink-2">
        {evidence}
        {effect.n > 1 && <span className="block text-2xs text-ink-3">{`${effect.min.toFixed(1)} to ${effect.max.toFixed(1)}`.replaceAll("-", "−")}</span>}
      </Td>
      <Td className="text-xs">
        {example && (
          <>
            <ExperimentLink id={example.fromId} /> <span aria-label="against">→</span> <ExperimentLink id={example.toId} />
          </>
        )}
      </Td>
    </tr>
  );
}

/** What each setting did to the reduction, measured between experiments that differ in nothing else. */
export function EffectsSection({ view, floorPercent }: { view: KnowledgeView; floorPercent: number }) {
  const [all, setAll] = useState(false);
  const { effects } = view;
  const shown = all ? effects : effects.slice(0, SHOWN);
  const most = Math.max(1, ...shown.map((effect) => Math.abs(effect.mean) + spreadOf(effect)));
  return (
    <Section id="effects" title="What each setting did">
      {effects.length === 0 ? (
        <p className="text-sm text-ink-3">No two experiments differ in one setting alone yet.</p>
      ) : (
        <>
          <TableFrame label="What each setting did">
            <thead>
              <tr>
                <Th>Change</Th>
                <Th>Mean effect</Th>
                <Th>
                  <span className="flex justify-between gap-2">
                    <span>larger</span>
                    <span>smaller</span>
                  </span>
                </Th>
                <Th title="Pairs of experiments, standard deviation, smallest and largest">Evidence</Th>
                <Th>Newest pair</Th>
              </tr>
            </thead>
            <tbody>
              {shown.map((effect) => (
                <EffectRow key={`${effect.name} ${String(effect.from)} ${String(effect.to)}`} effect={effect} most={most} floorPercent={floorPercent} />
              ))}
            </tbody>
          </TableFrame>
          <p className="mt-2 text-xs text-ink-3">
            Change of the reduction in percentage points, between pairs of experiments on one suite that differ in this setting alone; the line is one standard deviation. Every setting in turn, the best founded first.
          </p>
          {effects.length > SHOWN && (
            <Button size="sm" variant="ghost" className="no-print mt-1" onClick={() => setAll(!all)} aria-expanded={all}>
              {all ? `Only the first ${SHOWN}` : `All ${effects.length}`}
            </Button>
          )}
        </>
      )}
    </Section>
  );
}
