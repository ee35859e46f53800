"use client";
import { useMemo } from "react";
import { clipSavings, type Pair } from "#lib/compare/clip-savings.ts";
import type { CommonClips } from "#lib/compare/common-clips.ts";
import { BASELINE } from "#lib/compare/view.ts";
import { describeInterval } from "#lib/format/describe-delta.ts";
import { CLIP_NOISE_PERCENT } from "#lib/metrics/noise-floor.ts";
import { Section } from "../ui/card.tsx";
import { cx } from "../ui/cx.ts";
import { Disclosure } from "../ui/disclosure.tsx";
import { TableFrame } from "../ui/table.tsx";
import { BASELINE_LOOK, type SeriesLook } from "./series-look.ts";
import { SeriesTag } from "./series-mark.tsx";
import { SavingText, ToldText } from "./standing.tsx";

const FIRST = "sticky left-0 z-10 border-b border-line px-3 text-left";

/** Bits saved on every clip against HEVC, and against the anchor: coloured only where it is more than noise. */
export function ClipsSection({ common, anchor, clipId, looks }: { common: CommonClips; anchor: string; clipId: string | null; looks: ReadonlyMap<string, SeriesLook> }) {
  const { measured, clips } = common;
  const { rows, means } = useMemo(() => clipSavings(measured, clips, anchor), [measured, clips, anchor]);
  const anchorLook = looks.get(anchor) ?? BASELINE_LOOK;
  return (
    <Section id="clips" title="Bits saved per clip" aside={<p className="text-xs text-ink-3">At equal PSNR-YUV, at the baseline point. Bold against HEVC{anchor !== BASELINE && `, the line below against ${anchorLook.letter}`}.</p>}>
      <TableFrame label="Bits saved per clip">
        <thead>
          <tr>
            <th scope="col" className={cx(FIRST, "h-9 bg-surface-2 text-xs font-medium text-ink-3")}>Clip</th>
            {measured.map((id) => (
              <th key={id} scope="col" className={cx("border-b border-line px-3 py-2 text-xs", id === anchor ? "bg-accent-soft" : "bg-surface-2/60")}>
                <SeriesTag look={looks.get(id) ?? BASELINE_LOOK} line={false} />
                {id === anchor && <span className="ml-1.5 font-normal text-accent">anchor</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ clip: { facts }, cells }) => (
            <tr key={facts.sha256} className={cx(facts.clipId === clipId && "bg-accent-soft/40")}>
              <th scope="row" className={cx(FIRST, "min-w-32 bg-surface py-2 text-sm font-medium sm:min-w-48")}>
                {facts.title}
                <span className="num block text-xs font-normal text-ink-3">
                  {facts.width}×{facts.height}, {facts.frames} frames
                </span>
              </th>
              {measured.map((id) => (
                <PairCell key={id} pair={cells.get(id)} isAnchor={id === anchor} withAnchor={anchor !== BASELINE} letter={anchorLook.letter} />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className={cx(FIRST, "!border-b-0 bg-surface-2 py-2 text-sm font-semibold")}>Mean</th>
            {measured.map((id) => (
              <PairCell key={id} pair={means.get(id)} isAnchor={id === anchor} withAnchor={anchor !== BASELINE} letter={anchorLook.letter} mean />
            ))}
          </tr>
        </tfoot>
      </TableFrame>
      <Disclosure className="mt-3" summary="What the colours mean">
        <div className="max-w-prose space-y-2 text-xs text-ink-2">
          <p>
            Green with ↓ is smaller, red with ↑ is larger, grey with ≈ is neither. One codec measured twice moved by {CLIP_NOISE_PERCENT.toFixed(1)} % (root mean square) on a clip; 1.96 times that, over the root of the number of clips, is noise. Between two
            experiments it is √2 times as much, as both carry it.
          </p>
          <p>
            A mean is coloured only when, beyond that, its interval over clips leaves out zero: the clips&apos; differences drawn again with replacement, clip by clip, so that what makes a clip hard for both is not in it. &ldquo;Not settled&rdquo; means that other clips could turn the sign.
          </p>
          <p>Against an experiment as anchor, both rates are taken at the quality of the baseline point: ((anchor − this) / anchor) × 100. A mean is not shown when one of its clips has no number.</p>
        </div>
      </Disclosure>
    </Section>
  );
}

function PairCell({ pair, isAnchor, withAnchor, letter, mean = false }: { pair: Pair | undefined; isAnchor: boolean; withAnchor: boolean; letter: string; mean?: boolean }) {
  const interval = (told: Pair["hevc"] | null) => (mean && told?.status === "ok" && told.saving.interval ? describeInterval(told.saving.interval).interval : null);
  return (
    <td className={cx("min-w-30 px-2.5 py-2 align-top sm:min-w-36 sm:px-3", mean ? "bg-surface-2/60" : "border-b border-line", isAnchor && "bg-accent-soft/40")}>
      {!pair ? (
        <span className="text-xs text-ink-3">not measured</span>
      ) : (
        <>
          <span className="block font-semibold">
            <ToldText told={pair.hevc} chip={!withAnchor} className={withAnchor ? "!text-ink" : undefined} />
          </span>
          {interval(pair.hevc) && <span className="num block text-2xs text-ink-3">{interval(pair.hevc)}</span>}
          {withAnchor && !isAnchor && (
            <span className="mt-1 block text-xs">
              {pair.anchor?.status === "ok" ? (
                <>
                  <SavingText saving={pair.anchor.saving} bound={pair.anchor.bound} chip />
                  <span className="sr-only"> against {letter}</span>
                </>
              ) : (
                <span className="text-ink-3">{pair.anchor ? <ToldText told={pair.anchor} /> : `not measured by ${letter}`}</span>
              )}
            </span>
          )}
          {withAnchor && interval(pair.anchor) && <span className="num block text-2xs text-ink-3">{interval(pair.anchor)}</span>}
        </>
      )}
    </td>
  );
}
