import { putBlob } from "#lib/data/blobs.ts";
import { transcriptKey } from "#lib/data/keys.ts";
import { saveReasoning } from "#lib/data/save-reasoning.ts";
import type { CallRecord } from "#worker/research/researcher.ts";
import type { RunContext } from "./run-context.ts";

/** Keeps the calls of a second attempt apart from the first's. */
const CALLS_PER_ATTEMPT = 100;

/**
 * Stores every call of the researcher, the useless ones too: the record in DynamoDB, the full transcript in S3.
 * @param before calls of this kind that were kept already in this attempt
 */
export async function keepCalls(context: Pick<RunContext, "lab" | "lease">, calls: readonly CallRecord[], before = 0): Promise<void> {
  const { lab, lease } = context;
  for (const { transcript, ...record } of calls) {
    const sequence = (lease.attempt - 1) * CALLS_PER_ATTEMPT + before + record.sequence;
    let key: string | null = null;
    if (transcript) {
      key = transcriptKey(lease.id, lease.attempt, record.kind, sequence);
      await putBlob(lab, key, Buffer.from(JSON.stringify(transcript)), { contentType: "application/json" });
    }
    await saveReasoning(lab, { ...record, sequence, experimentId: lease.id, transcriptKey: key });
  }
}
