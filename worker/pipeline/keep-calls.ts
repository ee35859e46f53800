import { putBlob } from "#lib/data/blobs.ts";
import { transcriptKey } from "#lib/data/keys.ts";
import { saveReasoning } from "#lib/data/save-reasoning.ts";
import type { CallRecord } from "#worker/research/researcher.ts";
import { formatDuration } from "#lib/format/format-time.ts";
import type { RunContext } from "./run-context.ts";

/** Keeps the calls of a second attempt apart from the first's. */
const CALLS_PER_ATTEMPT = 100;

/** A call in the log: who, how it ended, what it took. Prompts and replies are in its transcript. */
function describeCall({ kind, sequence, researcher, outcome, error, latencyMs, promptTokens, completionTokens }: CallRecord): string {
  const tokens = promptTokens === null && completionTokens === null ? "" : `, ${promptTokens ?? "unknown"} + ${completionTokens ?? "unknown"} tokens`;
  return `${kind}, call ${sequence} of ${researcher.model ?? "the built-in planner"}: ${outcome}, ${formatDuration(latencyMs)}${tokens}${error === null ? "" : `: ${error}`}`;
}

/**
 * Stores every call of the researcher, the useless ones too: the record in DynamoDB, the full transcript in S3.
 * @param before calls of this kind that were kept already in this attempt
 */
export async function keepCalls(context: Pick<RunContext, "lab" | "lease"> & Partial<Pick<RunContext, "progress">>, calls: readonly CallRecord[], before = 0): Promise<void> {
  const { lab, lease } = context;
  for (const { transcript, ...record } of calls) {
    context.progress?.note(record.kind === "proposal" ? "plan" : "analyse", describeCall({ ...record, transcript }));
    const sequence = (lease.attempt - 1) * CALLS_PER_ATTEMPT + before + record.sequence;
    let key: string | null = null;
    if (transcript) {
      key = transcriptKey(lease.id, lease.attempt, record.kind, sequence);
      await putBlob(lab, key, Buffer.from(JSON.stringify(transcript)), { contentType: "application/json" });
    }
    await saveReasoning(lab, { ...record, sequence, experimentId: lease.id, transcriptKey: key });
  }
}
