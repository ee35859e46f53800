import { describePlan } from "#lib/research/describe-plan.ts";
import { isMeasured, type Trial } from "./trials.ts";
import { sizeText } from "./wording.ts";

/** What the newest experiment on the suite showed, in one sentence with its id. */
export function newestText(here: readonly Trial[]): string {
  const newest = here.find((trial) => trial.outcome !== "pending");
  if (!newest) return "Nothing has been measured on this suite yet.";
  const plan = describePlan(newest.plan);
  if (isMeasured(newest)) return `The newest experiment here, ${newest.id} (${plan}), came out ${sizeText(newest.reduction)} than the HEVC baseline at equal PSNR-YUV.`;
  const how = { failed: "failed", stopped: "was stopped at the screening, as hopeless" }[newest.outcome as string] ?? "gave curves that could not be compared with the baseline's";
  return `The newest experiment here, ${newest.id} (${plan}), ${how}.`;
}
