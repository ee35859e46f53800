import { isUploadSuite } from "../clips/upload-suite.ts";

/** A suite's id as rows show it; an uploaded clip's suite has a UUID in its id, which says nothing to a reader. */
export function suiteName(suiteId: string): string {
  return isUploadSuite(suiteId) ? "upload" : suiteId;
}
