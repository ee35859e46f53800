import { budgetOf } from "../autopilot/budget.ts";
import type { Autopilot, AutopilotSettings } from "../autopilot/schema.ts";
import type { Prices } from "../autopilot/spend.ts";
import { findSuite } from "../clips/suites.ts";
import { advanceAutopilot } from "../data/advance-autopilot.ts";
import { getAutopilot } from "../data/get-autopilot.ts";
import type { Lab } from "../data/lab.ts";
import { pauseAutopilot } from "../data/pause-autopilot.ts";
import { resumeAutopilot } from "../data/resume-autopilot.ts";
import { startAutopilot } from "../data/start-autopilot.ts";
import { stopAutopilot } from "../data/stop-autopilot.ts";
import { HttpError } from "./http-error.ts";
import type { AutopilotReply } from "./schema.ts";

/*
 * What the routes of /api/autopilot call. Each answers with the new state, or refuses with autopilot-state (409) and the state
 * that stands in the way. Whatever makes it run also takes its first step, so that the page shows an experiment at once.
 */

function replyOf(autopilot: Autopilot | null, now: Date, prices: Prices): AutopilotReply {
  return { autopilot, budget: autopilot && budgetOf(autopilot, now), prices };
}

function refusal(message: string, autopilot: Autopilot | null): HttpError {
  const { state = "never-started", launched = 0, settings, stopReason = null } = autopilot ?? {};
  return new HttpError("autopilot-state", message, { autopilot: { state, launched, maxExperiments: settings?.maxExperiments ?? null, stopReason } });
}

const IN_WORDS = { running: "The autopilot runs already", paused: "The autopilot is paused", stopped: "The autopilot has stopped" } as const;
const inWords = (autopilot: Autopilot | null): string => (autopilot ? IN_WORDS[autopilot.state] : "The autopilot was never started");

export async function showAutopilot(lab: Lab, prices: Prices): Promise<AutopilotReply> {
  return replyOf(await getAutopilot(lab), lab.now(), prices);
}

/** @throws {HttpError} unknown or held-out suite, or a run that has not ended */
export async function beginAutopilot(lab: Lab, settings: AutopilotSettings, prices: Prices): Promise<AutopilotReply> {
  const suite = findSuite(settings.suiteId);
  if (!suite) throw new HttpError("not-found", `There is no suite "${settings.suiteId}". GET /api/suites lists them.`);
  const result = await startAutopilot(lab, { settings, suite });
  if (result.outcome === "held-out") throw new HttpError("invalid-request", "The researcher never sees the held-out suite, so the autopilot cannot run on it. Choose another suite.");
  if (result.outcome === "already-running") {
    const { launched, settings: current } = result.autopilot;
    throw refusal(`${inWords(result.autopilot)} (${launched} of ${current.maxExperiments} experiments). Stop it before starting it anew.`, result.autopilot);
  }
  await advanceAutopilot(lab, prices);
  return showAutopilot(lab, prices);
}

/** @throws {HttpError} when it does not run */
export async function holdAutopilot(lab: Lab, prices: Prices): Promise<AutopilotReply> {
  const { outcome, autopilot } = await pauseAutopilot(lab);
  if (outcome === "not-running") throw refusal(`${inWords(autopilot)}: there is nothing to pause.`, autopilot);
  return replyOf(autopilot, lab.now(), prices);
}

/** @throws {HttpError} when it is not paused */
export async function continueAutopilot(lab: Lab, prices: Prices): Promise<AutopilotReply> {
  const { outcome, autopilot } = await resumeAutopilot(lab);
  if (outcome === "not-paused") throw refusal(`${inWords(autopilot)}: there is no pause to end.`, autopilot);
  await advanceAutopilot(lab, prices);
  return showAutopilot(lab, prices);
}

/** @throws {HttpError} when it had stopped and there was nothing to cancel either */
export async function endAutopilot(lab: Lab, { cancelCurrent }: { cancelCurrent: boolean }, prices: Prices): Promise<AutopilotReply> {
  const { outcome, autopilot, cancelled } = await stopAutopilot(lab, { cancelCurrent });
  if (outcome === "not-running" && cancelled === null) throw refusal(`${inWords(autopilot)}: there is nothing to stop.`, autopilot);
  return replyOf(autopilot, lab.now(), prices);
}
