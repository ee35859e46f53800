import type { Change, Lineage } from "../experiment/lineage-schema.ts";
import { CODEC_TITLES } from "./describe-plan.ts";
import { labelOf, valueText } from "./setting-words.ts";

/** One thing that a plan did differently from its parent, short enough for a chip. */
export interface ChangeText {
  text: string;
  /** The settings that came or went with a part; null for a single setting. */
  detail: string | null;
}

const PART_WORDS: Record<string, string> = {
  wiener: "Wiener filters", cnn: "CNN", scene: "scene program", shots: "settings by shots",
  "transform/downscale": "downscale", "transform/denoise": "denoise", ...CODEC_TITLES,
};
const PARTS = new Set(["base", "predictor", "adapt", "restore", "transform/downscale", "transform/denoise"]);
const isNone = (value: Change["to"]): boolean => value === null || value === "none";

function wordOf(name: string, value: Change["to"]): string {
  return PART_WORDS[String(value)] ?? PART_WORDS[name] ?? String(value);
}

function partText({ name, from, to }: Change): string {
  // "none" is a codec of its own: a scene program without one.
  if (name === "base") return `${wordOf(name, from)} → ${wordOf(name, to)}`;
  if (isNone(from)) return `+ ${wordOf(name, to)}`;
  return isNone(to) ? `− ${wordOf(name, from)}` : `${wordOf(name, from)} → ${wordOf(name, to)}`;
}

/** "AQ mode" stays, "Preset" becomes "preset". */
const inSentence = (label: string): string => (/^[A-Z](?![a-z])/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1));

function settingText({ name, setting, from, to }: Change): string {
  if (name.includes("/layers/")) return to === true ? `+ layer ${setting}` : `− layer ${setting}`;
  return `${inSentence(labelOf(setting))} ${valueText(from)} → ${valueText(to)}`;
}

/**
 * What a plan changed against its parent, parts first: "+ CNN", "SVT-AV1 → VP9", "preset 5 → 3", "rungs moved". The settings
 * of a part that came, went or changed its kind are told with that part.
 */
export function describeChanges({ changes, rungsChanged }: Pick<Lineage, "changes" | "rungsChanged">): ChangeText[] {
  const parts = changes.filter(({ name }) => PARTS.has(name));
  const ownerOf = ({ name }: Change): Change | undefined => parts.find((part) => name !== part.name && name.startsWith(`${part.name}/`));
  const settings = changes.filter((change) => !parts.includes(change));
  return [
    ...parts.map((part) => {
      const gone = isNone(part.to) && part.name !== "base";
      const own = settings.filter((change) => ownerOf(change) === part).flatMap(({ setting, from, to }) => {
        const value = gone ? from : to;
        return value === null ? [] : [`${inSentence(labelOf(setting))} ${valueText(value)}`];
      });
      return { text: partText(part), detail: own.length > 0 ? own.join(", ") : null };
    }),
    ...settings.filter((change) => !ownerOf(change)).map((change) => ({ text: settingText(change), detail: null })),
    ...(rungsChanged ? [{ text: "rungs moved", detail: "Other operating points of the same codec." }] : []),
  ];
}

/** How many things changed, as chips count them. */
export function countChanges(lineage: Pick<Lineage, "changes" | "rungsChanged">): number {
  return describeChanges(lineage).length;
}
