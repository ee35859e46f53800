import { formatBytes } from "#lib/format/format-number.ts";
import { formatShare, type PartKey, PARTS, type PartShare, sharesOf } from "#lib/format/bits.ts";
import { cx } from "../../ui/cx.ts";

const LABELS = new Map<PartKey, string>(PARTS.map(({ key, label }) => [key, label]));

const stripes = (angle: number, colour: string) => `repeating-linear-gradient(${angle}deg, ${colour} 0 3px, color-mix(in oklab, ${colour} 45%, var(--surface)) 3px 6px)`;
const dots = (colour: string) => `radial-gradient(circle at 2px 2px, ${colour} 1.4px, color-mix(in oklab, ${colour} 35%, var(--surface)) 1.6px) 0 0 / 4px 4px`;

/** Each part has a colour and a pattern of its own, so that it is told apart without colour, in both themes and on paper. */
const FILLS: Record<PartKey, string> = {
  header: "var(--part-header)",
  program: stripes(45, "var(--part-program)"),
  base: "var(--part-base)",
  shots: stripes(90, "var(--part-shots)"),
  weights: stripes(-45, "var(--part-weights)"),
  maps: dots("var(--part-maps)"),
  restoration: stripes(-45, "var(--part-weights)"),
};

const inWords = ({ key, bytes, percent }: PartShare): string => `${LABELS.get(key)} ${formatBytes(bytes)}, ${formatShare(percent)}`;

function Swatch({ part }: { part: PartKey }) {
  return <span aria-hidden className="size-3 shrink-0 rounded-[3px] print:[print-color-adjust:exact]" style={{ background: FILLS[part] }} />;
}

/** One file's bytes by part as a stacked bar; parts too small to draw still get a sliver. */
export function PartBar({ parts, className }: { parts: Readonly<Record<string, number>>; className?: string }) {
  const shares = sharesOf(parts);
  return (
    <span role="img" aria-label={shares.map(inWords).join("; ")} className={cx("flex h-3.5 w-full gap-px overflow-hidden rounded-[3px]", className)}>
      {shares.map((share) => (
        <span key={share.key} title={inWords(share)} className="min-w-[3px] print:[print-color-adjust:exact]" style={{ background: FILLS[share.key], flexGrow: share.percent, flexBasis: 0 }} />
      ))}
    </span>
  );
}

/** The same in words, for below the bar. */
export function PartWords({ parts }: { parts: Readonly<Record<string, number>> }) {
  return (
    <span className="num mt-1 flex flex-wrap gap-x-3 text-2xs leading-snug font-normal text-ink-3">
      {sharesOf(parts).map(({ key, bytes, percent }) => (
        <span key={key} className="whitespace-nowrap">
          {LABELS.get(key)} {formatBytes(bytes)}, {formatShare(percent)}
        </span>
      ))}
    </span>
  );
}

/** What the patterns stand for, with the bytes of all the files that are shown. */
export function PartLegend({ parts }: { parts: Readonly<Record<string, number>> }) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-xs text-ink-2">
      {sharesOf(parts).map(({ key, bytes, percent }) => (
        <li key={key} className="flex items-center gap-1.5" title={PARTS.find((part) => part.key === key)?.note}>
          <Swatch part={key} />
          {LABELS.get(key)}
          <span className="num text-ink-3">
            {formatBytes(bytes)}, {formatShare(percent)}
          </span>
        </li>
      ))}
    </ul>
  );
}
