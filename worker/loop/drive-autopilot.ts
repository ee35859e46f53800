import type { Advanced } from "#lib/data/advance-autopilot.ts";
import type { Log } from "./create-log.ts";

/** Pause between looks of an idle worker, ms: a restart of everything goes on after at most this. */
export const LOOK_EVERY_MS = 3000;

export interface AutopilotDriver {
  /** After an experiment was settled: takes the autopilot's next step. Never throws. */
  settled(): Promise<void>;
  /** While there is nothing to run: at most every three seconds. True when there may be something to claim now. */
  idle(): Promise<boolean>;
}

function sayOf(advanced: Advanced): string | null {
  if (advanced.outcome === "unchanged") return null;
  const { settings, launched, finished, bestPercent, spend } = advanced.autopilot;
  const best = bestPercent === null ? "no better result yet" : `best ${bestPercent.toFixed(1)} %`;
  const state = `${finished} of ${settings.maxExperiments} ended, ${best}, ${spend.promptTokens + spend.completionTokens} tokens`;
  if (advanced.outcome === "launched") return `enqueued ${advanced.experimentId}, number ${launched} (${state})`;
  return advanced.outcome === "stopped" ? `stopped (${state}): ${advanced.reason}` : `counted an experiment that ended (${state})`;
}

/**
 * Moves the autopilot on from inside a worker. Every worker does it at every chance, and the step itself sees to it that
 * only one of them has an effect; so no worker is special, and any restart goes on where the record stands.
 * @param options.advance takes the step
 * @param options.now epoch ms, for the pause between looks
 */
export function driveAutopilot({ advance, log, now }: { advance: () => Promise<Advanced>; log: Log; now: () => number }): AutopilotDriver {
  let looked = Number.NEGATIVE_INFINITY;
  const step = async (): Promise<Advanced> => {
    looked = now();
    const advanced = await advance();
    const said = sayOf(advanced);
    if (said !== null) log("info", `autopilot: ${said}`);
    return advanced;
  };
  return {
    async settled() {
      try {
        await step();
      } catch (error) {
        // The experiment itself is settled: the next idle look takes the step when the store is back.
        log("warn", `autopilot: the next step waits: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    async idle() {
      if (now() - looked < LOOK_EVERY_MS) return false;
      return (await step()).outcome === "launched";
    },
  };
}
