import { rm } from "node:fs/promises";
import { downloadBlob } from "#lib/data/blobs.ts";
import type { Lab } from "#lib/data/lab.ts";
import { releaseUploadCheck } from "#lib/data/release-upload-check.ts";
import { settleUploadCheck } from "#lib/data/settle-upload-check.ts";
import { MissingBlobError, StorageUnavailableError } from "#lib/errors.ts";
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
  if (error instanceof MissingBlobError) return "The uploaded file is no longer in the store. Upload it again.";
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
    if (reason === null) {
      // Not the file's fault: the next worker may check it at once. Otherwise the claim expires, and the try counts.
      if (signal.aborted || error instanceof StorageUnavailableError) await releaseUploadCheck(lab, { id: upload.id, owner });
      if (signal.aborted) return log("info", `upload ${upload.id}: its check is left to the next worker`);
      throw error;
    }
    await settleUploadCheck(lab, { id: upload.id, owner }, { status: "rejected", reason, facts: null });
    log("info", `upload ${upload.id}: rejected: ${reason}`);
  } finally {
    await rm(path, { force: true });
  }
}
