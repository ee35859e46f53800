import { readEnv } from "#lib/env.ts";
import { ReproduceError } from "#worker/reproduce/reproduce-error.ts";
import { runCommand } from "#worker/reproduce/run-command.ts";

/*
 * npm run reproduce: makes the bitstreams of an experiment again, with nothing cached, and compares every hash with its record. Exit
 * code 0 when all are the same, 1 when something differs, 2 when nothing was compared. The table goes to stdout, all else to stderr.
 */

const stop = new AbortController();
process.once("SIGINT", () => stop.abort(new ReproduceError("Stopped by Ctrl-C.")));
process.once("SIGTERM", () => stop.abort(new ReproduceError("Stopped by SIGTERM.")));

const say = (line: string) => void process.stderr.write(`${line}\n`);

try {
  process.exitCode = await runCommand(process.argv.slice(2), { env: readEnv(), signal: stop.signal, print: (text) => void process.stdout.write(text), say });
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
