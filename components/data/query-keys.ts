/** Keys of the query cache, in one place, so that a launch can refresh what it changes. */
export const queryKeys = {
  overview: ["overview"] as const,
  autopilot: ["autopilot"] as const,
  calibration: ["calibration"] as const,
  insights: (suiteId: string) => ["insights", suiteId] as const,
  knowledge: (suiteId: string) => ["knowledge", suiteId] as const,
  experiments: ["experiments"] as const,
  experiment: (id: string) => ["experiment", id] as const,
  log: (id: string) => ["log", id] as const,
  cited: (id: string) => ["cited", id] as const,
  lineage: ["lineage"] as const,
  suites: ["suites"] as const,
  upload: (id: string) => ["upload", id] as const,
  training: (id: string, artifact: string) => ["training", id, artifact] as const,
  transcript: (id: string, kind: string, sequence: number) => ["transcript", id, kind, sequence] as const,
};
