import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Child } from "./child.ts";
import { END_WITH_PARENT, startChild } from "./child.ts";
import { keepAlive } from "./keep-alive.ts";
import { openLog } from "./open-log.ts";
import type { Service } from "./dynamodb-local.ts";
import { StartError } from "./start-error.ts";

export interface LabParts {
  dataFolder: string;
  root: string;
  /** Variables that every child gets on top of ours. */
  env: Record<string, string>;
  /** Servers that run already, in the order in which they are stopped. */
  services: readonly Service[];
  /** Node arguments of the app and of the worker. */
  appArgs: readonly string[];
  workerArgs: readonly string[];
  /** Asked until it gives any HTTP answer. */
  readyUrl: string;
  /** Lines for the person at the terminal. */
  say: (line: string) => void;
  /** Shows what the children say, besides writing it to their logs. */
  verbose: boolean;
}

export interface RunningLab {
  /** Settles when something that the lab cannot do without ended by itself: what to tell the person. */
  broken: Promise<string>;
  /** Stops worker, app and services in this order; `hurry` kills what is left. */
  stop(): Promise<void>;
  hurry(): Promise<void>;
}

const READY_MS = 120_000;
/** Time for the worker to stop its encoders and give its experiment back. */
const WORKER_GRACE_MS = 20_000;
/** A warning or an error in the format of the worker's log, or any line on stderr. */
const LOUD = /^\S+ (warn|error) /;

/**
 * Starts the app, waits until it answers, starts the worker and keeps it alive.
 * @throws {StartError} when the app does not come up; everything given and started is stopped then.
 */
export async function runLab(parts: LabParts): Promise<RunningLab> {
  const { dataFolder, root, env, services, say } = parts;
  const logs = join(dataFolder, "logs");
  const startPart = (name: string, args: readonly string[]) =>
    startChild({
      name, cwd: root, env, args: [...END_WITH_PARENT, ...args], log: openLog(logs, name),
      onLine: (line, from) => {
        if (line !== "" && (parts.verbose || from === "stderr" || LOUD.test(line))) say(`${name}: ${line}`);
      },
    });
  const stopping = new AbortController();
  const app = startPart("app", parts.appArgs);
  const stopServices = async (graceMs?: number) => {
    for (const service of services) await service.stop(graceMs);
  };
  try {
    await untilReady(app, parts.readyUrl);
  } catch (error) {
    await app.stop();
    await stopServices();
    throw error;
  }
  const worker = keepAlive({ start: () => startPart("worker", parts.workerArgs), say, signal: stopping.signal });
  const broken = Promise.race(
    [app, ...services.map(({ child }) => child)].map(async (child) => {
      const how = await child.exited;
      if (stopping.signal.aborted) return new Promise<string>(() => {});
      return `The ${child.name} ${how} unexpectedly, so the lab stops. It said last:\n${child.tail() || "nothing"}\nSee ${logs}.`;
    }),
  );
  return {
    broken,
    async stop() {
      stopping.abort();
      await worker.current().stop(WORKER_GRACE_MS);
      await app.stop(5_000);
      await stopServices();
    },
    async hurry() {
      stopping.abort();
      await Promise.all([worker.current().stop(0), app.stop(0)]);
      // The stores get a moment: what they acknowledged must be on disk.
      await stopServices(2_000);
    },
  };
}

async function untilReady(app: Child, url: string): Promise<void> {
  const until = Date.now() + READY_MS;
  while (app.running() && Date.now() < until) {
    const answered = await fetch(url, { signal: AbortSignal.timeout(10_000) }).then(
      (reply) => reply.arrayBuffer().then(() => true),
      () => false,
    );
    if (answered) return;
    await sleep(200);
  }
  const what = app.running() ? `did not answer within ${READY_MS / 1000} s` : await app.exited;
  throw new StartError(`The dashboard did not start: it ${what}. It said last:\n${app.tail() || "nothing"}`);
}
