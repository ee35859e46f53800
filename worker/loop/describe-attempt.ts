import type { Experiment } from "#lib/experiment/schema.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { formatDuration } from "#lib/format/format-time.ts";
import { PIPELINE_VERSION } from "#lib/plan/fingerprint.ts";
import { describeMachine } from "#worker/process/describe-machine.ts";

/** The first line of an attempt's log: how long it waited, on what it runs, and by which pipeline. The worker's name stays out of it. */
export function describeAttempt({ attempt, createdAt, startedAt, suite }: Pick<Experiment, "attempt" | "createdAt" | "startedAt" | "suite">): string {
  const waited = startedAt === null ? null : formatDuration(Math.max(0, Date.parse(startedAt) - Date.parse(createdAt)));
  const since = waited === null ? "" : attempt === 1 ? ` after ${waited} in the queue` : `, ${waited} after the launch`;
  const { cpu, cores, node, platform } = describeMachine();
  return `Attempt ${attempt} begins${since}: suite ${suite.title} (${formatPlural(suite.clips.length, "clip")}), pipeline version ${PIPELINE_VERSION}, on ${cpu}, ${formatPlural(cores, "core")}, ${platform}, Node ${node}`;
}
