import { ALL } from "./keys.ts";
import type { Lab } from "./lab.ts";
import type { SummaryPage } from "./summary-page.ts";
import { pageOf } from "./summary-page.ts";

/**
 * Completed experiments without an analysis, newest first.
 * @throws {InvalidCursorError} @throws {StorageUnavailableError}
 */
export async function listUnanalysed(lab: Lab, { cursor, limit = 50 }: { cursor?: string | null; limit?: number } = {}): Promise<SummaryPage> {
  return pageOf(lab, { index: "unanalysed", value: ALL, filter: [], limit, cursor: cursor ?? undefined });
}
