import { rm } from "node:fs/promises";
import { downloadBlob } from "#lib/data/blobs.ts";
import type { Lab } from "#lib/data/lab.ts";
import { settleUploadCheck } from "#lib/data/settle-upload-check.ts";
import type { Upload } from "#lib/experiment/schema.ts";
import { MediaJobError } from "#worker/process/media-process.ts";
import type { MediaPool } from "#worker/process/media-pool.ts";
import { MediaProcessError } from "#worker/process/process-error.ts";

export interface CheckUploadOptions {
  lab: Lab;
  owner: string;
  pool: MediaPool;
  /** Where the file is put for the check. */
  path: string;
  maxSeconds: number;
  maxBytes: number;
  signal: AbortSignal;
  log: (level: "info" | "warn", message: string) => void;
}

/** A person's sentence for whatever the check ended with; null when it says nothing about the file. */
function rejectionOf(error: unknown): string | null {
  if (error instanceof MediaJobError) return error.message;
  if (error instanceof MediaProcessError && error.how !== "start") {
    return `The file broke the decoder (${error.how}), so it cannot be used. Try to re-encode it, for example as H.264 in MP4.`;
  }
  return null;
}

/** Probes an uploaded file in a media process and records whether it can be used, or why not. */
export async function checkUpload(upload: Upload, { lab, owner, pool, path, maxSeconds, maxBytes, signal, log }: CheckUploadOptions): Promise<void> {
  try {
    await downloadBlob(lab, upload.key, path);
    const facts = await pool.run("probe", `probing upload ${upload.id}`, { path, maxSeconds, maxBytes }, { signal, limits: { timeoutMs: 60_000 } });
    await settleUploadCheck(lab, { id: upload.id, owner }, { status: "ready", reason: null, facts });
    log("info", `upload ${upload.id}: ready, ${facts.width}x${facts.height}, ${facts.frames} frames`);
  } catch (error) {
    const reason = signal.aborted ? null : rejectionOf(error);
    // Not the file's fault (the store is away, the worker stops): the claim expires and the check is done again.
    if (reason === null) throw error;
    await settleUploadCheck(lab, { id: upload.id, owner }, { status: "rejected", reason, facts: null });
    log("info", `upload ${upload.id}: rejected: ${reason}`);
  } finally {
    await rm(path, { force: true });
  }
}
