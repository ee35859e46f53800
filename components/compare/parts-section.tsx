"use client";
import { useMemo } from "react";
import { clipSavings } from "#lib/compare/clip-savings.ts";
import type { CommonClips, SharedClip } from "#lib/compare/common-clips.ts";
import { partsAtQuality } from "#lib/compare/costs.ts";
import { BASELINE } from "#lib/compare/view.ts";
import { formatBytes, formatPlural } from "#lib/format/format-number.ts";
import { PartBar, PartLegend, PartWords } from "../experiment/result/part-bar.tsx";
import { Card, Section } from "../ui/card.tsx";
import { BASELINE_LOOK, type SeriesLook } from "./series-look.ts";
import { SeriesTag } from "./series-mark.tsx";

/** Where the bits go at the quality that all are compared at: the length is the size against HEVC, the pieces are the parts. */
export function PartsSection({ clips, common, looks }: { clips: readonly SharedClip[]; common: CommonClips; looks: ReadonlyMap<string, SeriesLook> }) {
  const rows = useMemo(() => {
    const { means } = clipSavings(common.measured, clips, BASELINE);
    return common.measured.map((id) => {
      const told = means.get(id)?.hevc;
      return { id, at: partsAtQuality(clips, id), share: told?.status === "ok" ? 100 - told.saving.percent : null };
    });
  }, [clips, common.measured]);
  const longest = Math.max(100, ...rows.flatMap(({ share }) => share ?? []));
  const all: Record<string, number> = {};
  for (const { at } of rows) for (const [part, bytes] of Object.entries(at?.parts ?? {})) all[part] = (all[part] ?? 0) + bytes;
  const width = (percent: number) => `${Math.max((100 * percent) / longest, 0.5)}%`;
  return (
    <Section id="parts" title="Bits by part" aside={<PartLegend parts={all} />}>
      <Card className="space-y-4 p-4">
        {rows.map(({ id, at, share }) => (
          <div key={id} className="grid gap-x-4 gap-y-1 sm:grid-cols-[4rem_1fr_13rem]">
            <SeriesTag look={looks.get(id) ?? BASELINE_LOOK} line={false} className="text-sm" />
            <div className="order-last min-w-0 sm:order-none">
              {at ? (
                <>
                  <div style={{ width: share === null ? "100%" : width(share) }}>
                    <PartBar parts={at.parts} className="!h-4" />
                  </div>
                  <PartWords parts={at.parts} />
                </>
              ) : (
                <p className="text-xs text-ink-3">No file of these clips is on its record with a quality to compare at.</p>
              )}
            </div>
            <p className="num text-xs text-ink-2 sm:text-right">
              {share === null ? "no size at equal quality" : `${share.toFixed(1)} % of HEVC`}
              {at && <span className="block text-2xs text-ink-3">{formatPlural(at.clips, "rung")}, {formatBytes(at.bytes)}, up to {at.offDb.toFixed(1)} dB off</span>}
            </p>
          </div>
        ))}
        <div className="grid gap-x-4 gap-y-1 sm:grid-cols-[4rem_1fr_13rem]">
          <SeriesTag look={BASELINE_LOOK} line={false} className="text-sm" />
          <div className="order-last sm:order-none">
            <div aria-hidden className="h-4 rounded-[3px] border border-dashed border-ink-3" style={{ width: width(100) }} />
          </div>
          <p className="num text-xs text-ink-3 sm:text-right">100 %</p>
        </div>
      </Card>
      <p className="mt-2 text-xs text-ink-3">
        The length is the mean size at equal PSNR-YUV; the pieces are those of the rung nearest to that quality on each clip, which is why the bytes beside it are not quite that size. A bar without a size is drawn at full length.
      </p>
    </Section>
  );
}
