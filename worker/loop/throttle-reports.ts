import type { ProgressReport } from "#worker/pipeline/progress.ts";

const EVERY_MS = 800;

/**
 * Writes progress to the store at most every 0.8 s, and at once when the stage changes. Reports never overlap, the
 * newest wins, and one that cannot be written is dropped: the next one says more.
 */
export function throttleReports(write: (report: ProgressReport) => Promise<void>): { report: (report: ProgressReport, atOnce: boolean) => void; settle: () => Promise<void> } {
  let waiting: ProgressReport | null = null;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  let busy = false;

  const flush = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (!waiting || busy) return;
    const report = waiting;
    waiting = null;
    busy = true;
    writing = write(report).finally(() => {
      busy = false;
      if (waiting) timer = setTimeout(flush, EVERY_MS);
    });
  };
  return {
    report(report, atOnce) {
      waiting = report;
      if (atOnce) flush();
      else timer ??= setTimeout(flush, EVERY_MS);
    },
    async settle() {
      if (timer) clearTimeout(timer);
      waiting = null;
      await writing;
    },
  };
}
