import { createLab } from "#lib/data/lab.ts";
import { readEnv } from "#lib/env.ts";
import { createLog } from "#worker/loop/create-log.ts";
import { analysePast } from "#worker/research/analyse-past.ts";
import { createResearcher } from "#worker/research/researcher.ts";
import { attachEnv } from "#worker/services/attach.ts";

/*
 * npm run analyze-past: gives every finished experiment without an analysis one, once. Prints one summary line; exit code
 * 1 when the researcher could not analyse some of them, so that a scheduler notices.
 */

const stop = new AbortController();
process.once("SIGTERM", () => stop.abort(new Error("stopped by SIGTERM")));
process.once("SIGINT", () => stop.abort(new Error("stopped by Ctrl-C")));

try {
  const env = await attachEnv(readEnv());
  const log = createLog(env.LAB_LOG_LEVEL, (line) => process.stdout.write(line), () => new Date());
  const lab = createLab(env);
  const researcher = createResearcher(env, { clock: lab.now, log });
  const { analysed, already, failed } = await analysePast({ lab, researcher, log, signal: stop.signal });
  process.stdout.write(`Analysed ${analysed} experiments; ${already} were analysed meanwhile; ${failed} could not be analysed${failed > 0 ? " and are asked about again next time" : ""}.\n`);
  process.exitCode = failed > 0 ? 1 : 0;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
