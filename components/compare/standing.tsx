import type { Bound, Told } from "#lib/compare/clip-savings.ts";
import type { Saving, Standing } from "#lib/compare/significance.ts";
import { formatMagnitude } from "#lib/format/format-number.ts";
import { describeInterval } from "#lib/format/describe-delta.ts";
import { cx } from "../ui/cx.ts";

export const STANDINGS: Record<Standing, { word: string; text: string; chip: string }> = {
  smaller: { word: "smaller", text: "text-good", chip: "bg-good-soft text-good" },
  larger: { word: "larger", text: "text-bad", chip: "bg-bad-soft text-bad" },
  "within-noise": { word: "within noise", text: "text-ink-2", chip: "bg-surface-2 text-ink-2" },
  "not-settled": { word: "not settled", text: "text-ink-2", chip: "bg-surface-2 text-ink-2" },
};

const BOUNDS: Record<Bound, string> = { exact: "", "at-least": "≥ ", "at-most": "≤ " };

/** ↓ and ↑ where the direction is settled; ≈ and the sign where it is not. */
export function arrowOf({ standing, percent }: Saving): string {
  if (standing === "smaller") return "↓";
  if (standing === "larger") return "↑";
  return percent === 0 ? "=" : "≈";
}

const magnitude = ({ standing, percent }: Saving): string => {
  if (standing === "smaller" || standing === "larger") return formatMagnitude(percent);
  // Without an arrow the sign has to say where it leans; what rounds to zero leans nowhere.
  const text = formatMagnitude(percent);
  return percent < 0 && text !== "0.0 %" ? `−${text}` : text;
};

/** Why a saving is called what it is called, for a title. */
export function standingNote({ standing, percent, floorPercent, interval, n }: Saving): string {
  const floor = `Within ±${floorPercent.toFixed(1)} % it is the measured noise of ${n === 1 ? "one clip" : `${n} clips`}.`;
  const spread = interval ? (describeInterval(interval).intervalNote ?? "") : "One clip says nothing of others.";
  if (standing === "within-noise") return `${floor} ${spread}`;
  if (standing === "not-settled") return `Beyond the noise of these clips, but other clips could turn its sign. ${spread}`;
  return `${Math.abs(percent).toFixed(2)} % ${standing}. ${floor} ${spread}`;
}

/** Saved bits as arrow, number and word; coloured only where the direction is settled. */
export function SavingText({ saving, bound = "exact", chip = false, word = true, className }: { saving: Saving; bound?: Bound; chip?: boolean; word?: boolean; className?: string }) {
  const look = STANDINGS[saving.standing];
  return (
    <span title={standingNote(saving)} className={cx("num inline-flex items-baseline gap-1 font-medium whitespace-nowrap", chip ? `rounded px-1.5 py-px ${look.chip}` : look.text, className)}>
      {BOUNDS[bound]}
      {arrowOf(saving)} {magnitude(saving)}
      <span className={word ? "text-[0.86em] font-normal" : "sr-only"}>{look.word}</span>
    </span>
  );
}

/** The same, or why there is none. */
export function ToldText({ told, brief = false, ...rest }: { told: Told; /** The reason goes to the title. */ brief?: boolean; chip?: boolean; word?: boolean; className?: string }) {
  if (told.status === "ok") return <SavingText saving={told.saving} bound={told.bound} {...rest} />;
  if (brief) return <span title={told.reason}>not comparable</span>;
  return <span className="inline-block max-w-72 text-xs font-normal [overflow-wrap:anywhere] whitespace-normal text-ink-2">not comparable: {told.reason}</span>;
}
