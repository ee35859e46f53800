import type { UploadReply } from "#lib/api/schema.ts";
import { ApiError, parseReply } from "./request-json.ts";

/**
 * Sends a file as the raw body. XMLHttpRequest, because fetch tells nothing about the progress of a request body.
 * @param onProgress called with the sent fraction, 0 to 1
 * @throws {ApiError} as the API says, `network` when the connection breaks; an abort rejects with the signal's reason
 */
export function sendUpload(file: File, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<UploadReply> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/uploads?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("content-type", file.type.startsWith("video/") ? file.type : "application/octet-stream");
    request.setRequestHeader("accept", "application/json");
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => {
      parseReply(({ UploadReplySchema }) => UploadReplySchema, request.status, request.responseText).then(resolve, reject);
    };
    request.onerror = () => reject(new ApiError("network", "The connection broke while the video was being sent. Try again.", 0));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}
