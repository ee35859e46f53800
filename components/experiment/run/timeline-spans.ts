import type { Experiment, Stage } from "#lib/experiment/schema.ts";

export interface Span {
  stage: Stage;
  startedAt: string;
  /** Since the run began, ms. */
  fromMs: number;
  durationMs: number;
  /** Of the whole run, 0 to 1; overlapping stages sum to more than 1. */
  share: number;
  state: "done" | "running" | "unfinished";
}

export interface Timeline {
  startedAt: string;
  wholeMs: number;
  /** From the launch to the start of this attempt, ms: for a first attempt the wait in the queue. */
  beforeMs: number;
  spans: Span[];
  /** Time in which two stages or more were at work, ms. */
  overlapMs: number;
  /** Time between stages, ms: the store, and what no stage counts. */
  betweenMs: number;
}

/** How long at least one, and at least two, of the intervals go on, ms. */
function coverage(intervals: readonly (readonly [from: number, to: number])[]): { one: number; two: number } {
  const edges = intervals.flatMap(([from, to]) => [[from, 1], [to, -1]] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let one = 0;
  let two = 0;
  let open = 0;
  let last = 0;
  for (const [at, step] of edges) {
    if (open >= 1) one += at - last;
    if (open >= 2) two += at - last;
    open += step;
    last = at;
  }
  return { one, two };
}

/**
 * The stages of the last attempt on one time line.
 * @param nowMs time to which a running one is drawn; null: to what is known
 */
export function timelineOf({ stages, createdAt, startedAt, finishedAt, status }: Pick<Experiment, "stages" | "createdAt" | "startedAt" | "finishedAt" | "status">, nowMs: number | null): Timeline | null {
  if (stages.length === 0) return null;
  const known = stages.flatMap((time) => [Date.parse(time.startedAt), ...(time.finishedAt === null ? [] : [Date.parse(time.finishedAt)])]);
  const first = Math.min(...known, startedAt === null ? Infinity : Date.parse(startedAt));
  const active = status === "running";
  const last = Math.max(...known, finishedAt === null ? 0 : Date.parse(finishedAt), active ? (nowMs ?? 0) : 0);
  const wholeMs = Math.max(1, last - first);
  const spans = stages.map(({ stage, startedAt: from, finishedAt: to }): Span => {
    const begin = Date.parse(from);
    const durationMs = Math.max(0, (to === null ? last : Date.parse(to)) - begin);
    return { stage, startedAt: from, fromMs: begin - first, durationMs, share: durationMs / wholeMs, state: to !== null ? "done" : active ? "running" : "unfinished" };
  });
  const { one, two } = coverage(spans.map(({ fromMs, durationMs }) => [fromMs, fromMs + durationMs] as const));
  return { startedAt: new Date(first).toISOString(), wholeMs, beforeMs: Math.max(0, first - Date.parse(createdAt)), spans, overlapMs: two, betweenMs: Math.max(0, wholeMs - one) };
}
