"use client";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { formatPlural, formatSignedPercent } from "#lib/format/format-number.ts";
import type { InsightsReply } from "#lib/insights/schema.ts";
import { slicesOf } from "#lib/insights/slices.ts";
import { ExperimentLink } from "../knowledge/experiment-link.tsx";
import { Card, Section } from "../ui/card.tsx";
import { Disclosure } from "../ui/disclosure.tsx";
import { TableFrame, Td, Th } from "../ui/table.tsx";
import { percentScale } from "./percent-axis.tsx";
import { levelText, settingTitle } from "./setting-title.ts";
import { SliceFigure } from "./slice-figure.tsx";

/** The settings that matter most have a figure, all of them rows in the table. */
const FIGURES = 6;

const nameOf = (setting: { name: string; setting: string }): string => {
  const { title, of } = settingTitle(setting);
  return of === null ? title : `${title}, ${of}`;
};

/** What the experiments with each value of a setting came to; nothing before settings can be ranked. */
export function SliceSection({ reply: { importance } }: { reply: InsightsReply }) {
  const router = useRouter();
  const { measured, settings } = importance;
  const sliced = useMemo(() => settings.map((setting) => ({ key: setting.name, name: nameOf(setting), slices: slicesOf(setting, measured).map((slice) => ({ ...slice, text: levelText(setting.name, slice.level) })) })), [settings, measured]);
  const scale = useMemo(() => percentScale(measured.map(({ percent }) => percent)), [measured]);
  if (sliced.length === 0) return null;
  const rows = sliced.flatMap(({ key, name, slices }) => slices.map((slice) => ({ key, name, ...slice })));
  return (
    <Section id="slices" title="Results by setting">
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {sliced.slice(0, FIGURES).map(({ key, name, slices }) => (
          <Card key={key} className="flex flex-col p-3" role="group" aria-label={`${name}: ${formatPlural(slices.length, "value")}`}>
            <h3 className="px-1 text-sm font-medium">{name}</h3>
            <div className="mt-auto pt-2">
              <SliceFigure slices={slices} scale={scale} onOpen={(id) => router.push(`/blog/${id}`)} />
            </div>
          </Card>
        ))}
      </div>
      <p className="mt-2 max-w-[80ch] text-xs text-ink-3">
        Bits saved by each experiment that had the value, with a line at their median. The other settings differed as well: what one did alone stands in the table above.
      </p>
      <Disclosure lazy className="no-print mt-2" summary={`Every value as a table (${rows.length})`}>
        <TableFrame label="Results by value" className="max-h-96">
          <thead>
            <tr>
              <Th>Setting</Th>
              <Th>Value</Th>
              <Th right>Experiments</Th>
              <Th right>Median</Th>
              <Th right>Best</Th>
              <Th>Which</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, text, results, medianPercent, best }) => (
              <tr key={`${key} ${text}`}>
                <Td>{name}</Td>
                <Td>{text}</Td>
                <Td right>{results.length}</Td>
                <Td right>{formatSignedPercent(medianPercent)}</Td>
                <Td right>{formatSignedPercent(best.percent)}</Td>
                <Td>
                  <ExperimentLink id={best.id} />
                </Td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      </Disclosure>
    </Section>
  );
}
