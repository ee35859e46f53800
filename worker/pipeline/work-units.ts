import type { ClipFacts } from "#lib/clips/schema.ts";
import type { Base } from "#lib/plan/base-settings.ts";
import type { Plan } from "#lib/plan/schema.ts";

/**
 * How long one rung is expected to take, in arbitrary units, for the progress bar only: megapixels of the clip times
 * the encoder's slowness (the steepest part of the presets' published speed ladders, about 1.6 a step).
 */
export function rungUnits(clip: Pick<ClipFacts, "width" | "height" | "frames">, base: Base): number {
  return ((clip.width * clip.height * clip.frames) / 1e6) * slowness(base);
}

/** The same of every rung of a plan on every clip. */
export function ladderUnits(clips: readonly { facts: Pick<ClipFacts, "width" | "height" | "frames"> }[], { base, rungs }: Pick<Plan, "base" | "rungs">): number {
  return clips.reduce((sum, { facts }) => sum + rungUnits(facts, base) * rungs.length, 0);
}

function slowness(base: Base): number {
  switch (base.codec) {
    case "none":
      return 1;
    case "svt-av1":
      return 1.6 ** (7 - base.preset) + 0.4;
    case "vp9":
      return 1.5 ** (4 - base.cpuUsed) + 0.4;
    case "x264":
    case "x265": {
      const steps = ["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"].indexOf(base.preset) - 5;
      return (base.codec === "x265" ? 1.6 : 0.6) * 1.6 ** steps + 0.4;
    }
  }
}
