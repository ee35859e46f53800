import { STAGES, type Progress, type Stage, type StageTime } from "#lib/experiment/schema.ts";
import { formatDuration } from "#lib/format/format-time.ts";

export interface ProgressReport {
  stage: Stage;
  progress: Progress;
  stages: StageTime[];
}

/** A sentence for the experiment's log. */
export interface Said {
  stage: Stage;
  level: "debug" | "info";
  text: string;
  /** A stage began or ended. */
  change: boolean;
}

export interface ProgressTracker {
  /** A stage begins. Stages of different rungs overlap: the one shown is the earliest that still has work. */
  begin(stage: Stage, message: string): void;
  finish(stage: Stage): void;
  /** Declares work to come, in units of about a second. */
  expect(units: number): void;
  /** What goes on, without any work being done yet. */
  say(message: string): void;
  /** Work done. */
  advance(units: number, message?: string): void;
  /** A fact for the log alone. */
  note(stage: Stage, text: string): void;
  current(): ProgressReport;
  stage(): Stage;
}

/** Trainings tell every few steps: in the log one such line in two seconds is plenty, ms. */
const SAY_EVERY_MS = 2000;

const round = (value: number): number => Math.round(value * 1000) / 1000;

/**
 * Follows the stages and the share of work done. ETA is the time so far scaled by what is left, once a tenth is done.
 * @param now clock in ms since the epoch
 * @param changed called after every change with whether the stage changed
 * @param hear gets what is worth a line of the log
 */
export function trackProgress(now: () => number, changed: (report: ProgressReport, stageChanged: boolean) => void, hear: (said: Said) => void = () => {}): ProgressTracker {
  const open = new Set<Stage>();
  const times: StageTime[] = [];
  let message = "";
  let total = 0;
  let done = 0;
  let workBegan: number | null = null;
  let shown: Stage = "plan";
  let saidAt = Number.NEGATIVE_INFINITY;

  const iso = () => new Date(now()).toISOString();
  const report = (): ProgressReport => {
    const fraction = total > 0 ? Math.min(0.99, done / total) : 0;
    const elapsed = workBegan === null ? 0 : (now() - workBegan) / 1000;
    const etaSeconds = fraction >= 0.1 ? Math.round((elapsed * (1 - fraction)) / fraction) : null;
    return { stage: shown, progress: { fraction: round(fraction), message: message.slice(0, 200), etaSeconds }, stages: structuredClone(times) };
  };
  const update = () => {
    const earliest = STAGES.find((stage) => open.has(stage)) ?? shown;
    const stageChanged = earliest !== shown;
    shown = earliest;
    changed(report(), stageChanged);
  };

  return {
    begin(stage, text) {
      const isNew = !times.some((time) => time.stage === stage);
      if (isNew) times.push({ stage, startedAt: iso(), finishedAt: null });
      open.add(stage);
      message = text;
      update();
      hear({ stage, level: "info", text: isNew ? `Begins: ${text}` : text, change: isNew });
    },
    finish(stage) {
      open.delete(stage);
      const time = times.find((entry) => entry.stage === stage);
      if (time) time.finishedAt = iso();
      update();
      if (time) hear({ stage, level: "info", text: `Ended after ${formatDuration(now() - Date.parse(time.startedAt))}`, change: true });
    },
    expect(units) {
      workBegan ??= now();
      total += units;
    },
    say(text) {
      message = text;
      update();
      if (now() - saidAt < SAY_EVERY_MS) return;
      saidAt = now();
      hear({ stage: shown, level: "debug", text, change: false });
    },
    advance(units, text) {
      done += units;
      if (text !== undefined) message = text;
      update();
      if (text !== undefined) hear({ stage: shown, level: "info", text, change: false });
    },
    note: (stage, text) => hear({ stage, level: "debug", text, change: false }),
    current: report,
    stage: () => shown,
  };
}
