/** For tests: post-mortem files as the ancestor wrote them. */
export function postMortemReport(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    experiment_id: "proc_exp_1760601600", timestamp: 1760601600.4812, status: "completed",
    metadata: { phase_completed: "analysis", needs_human: false, attempts: 1 },
    results: { bitrate_mbps: 15.038184, file_size_mb: 18.797731, reduction_percent: -50.38184, target_achieved: false },
    issues: [],
    ...fields,
  };
}

export function postMortemFile(reports: readonly unknown[], fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { total_experiments: reports.length, generated_at: "2025-10-18T02:11:09.120334", reports, ...fields };
}

export const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
