import type { DigestClip } from "#lib/research/digest-schema.ts";
import type { Trial } from "./trials.ts";

/** TI (ITU-T P.910, the maximum over a clip) from which on a cut is likely: motion alone stays below, a cut changes most of the picture. */
const CUT_TI = 35;

export const mayHaveCut = ({ ti }: DigestClip): boolean => ti >= CUT_TI;

/** The clips of the suite as far as past experiments tell of them in full. */
export function clipsOf(here: readonly Trial[]): DigestClip[] {
  const clips = here.flatMap(({ detail }) => detail?.clips ?? []);
  return [...new Map(clips.map((clip) => [clip.clipId, clip])).values()];
}
