import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Env } from "#lib/env.ts";
import { readEnv } from "#lib/env.ts";
import { buildApp, serveArgs } from "#worker/services/build-app.ts";
import { END_WITH_PARENT, startChild } from "#worker/services/child.ts";
import { freePort, isPortFree } from "#worker/services/free-port.ts";
import { prepareDataFolder, removeLabFile } from "#worker/services/lab-file.ts";
import { lockFolder } from "#worker/services/lab-lock.ts";
import { openLog } from "#worker/services/open-log.ts";
import type { RunningLab } from "#worker/services/run-lab.ts";
import { runLab } from "#worker/services/run-lab.ts";
import { StartError } from "#worker/services/start-error.ts";
import type { Storage } from "#worker/services/start-storage.ts";
import { startStorage } from "#worker/services/start-storage.ts";
import { stopWithNpm } from "#worker/services/stop-with-npm.ts";

/*
 * npm start, npm run dev (--dev): embedded servers, app and one worker, until Ctrl-C or SIGTERM. What cannot start says why
 * in one sentence and ends with code 1.
 */

const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const dev = process.argv.includes("--dev");
const say = (line: string) => process.stdout.write(`${line}\n`);
/** What has to be undone, last first. */
const undo: (() => Promise<void>)[] = [];
let lab: RunningLab | null = null;
let signals = 0;

async function main(): Promise<void> {
  const env = readEnv();
  stopWithNpm(env, onSignal);
  const folder = resolve(env.LAB_DATA_DIR);
  await prepareDataFolder(folder);
  undo.push(await lockFolder(folder));
  const port = await choosePort(env);

  const childEnv: Record<string, string> = {
    LAB_DATA_DIR: folder,
    NEXT_TELEMETRY_DISABLED: "1",
    // The SDK's own switch for its notice about coming Node versions.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
  const storage = await startStorage(env, folder);
  undo.push(async () => {
    await removeLabFile(folder);
    for (const service of storage.services) await service.stop();
  });
  Object.assign(childEnv, storage.env);
  await prepareStorage(folder, childEnv, storage);
  if (!dev) await buildApp({ root: ROOT, env: childEnv, log: openLog(resolve(folder, "logs"), "build"), say });
  if (signals > 0) return;

  const host = ["0.0.0.0", "::", "[::]"].includes(env.LAB_HOST) ? "127.0.0.1" : env.LAB_HOST;
  const address = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  lab = await runLab({
    dataFolder: folder, root: ROOT, env: childEnv, services: storage.services, say, verbose: dev, readyUrl: `${address}/api/health`,
    appArgs: serveArgs({ dev, host: env.LAB_HOST, port }),
    workerArgs: ["--import", "tsx", resolve(ROOT, "worker/commands/worker.ts")],
  });
  if (signals > 0) return;
  say(`The lab is open at ${address}  (data and logs in ${folder}; Ctrl-C stops it)`);
  say(await lab.broken);
  process.exitCode = 1;
}

async function choosePort(env: Env): Promise<number> {
  if (env.LAB_PORT === 0) return freePort(env.LAB_HOST);
  const free = await isPortFree(env.LAB_HOST, env.LAB_PORT).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartError(`The dashboard cannot listen on ${env.LAB_HOST}:${env.LAB_PORT} (${code}): choose another address with LAB_HOST or another port with LAB_PORT.`, { cause: error });
  });
  if (free) return env.LAB_PORT;
  throw new StartError(`Port ${env.LAB_PORT} is taken by another program: choose another one, for example LAB_PORT=${env.LAB_PORT + 1} npm start (0 takes any free port).`);
}

async function prepareStorage(folder: string, env: Record<string, string>, { services }: Storage): Promise<void> {
  const args = [...END_WITH_PARENT, "--import", "tsx", resolve(ROOT, "worker/commands/prepare-storage.ts")];
  const child = startChild({ name: "storage", args, cwd: ROOT, env, log: openLog(resolve(folder, "logs"), "storage") });
  const how = await child.exited;
  if (how === "ended with code 0") return;
  const where = services.length > 0 ? "the embedded servers" : "AWS";
  throw new StartError(`The tables and the bucket could not be prepared on ${where}: ${child.tail() || how}`);
}

async function cleanUp(): Promise<void> {
  if (lab) await (signals > 1 ? lab.hurry() : lab.stop());
  for (const step of undo.splice(0).reverse()) await step();
}

function onSignal(): void {
  signals += 1;
  if (signals === 1) {
    say("Stopping: the worker gives back what it runs, then the dashboard and the servers end. (Once more: hurry.)");
    void cleanUp().then(() => process.exit(0), fail);
  } else void lab?.hurry();
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof StartError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
try {
  await main();
  if (signals === 0) {
    await cleanUp();
    process.exit();
  }
} catch (error) {
  if (signals === 0) {
    await cleanUp();
    fail(error);
  }
}
