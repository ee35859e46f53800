"use client";
import { useState } from "react";
import type { Suite } from "#lib/clips/schema.ts";
import type { Applied, Results } from "#lib/experiment/schema.ts";
import { columnsOf, COST_COLUMNS, type CostColumn, costsOf, type FileCosts, PARTS, totalOf } from "#lib/format/bits.ts";
import { formatBytes, formatCount, formatPlural } from "#lib/format/format-number.ts";
import { formatDuration } from "#lib/format/format-time.ts";
import { Section } from "../../ui/card.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Select } from "../../ui/field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { TableFrame, Td, Th } from "../../ui/table.tsx";
import { PartBar, PartLegend, PartWords } from "./part-bar.tsx";

interface ClipFiles {
  id: string;
  title: string;
  /** By CRF, ascending. */
  files: FileCosts[];
}

function clipsOf({ rungs }: Applied, results: Results | null, suite: Suite): ClipFiles[] {
  return suite.clips.flatMap(({ id, title }) => {
    const points = results?.clips.find(({ clip }) => clip.clipId === id)?.points ?? [];
    const files = rungs.filter(({ clipId }) => clipId === id).map((rung) => costsOf(rung, points.find(({ crf }) => crf === rung.crf)));
    return files.length > 0 ? [{ id, title, files: files.sort((a, b) => a.crf - b.crf) }] : [];
  });
}

/** More clips than this are a list instead of buttons side by side. */
const SIDE_BY_SIDE = 4;

/** Every file's bytes by part, and what making and decoding it took; one clip at a time. */
export function BitsSection({ applied, results, suite }: { applied: Applied; results: Results | null; suite: Suite }) {
  const clips = clipsOf(applied, results, suite);
  const [chosen, setChosen] = useState<string | null>(null);
  const clip = clips.find(({ id }) => id === chosen) ?? clips[0];
  if (!clip) return null;
  // Of all clips, so that the table keeps its columns from one to the next.
  const { columns, nothing } = columnsOf(clips.flatMap(({ files }) => files));
  const options = clips.map(({ id, title }) => ({ value: id, label: title }));
  const picker =
    clips.length <= SIDE_BY_SIDE ? (
      <Segmented label="Clip" value={clip.id} onChange={setChosen} options={options} />
    ) : (
      <Select aria-label="Clip" value={clip.id} onChange={(event) => setChosen(event.target.value)} className="!h-8 !text-xs">
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    );
  return (
    <Section id="bits" title="Bits and costs" aside={clips.length > 1 && picker}>
      <FilesOfClip clip={clip} columns={columns} />
      <Disclosure className="mt-3" summary="What is counted">
        <WhatIsCounted columns={columns} nothing={nothing} clips={clips} />
      </Disclosure>
    </Section>
  );
}

function costText(key: CostColumn["key"], value: number | null): string {
  if (value === null) return "—";
  if (key === "decodeFps") return value.toFixed(value < 10 ? 1 : 0);
  return key === "madsPerPixel" ? formatCount(value) : formatDuration(value);
}

function FilesOfClip({ clip: { title, files }, columns }: { clip: ClipFiles; columns: readonly CostColumn[] }) {
  const total = totalOf(files);
  return (
    <>
      <div className="mb-2.5">
        <PartLegend parts={total.parts} />
      </div>
      <TableFrame label={`Bits and costs of ${title}`}>
        <thead>
          <tr>
            <Th right>CRF</Th>
            <Th right title="The whole file: this is the rate">Size</Th>
            <Th className="w-full min-w-52">Bytes by part</Th>
            {columns.map(({ key, label, note }) => (
              <Th key={key} right title={note}>
                {label}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {files.map((file, index) => (
            <tr key={file.crf}>
              <Td right>{file.crf}</Td>
              <Td right>{formatBytes(file.bytes)}</Td>
              <Td>
                <PartBar parts={file.parts} />
                <PartWords parts={file.parts} />
              </Td>
              {columns.map(({ key }) => {
                if (key !== "fitMs") return <Td key={key} right>{costText(key, file[key])}</Td>;
                // The search is made once for the clip: one cell for all of its rungs.
                return index === 0 && (
                  <Td key={key} right rowSpan={files.length} className="border-x">
                    {costText(key, total.fitMs)}
                    <span className="block text-xs text-ink-3">once</span>
                  </Td>
                );
              })}
            </tr>
          ))}
        </tbody>
        <tfoot className="bg-surface-2/60 font-medium">
          <tr>
            <Th scope="row" right className="!border-b-0 !bg-transparent">
              All
            </Th>
            <Td right>{formatBytes(total.bytes)}</Td>
            <Td>
              <PartBar parts={total.parts} />
            </Td>
            {columns.map(({ key }) => (
              <Td key={key} right>
                {key === "madsPerPixel" && total[key] !== null && "≤ "}
                {costText(key, total[key])}
              </Td>
            ))}
          </tr>
        </tfoot>
      </TableFrame>
      {total.cachedStreams > 0 && (
        <p className="mt-2 text-xs text-ink-3">
          {formatCount(total.cachedStreams)} of {formatPlural(total.streams, "stream")} from this machine&apos;s cache, times from when they were encoded.
        </p>
      )}
    </>
  );
}

function WhatIsCounted({ columns, nothing, clips }: { columns: readonly CostColumn[]; nothing: readonly CostColumn[]; clips: readonly ClipFiles[] }) {
  const present = PARTS.filter(({ key }) => clips.some(({ files }) => files.some(({ parts }) => (parts[key] ?? 0) > 0)));
  const missing = COST_COLUMNS.filter((column) => !columns.includes(column) && !nothing.includes(column));
  const rows = [...present.map(({ key, label, note }) => ({ key, label, note })), ...columns];
  return (
    <>
      <dl className="grid gap-x-6 gap-y-1.5 text-xs sm:grid-cols-[max-content_1fr]">
        {rows.map(({ key, label, note }) => (
          <div key={key} className="contents">
            <dt className="font-medium text-ink-2 first-letter:uppercase">{label}</dt>
            <dd className="-mt-1.5 text-ink-3 sm:mt-0">{note}</dd>
          </div>
        ))}
      </dl>
      {nothing.length > 0 && <p className="mt-3 text-xs text-ink-3">Nothing was spent on: {nothing.map(({ label }) => label.toLowerCase().replace("macs/px", "multiply-adds of rendering and restoration")).join(", ")}.</p>}
      {missing.length > 0 && <p className="mt-1.5 text-xs text-ink-3">Not on this record: {missing.map(({ label }) => label.toLowerCase().replace("macs/px", "multiply-adds")).join(", ")}.</p>}
    </>
  );
}
