import type { z } from "zod";
import { HELD_OUT_SUITE_ID, findSuite, suiteForUpload } from "../clips/suites.ts";
import type { Suite } from "../clips/schema.ts";
import { enqueueExperiment, type EnqueueResult } from "../data/enqueue-experiment.ts";
import { getExperiment } from "../data/get-experiment.ts";
import { getUpload } from "../data/get-upload.ts";
import type { Lab } from "../data/lab.ts";
import { HttpError } from "./http-error.ts";
import type { LaunchRequestSchema } from "./schema.ts";

type Launch = z.output<typeof LaunchRequestSchema>;

async function suiteOf(lab: Lab, launch: Launch): Promise<Suite> {
  if (launch.uploadId !== undefined) {
    const upload = await getUpload(lab, launch.uploadId);
    if (!upload) throw new HttpError("not-found", `There is no upload ${launch.uploadId}.`);
    if (upload.status === "rejected") throw new HttpError("upload-not-ready", `The upload was rejected: ${upload.reason ?? "no reason on record"}`);
    if (upload.status === "checking") throw new HttpError("upload-not-ready", "The upload is still being checked by a worker. Try again in a moment.");
    return suiteForUpload(upload);
  }
  const suite = findSuite(launch.suiteId ?? "");
  if (!suite) throw new HttpError("not-found", `There is no suite "${launch.suiteId}". GET /api/suites lists them.`);
  if (suite.id === HELD_OUT_SUITE_ID && !launch.plan) {
    throw new HttpError("invalid-request", "The researcher never sees the held-out suite: it only runs with a plan by hand.");
  }
  return suite;
}

/**
 * Puts an experiment into the queue: with the person's plan, or for the researcher to plan.
 * @throws {HttpError} unknown suite, upload or parent; an upload that cannot be used
 */
export async function launchExperiment(lab: Lab, launch: Launch, idempotencyKey: string | null): Promise<EnqueueResult> {
  const suite = await suiteOf(lab, launch);
  if (launch.parentId !== null && !(await getExperiment(lab, launch.parentId))) {
    throw new HttpError("not-found", `There is no experiment ${launch.parentId} to follow.`);
  }
  return enqueueExperiment(lab, {
    suite,
    origin: launch.plan ? (launch.parentId ? "suggestion" : "by-hand") : "researcher",
    parentId: launch.parentId,
    plan: launch.plan,
    hypothesis: launch.hypothesis,
    why: null,
    expected: launch.expected,
    screening: launch.screening,
    researcher: launch.plan ? { kind: "person", model: null, note: launch.parentId ? "launched from a suggestion" : null } : null,
    idempotencyKey,
  });
}
