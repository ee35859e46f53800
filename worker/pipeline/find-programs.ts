import type { Stage } from "#lib/experiment/schema.ts";
import type { Plan } from "#lib/plan/schema.ts";
import type { FoundProgram } from "#worker/codecs/encode.ts";
import type { ReadyClip } from "./generate-stage.ts";
import { mapLimited } from "./map-limited.ts";
import type { RunContext } from "./run-context.ts";
import { inStage } from "./stage-error.ts";

/** Progress units of looking for one clip's scene program. */
const FIT_UNITS = 20;

/**
 * Looks for the scene program of every clip, from its pixels alone: the job gets the path of the normalised Y4M and the
 * predictor's settings, never the clip's kind or parameters.
 * @param stage as which it is shown, and which fails when it fails
 */
export async function findPrograms(context: Pick<RunContext, "pool" | "progress" | "signal">, clips: readonly ReadyClip[], plan: Plan, stage: Stage = "encode"): Promise<Map<ReadyClip, FoundProgram>> {
  const { predictor } = plan;
  if (!predictor || clips.length === 0) return new Map();
  context.progress.expect(FIT_UNITS * clips.length);
  context.progress.begin(stage, "Looking for scene programs");
  const found = await mapLimited(clips, context.pool.slots, context.signal, async (clip, signal) => {
    const what = `looking for a scene program in ${clip.facts.clipId}`;
    const program = await inStage(stage, signal, () =>
      context.pool.run("fitProgram", what, { sourcePath: clip.path, settings: predictor }, { signal, onNote: (note) => context.progress.say(`${what}: ${note}`) }),
    );
    context.progress.advance(FIT_UNITS, `${clip.facts.title}: ${program.program ? `a scene program of ${program.program.layers.length} layers` : "no scene program"}`);
    return [clip, program] as const;
  });
  return new Map(found);
}
