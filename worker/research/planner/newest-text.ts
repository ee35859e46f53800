import { describePlan } from "#lib/research/describe-plan.ts";
import { isMeasured, type MeasuredTrial, type Trial } from "./trials.ts";
import { sizeText } from "./wording.ts";

const newestOf = (here: readonly Trial[]): Trial | undefined => here.find((trial) => trial.outcome !== "pending");

/** A trial's id with its plan; the plan is left out where newestText, which goes before, has told it. */
export function nameText({ id, plan }: Trial, here: readonly Trial[]): string {
  return newestOf(here)?.id === id ? id : `${id} (${describePlan(plan)})`;
}

/** Where a trial stands, after newestText: what that told already is not said again. */
export function standingText(trial: MeasuredTrial, standing: string, here: readonly Trial[]): string {
  if (newestOf(here)?.id === trial.id) return `It is ${standing}.`;
  return `${nameText(trial, here)} is ${standing}: ${sizeText(trial.reduction)} than the HEVC baseline at equal PSNR-YUV.`;
}

/** What the newest experiment on the suite showed, in one sentence with its id. */
export function newestText(here: readonly Trial[]): string {
  const newest = newestOf(here);
  if (!newest) return "Nothing has been measured on this suite yet.";
  const plan = describePlan(newest.plan);
  if (isMeasured(newest)) return `The newest experiment here, ${newest.id} (${plan}), came out ${sizeText(newest.reduction)} than the HEVC baseline at equal PSNR-YUV.`;
  const how = { failed: "failed", stopped: "was stopped at the screening, as hopeless" }[newest.outcome as string] ?? "gave curves that could not be compared with the baseline's";
  return `The newest experiment here, ${newest.id} (${plan}), ${how}.`;
}
